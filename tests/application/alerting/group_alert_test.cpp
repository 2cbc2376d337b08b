#include "application/alerting/alert_grouper.hpp"
#include "tests/builders/alerting.hpp"
#include "tests/worlds/mocks.hpp"

namespace tocsin::tests {
namespace {

using domain::Alert;
using domain::Change;
using domain::EventAnswer;
using domain::EventOutcome;
using domain::NotificationKind;
using trompeloeil::_;

// Nothing is known yet: no alert, no group, no early resolve; whatever a test does not forbid or
// require may happen.
struct GroupAlertTest : MockedWorld {
  Result<EventAnswer> group(const domain::Event& event) {
    return grouper.place(scope, event, manager, "monitoring", now);
  }

  const domain::Time now = ManualClock{}.now();
  domain::EventManager manager = manager_of(ops);
  const domain::AlertId first{CountingIds::nth(1)};

  Expectation no_alert = NAMED_ALLOW_CALL(alerts, find_open(_)).RETURN(std::optional<Alert>{});
  Expectation no_group = NAMED_ALLOW_CALL(alerts, find_parent(_)).RETURN(std::optional<Alert>{});
  Expectation no_resolve = NAMED_ALLOW_CALL(early_resolves, take(_, _, _)).RETURN(std::nullopt);
  Expectation a_rule = NAMED_ALLOW_CALL(grouping_rules, find(acme, by_class))
                           .RETURN(std::make_shared<const domain::GroupingRule>(rule_by_class()));
  Expectation nobody_subscribes =
      NAMED_ALLOW_CALL(subscriptions, match(_, _, _, _)).RETURN(std::vector<domain::Match>{});
  Expectation any_save = NAMED_ALLOW_CALL(alerts, save(_));
  Expectation any_entry = NAMED_ALLOW_CALL(timeline, add(_));
  Expectation any_notification = NAMED_ALLOW_CALL(outbox, add(_));
  Expectation any_count = NAMED_ALLOW_CALL(metrics, count(_));
};

TEST_F(GroupAlertTest, keeps_the_window_that_the_rule_has_now_in_the_new_parent) {
  const domain::Group group_of_class{"class", "infrastructure", now + rule_by_class().window};
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.id == first && _1.group == group_of_class);
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.alert == first && _1.what == Change::opened);
  REQUIRE_CALL(outbox, add(_)).WITH(_1.kind == NotificationKind::alert_opened);
  REQUIRE_CALL(metrics, count(ports::Counter::alerts_opened));

  const auto answer = group(triggered("disk"));

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->alert, first);
}

TEST_F(GroupAlertTest, looks_for_the_parent_under_the_tenant_the_manager_the_key_and_its_value) {
  REQUIRE_CALL(alerts, find_parent(_))
      .WITH(_1 == (domain::GroupKey{"acme", "ops", "class", "infrastructure"}))
      .RETURN(std::optional<Alert>{});

  EXPECT_TRUE(group(triggered("disk")));
}

TEST_F(GroupAlertTest, tells_the_story_of_a_child_and_of_its_parent) {
  auto parent = open_alert({CountingIds::nth(9)}, triggered("disk"), {}, now);
  parent.group = domain::Group{"class", "infrastructure", now + rule_by_class().window};
  REQUIRE_CALL(alerts, find_parent(_)).LR_RETURN(std::optional{parent});
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.id == first && _1.parent == parent.id);
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.id == parent.id && _1.active_children == 1);
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.alert == first && _1.what == Change::joined_group);
  FORBID_CALL(outbox, add(_));

  const auto answer = group(triggered("cpu"));

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, EventOutcome::joined);
}

TEST_F(GroupAlertTest, a_group_that_pages_for_another_service_now_has_a_new_parent_and_only_that) {
  auto parent = open_alert({CountingIds::nth(9)}, triggered("disk"), billing, now);
  parent.group = domain::Group{"class", "infrastructure", now + rule_by_class().window};
  REQUIRE_CALL(alerts, find_parent(_)).LR_RETURN(std::optional{parent});
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.id == parent.id && !_1.takes_children_at(now));
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.id == first && _1.takes_children_at(now));

  const auto answer = group(triggered("cpu"));

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, EventOutcome::opened);
}

TEST_F(GroupAlertTest, an_overtaken_trigger_leaves_a_resolved_alert_and_both_entries) {
  REQUIRE_CALL(early_resolves, take(acme, ops, _))
      .LR_RETURN(domain::EarlyResolve{acme, ops, "disk", now, now});
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.resolution == (domain::Mark{"monitoring", now}));
  REQUIRE_CALL(timeline, add(_)).WITH(_1.what == Change::opened);
  REQUIRE_CALL(timeline, add(_)).WITH(_1.what == Change::resolved);
  REQUIRE_CALL(metrics, count(ports::Counter::alerts_resolved));
  FORBID_CALL(outbox, add(_));

  const auto answer = group(triggered("disk"));

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, EventOutcome::overtaken);
}

TEST_F(GroupAlertTest, passes_on_that_open_alerts_cannot_be_read) {
  REQUIRE_CALL(alerts, find_open(_)).RETURN(Failure{store_gone});

  const auto answer = group(triggered("disk"));

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
}

TEST_F(GroupAlertTest, passes_on_that_the_rule_cannot_be_read) {
  REQUIRE_CALL(grouping_rules, find(_, _)).RETURN(Failure{store_gone});
  FORBID_CALL(alerts, save(_));

  const auto answer = group(triggered("disk"));

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
}

TEST_F(GroupAlertTest, passes_on_that_the_parent_cannot_be_read) {
  REQUIRE_CALL(alerts, find_parent(_)).RETURN(Failure{store_gone});
  FORBID_CALL(alerts, save(_));

  const auto answer = group(triggered("disk"));

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
}

TEST_F(GroupAlertTest, passes_on_that_the_subscriptions_cannot_be_read) {
  ALLOW_CALL(subscriptions, match(_, _, _, _)).RETURN(Failure{store_gone});
  FORBID_CALL(alerts, save(_));

  const auto answer = group(triggered("disk"));

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
}

TEST_F(GroupAlertTest, passes_on_that_nobody_can_be_paged_for_the_service) {
  manager.service = billing;
  REQUIRE_CALL(services, find(acme, billing)).RETURN(Failure{store_gone});
  FORBID_CALL(alerts, save(_));

  const auto answer = group(triggered("disk"));

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
}

}  // namespace
}  // namespace tocsin::tests
