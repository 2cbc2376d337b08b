#include "application/workflows/cancel_job.hpp"

#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using trompeloeil::_;

struct CancelJobTest : WorkflowMocks {
  Result<domain::ScheduledJob> cancelled() {
    return workflow_use_cases.cancel_job.handle({acme, job.id, "bob"});
  }
};

TEST_F(CancelJobTest, keeps_that_it_is_cancelled_when_and_by_whom) {
  clock.advance(1min);
  auto expected = job;
  expected.status = domain::ScheduledJobStatus::cancelled;
  expected.result = "cancelled by bob";
  expected.updated_at = clock.now();
  REQUIRE_CALL(scheduled_jobs, save(_)).LR_WITH(_1 == expected);

  const auto outcome = cancelled();

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, expected);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(CancelJobTest, leaves_a_job_as_the_first_one_has_cancelled_it) {
  job.cancel("carol", clock.now());
  clock.advance(1min);
  FORBID_CALL(scheduled_jobs, save(_));

  const auto outcome = cancelled();

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, job);
}

TEST_F(CancelJobTest, comes_too_late_for_a_job_that_is_done) {
  job.complete("received", clock.now());
  FORBID_CALL(scheduled_jobs, save(_));

  expect_failed(cancelled(), ErrorKind::conflict);
}

TEST_F(CancelJobTest, finds_no_job_that_is_unknown) {
  ALLOW_CALL(scheduled_jobs, find(_, _)).RETURN(no_job());
  FORBID_CALL(scheduled_jobs, save(_));

  expect_failed(cancelled(), ErrorKind::not_found);
}

TEST_F(CancelJobTest, is_taken_back_when_the_job_cannot_be_read) {
  ALLOW_CALL(scheduled_jobs, find(_, _)).RETURN(gone());
  FORBID_CALL(scheduled_jobs, save(_));

  expect_taken_back(cancelled());
}

TEST_F(CancelJobTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(cancelled());
}

}  // namespace
}  // namespace tocsin::tests
