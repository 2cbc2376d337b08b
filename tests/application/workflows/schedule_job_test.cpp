#include "application/workflows/schedule_job.hpp"

#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using trompeloeil::_;

struct ScheduleJobTest : WorkflowMocks {
  Result<domain::ScheduledJob> scheduled() {
    return workflow_use_cases.schedule_job.handle(command);
  }

  static constexpr domain::Duration ten_years = 24h * 3653;

  application::ScheduleJob::Command command{acme, "alice", heartbeat(), 15min, "queue"};
};

TEST_F(ScheduleJobTest, keeps_what_is_to_be_done_when_and_for_whom) {
  domain::ScheduledJob expected;
  expected.id = {CountingIds::nth(1)};
  expected.tenant = acme;
  expected.by = "alice";
  expected.order = heartbeat();
  expected.execute_at = clock.now() + 15min;
  expected.queue_name = "queue";
  expected.created_at = clock.now();
  expected.updated_at = clock.now();
  REQUIRE_CALL(scheduled_jobs, save(_)).LR_WITH(_1 == expected);

  const auto job = scheduled();

  ASSERT_TRUE(job);
  EXPECT_EQ(*job, expected);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ScheduleJobTest, keeps_the_time_that_is_given) {
  command.when = clock.now() + 1h;
  REQUIRE_CALL(scheduled_jobs, save(_)).LR_WITH(_1.execute_at == clock.now() + 1h);

  EXPECT_TRUE(scheduled());
}

TEST_F(ScheduleJobTest, keeps_no_job_at_a_time_that_is_too_far) {
  command.when = clock.now() + ten_years + 1ms;
  FORBID_CALL(scheduled_jobs, save(_));

  expect_failed(scheduled(), ErrorKind::invalid, "/execute_at");
}

TEST_F(ScheduleJobTest, keeps_no_job_after_a_delay_that_is_too_long) {
  command.when = ten_years + 1ms;
  FORBID_CALL(scheduled_jobs, save(_));

  expect_failed(scheduled(), ErrorKind::invalid, "/delay_seconds");
}

TEST_F(ScheduleJobTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(scheduled());
}

}  // namespace
}  // namespace tocsin::tests
