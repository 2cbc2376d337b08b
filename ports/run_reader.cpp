#include "ports/run_reader.hpp"

namespace tocsin::ports {

bool RunFilter::accepts(const domain::Run& run) const {
  return run.tenant == tenant && (!workflow || run.workflow->id == *workflow) &&
         (!status || run.status == *status) && (!subject || run.signal.subject == *subject);
}

}  // namespace tocsin::ports
