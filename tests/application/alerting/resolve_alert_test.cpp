#include "application/alerting/resolve_alert.hpp"

#include "ports/alerting/configuration.hpp"
#include "tests/builders/alerting.hpp"
#include "tests/worlds/mocks.hpp"

namespace tocsin::tests {
namespace {

using domain::Alert;
using domain::Change;
using domain::NotificationKind;
using domain::ResolveOutcome;
using trompeloeil::_;
using End = FakeUnitOfWork::End;

struct ResolveAlertTest : MockedWorld {
  ResolveAlertTest() {
    parent = open_alert({CountingIds::nth(1)}, triggered("disk"), billing, clock.now());
    child = open_alert({CountingIds::nth(2)}, triggered("cpu"), billing, clock.now());
  }

  // Another alert of the group, which the parent then waits for.
  void given_a_child() { parent.adopt(child); }

  Result<ResolveOutcome> resolve(const Alert& alert) {
    return resolve_alert.handle({acme, alert.id, "alice"});
  }

  Alert parent;
  Alert child;

  Expectation parent_is_kept =
      NAMED_ALLOW_CALL(alerts, get(acme, _)).LR_WITH(_2 == parent.id).LR_RETURN(parent);
  Expectation child_is_kept =
      NAMED_ALLOW_CALL(alerts, get(acme, _)).LR_WITH(_2 == child.id).LR_RETURN(child);
  Expectation manager_is_kept =
      NAMED_ALLOW_CALL(managers, find(acme, ops))
          .RETURN(std::make_shared<const domain::EventManager>(manager_of(ops)));
  Expectation nobody_subscribes =
      NAMED_ALLOW_CALL(subscriptions, match(_, _, _, _)).RETURN(std::vector<domain::Match>{});
  Expectation anything_is_counted = NAMED_ALLOW_CALL(metrics, count(_));
};

TEST_F(ResolveAlertTest, keeps_who_resolved_it_and_tells_the_webhook) {
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.resolution == (domain::Mark{"alice", clock.now()}));
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.what == Change::resolved && _1.by == "alice");
  REQUIRE_CALL(outbox, add(_))
      .LR_WITH(_1.kind == NotificationKind::alert_resolved &&
               _1.about.status == domain::AlertStatus::resolved);

  const auto outcome = resolve(parent);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, ResolveOutcome::resolved);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ResolveAlertTest, changes_nothing_of_an_alert_that_is_resolved_already) {
  parent.resolve("bob", clock.now());
  FORBID_CALL(alerts, save(_));
  FORBID_CALL(timeline, add(_));

  const auto outcome = resolve(parent);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, ResolveOutcome::already_resolved);
}

TEST_F(ResolveAlertTest, only_remembers_the_wish_while_a_child_is_active) {
  given_a_child();
  REQUIRE_CALL(alerts, save(_)).WITH(_1.resolve_requested && _1.is_open());
  REQUIRE_CALL(timeline, add(_))
      .WITH(_1.what == Change::resolve_requested &&
            _1.why == "resolve requested; waiting for 1 active child");

  const auto outcome = resolve(parent);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, ResolveOutcome::waits_for_children);
}

TEST_F(ResolveAlertTest, counts_the_children_that_it_waits_for) {
  given_a_child();
  parent.active_children = 2;
  ALLOW_CALL(alerts, save(_));
  REQUIRE_CALL(timeline, add(_)).WITH(_1.why == "resolve requested; waiting for 2 active children");

  EXPECT_TRUE(resolve(parent));
}

TEST_F(ResolveAlertTest, tells_nobody_of_an_alert_without_an_event_manager) {
  parent.manager = {};
  ALLOW_CALL(managers, find(acme, domain::EventManagerId{})).RETURN(ports::EventManagers::Entry{});
  ALLOW_CALL(alerts, save(_));
  ALLOW_CALL(timeline, add(_));
  FORBID_CALL(outbox, add(_));

  EXPECT_TRUE(resolve(parent));
}

TEST_F(ResolveAlertTest, passes_on_that_there_is_no_such_alert) {
  const Error no_alert{ErrorKind::not_found, "no such alert", {}};
  REQUIRE_CALL(alerts, get(acme, _)).RETURN(Failure{no_alert});

  const auto outcome = resolve(parent);

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), no_alert);
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(ResolveAlertTest, is_undone_when_its_parent_cannot_be_read) {
  given_a_child();
  ALLOW_CALL(alerts, save(_));
  ALLOW_CALL(timeline, add(_));
  REQUIRE_CALL(alerts, get(acme, _)).LR_WITH(_2 == parent.id).RETURN(Failure{store_gone});

  const auto outcome = resolve(child);

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), store_gone);
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(ResolveAlertTest, is_undone_when_its_event_manager_cannot_be_read) {
  ALLOW_CALL(alerts, save(_));
  ALLOW_CALL(timeline, add(_));
  REQUIRE_CALL(managers, find(acme, ops)).RETURN(Failure{store_gone});

  const auto outcome = resolve(parent);

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), store_gone);
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(ResolveAlertTest, of_the_last_child_is_undone_when_the_parent_cannot_be_resolved_with_it) {
  given_a_child();
  parent.resolve("bob", clock.now());
  ALLOW_CALL(alerts, save(_));
  ALLOW_CALL(timeline, add(_));
  REQUIRE_CALL(managers, find(acme, ops)).RETURN(Failure{store_gone});

  const auto outcome = resolve(child);

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), store_gone);
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(ResolveAlertTest, is_undone_when_the_escalation_cannot_be_released) {
  parent.escalation.emplace(nullptr);
  ALLOW_CALL(alerts, save(_));
  ALLOW_CALL(timeline, add(_));
  ALLOW_CALL(outbox, add(_));
  REQUIRE_CALL(services, find(acme, billing)).RETURN(Failure{store_gone});

  const auto outcome = resolve(parent);

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), store_gone);
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(ResolveAlertTest, says_when_it_could_not_be_kept) {
  work.refuses = true;
  ALLOW_CALL(alerts, save(_));
  ALLOW_CALL(timeline, add(_));
  ALLOW_CALL(outbox, add(_));

  const auto outcome = resolve(parent);

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(work.end, End::refused);
}

}  // namespace
}  // namespace tocsin::tests
