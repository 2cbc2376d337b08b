#include "ports/workflows/run_reader.hpp"

namespace tocsin::ports {

bool RunFilter::accepts(const domain::Run& run) const {
  return run.tenant == tenant && (!workflow || run.workflow->id == *workflow) &&
         (!status || run.status == *status) && (!subject || run.signal.subject == *subject);
}

bool RunFilter::finds_open() const {
  return !status || *status == domain::RunStatus::running || *status == domain::RunStatus::waiting;
}

bool RunFilter::finds_closed() const { return !status || !finds_open(); }

}  // namespace tocsin::ports
