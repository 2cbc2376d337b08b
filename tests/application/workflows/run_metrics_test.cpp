#include "application/workflows/run_metrics.hpp"

#include "tests/fakes/mocks/kernel.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::application {
namespace {

using domain::Run;
using domain::RunStatus;
using ports::Counter;
using tests::MockMetrics;

Run ended(RunStatus status) {
  domain::Run run;
  run.status = status;
  run.ended_at = domain::Time{};
  return run;
}

TEST(RunMetrics, count_a_run_that_has_ended_by_how_it_has) {
  const std::vector<std::pair<RunStatus, Counter>> rows{
      {RunStatus::completed, Counter::runs_completed},
      {RunStatus::failed, Counter::runs_failed},
      {RunStatus::cancelled, Counter::runs_cancelled}};
  for (const auto& [status, what] : rows) {
    MockMetrics metrics;
    REQUIRE_CALL(metrics, count(what));
    count_if_ended(metrics, ended(status));
  }
}

TEST(RunMetrics, count_no_run_that_goes_on) {
  MockMetrics metrics;
  FORBID_CALL(metrics, count(trompeloeil::_));
  domain::Run run;
  for (const auto status : {RunStatus::running, RunStatus::waiting}) {
    run.status = status;
    count_if_ended(metrics, run);
  }
}

}  // namespace
}  // namespace tocsin::application
