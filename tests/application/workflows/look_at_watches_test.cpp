#include "application/workflows/look_at_watches.hpp"

#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using ports::Counter;
using trompeloeil::_;

// A subject that is silent since the start of the test, which is wrong after 5 minutes.
struct LookAtWatchesTest : WorkflowMocks {
  void expect_nothing_changed(const Result<std::size_t>& changed) const {
    ASSERT_TRUE(changed);
    EXPECT_EQ(*changed, 0U);
    EXPECT_TRUE(runs.kept.empty());
    EXPECT_EQ(work.end, End::rolled_back);
  }

  ports::SubjectName name{acme, "internet_signal", "org_x"};
};

TEST_F(LookAtWatchesTest, starts_a_run_when_the_silence_has_lasted) {
  const domain::RunId started{CountingIds::nth(1)};
  clock.advance(5min);
  REQUIRE_CALL(watches, save(_)).LR_WITH(_1.subject == "org_x" && _1.watches[0].run == started);
  REQUIRE_CALL(metrics, count(Counter::runs_started));
  FORBID_CALL(watches, forget(_));

  const auto changed = look.handle(name);

  ASSERT_TRUE(changed);
  EXPECT_EQ(*changed, 1U);
  EXPECT_EQ(runs.kept.at(started).reason, "no signal for 5m");
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(LookAtWatchesTest, follows_a_new_version_before_it_is_time) {
  auto patient = *workflow;
  patient.version = 2;
  patient.conditions = {domain::Absence{10min}};
  workflow = shared(patient);
  REQUIRE_CALL(watches, save(_))
      .LR_WITH(_1.watches[0].follows == workflow && _1.look_again_at() == clock.now() + 10min);
  FORBID_CALL(metrics, count(_));

  const auto changed = look.handle(name);

  ASSERT_TRUE(changed);
  EXPECT_EQ(*changed, 0U);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(LookAtWatchesTest, forgets_who_is_watched_no_longer_after_a_week) {
  workflow = nullptr;
  clock.advance(domain::WatchedSubject::forgotten_after);
  REQUIRE_CALL(watches, forget(_)).LR_WITH(_1 == subject.key());
  FORBID_CALL(watches, save(_));

  EXPECT_TRUE(look.handle(name));
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(LookAtWatchesTest, changes_nothing_before_it_is_time) {
  clock.advance(5min - 1ms);
  FORBID_CALL(watches, save(_));
  FORBID_CALL(watches, forget(_));
  FORBID_CALL(metrics, count(_));

  expect_nothing_changed(look.handle(name));
}

TEST_F(LookAtWatchesTest, changes_nothing_for_a_subject_that_is_unknown) {
  clock.advance(5min);
  ALLOW_CALL(watches, find(_)).RETURN(no_subject());
  FORBID_CALL(watches, save(_));
  FORBID_CALL(watches, forget(_));

  expect_nothing_changed(look.handle(name));
}

TEST_F(LookAtWatchesTest, is_taken_back_when_the_workflows_cannot_be_read) {
  clock.advance(5min);
  ALLOW_CALL(workflows, find(_, _)).RETURN(gone());
  FORBID_CALL(watches, save(_));
  FORBID_CALL(watches, forget(_));
  FORBID_CALL(metrics, count(_));

  expect_taken_back(look.handle(name));
}

TEST_F(LookAtWatchesTest, is_refused_when_it_cannot_be_kept) {
  clock.advance(5min);
  work.refuses = true;

  expect_refused(look.handle(name));
}

}  // namespace
}  // namespace tocsin::tests
