#include "domain/workflows/scheduled_job.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

constexpr Time now{Duration{1000}};

TEST(ScheduledJob, names_a_step_by_its_number) {
  EXPECT_EQ(action_index_from("ACTION_0"), 0U);
  EXPECT_EQ(action_index_from("ACTION_12"), 12U);
  for (const std::string text : {"", "ACTION_", "ACTION_x", "ACTION_1x", "ACTION_-1", "STEP_1"})
    EXPECT_EQ(action_index_from(text), std::nullopt) << text;
}

TEST(ScheduledJob, is_of_the_type_of_its_order) {
  ScheduledJob job;
  EXPECT_EQ(job.type(), ScheduledJobType::workflow_resume);
  job.order = Signal{};
  EXPECT_EQ(job.type(), ScheduledJobType::signal);
}

TEST(ScheduledJob, says_what_came_of_it) {
  ScheduledJob job;
  EXPECT_FALSE(job.has_ended());

  job.complete("resumed", now);

  EXPECT_TRUE(job.has_ended());
  EXPECT_EQ(job.status, ScheduledJobStatus::completed);
  EXPECT_EQ(job.result, "resumed");
  EXPECT_EQ(job.updated_at, now);
}

TEST(ScheduledJob, is_cancelled_once_and_not_after_it_was_done) {
  ScheduledJob job;
  EXPECT_TRUE(job.cancel("alice", now));
  EXPECT_TRUE(job.cancel("bob", now));
  EXPECT_EQ(job.result, "cancelled by alice");
  EXPECT_EQ(job.status, ScheduledJobStatus::cancelled);

  ScheduledJob done;
  done.complete("resumed", now);
  EXPECT_FALSE(done.cancel("alice", now));
  EXPECT_EQ(done.result, "resumed");
}

}  // namespace
}  // namespace tocsin::domain
