#include "application/paging/pager.hpp"

#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::Change;
using domain::NotificationKind;
using ports::Counter;
using trompeloeil::_;

struct PagerTest : PagingMocks {
  template <typename T>
  void expect_gone(const Result<T>& result) const {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), store_gone);
  }

  // The alert that holds the outage is resolved while this one is open.
  void given_an_heir() {
    service.outage = kept.id;
    kept.resolve("alice", clock.now());
    alerts_find_oldest_open =
        NAMED_ALLOW_CALL(alerts, find_oldest_open(_, _)).LR_RETURN(std::optional{heir});
  }

  domain::Alert alert = an_alert(2);
  domain::Alert heir = an_alert(3);
  Expectation no_timer = NAMED_ALLOW_CALL(timers, due_of(_)).RETURN(std::nullopt);
};

TEST_F(PagerTest, is_loud_about_a_level_without_a_target_and_goes_on_to_the_next) {
  policy = a_policy({{}, {bob}});
  FORBID_CALL(outbox, add(_));
  REQUIRE_CALL(metrics, count(Counter::levels_paged));
  REQUIRE_CALL(metrics, count(Counter::levels_without_target));
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.what == Change::paged);
  REQUIRE_CALL(timeline, add(_)).LR_WITH(_1.what == Change::nobody_to_page);
  REQUIRE_CALL(timers, set(_)).LR_WITH(_1.due == clock.now() + 15min);

  const auto outcome = pager.page_for(scope, alert, clock.now());

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, PageOutcome::paged);
}

TEST_F(PagerTest, tells_the_fallback_of_a_level_without_a_target) {
  policy = a_policy({{}, {bob}});
  PagingUseCases with_fallback{
      {services, policies, timers, alerts, outbox, managers, workflows}, around, operators};
  REQUIRE_CALL(outbox, add(_)).LR_WITH(_1.deliveries.front().target == operators);

  EXPECT_TRUE(with_fallback.pager.page_for(scope, alert, clock.now()));
}

TEST_F(PagerTest, counts_a_policy_without_levels_as_none) {
  policy = a_policy({});
  REQUIRE_CALL(metrics, count(Counter::alerts_without_policy));
  FORBID_CALL(timers, set(_));

  const auto outcome = pager.page_for(scope, alert, clock.now());

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, PageOutcome::no_policy);
}

TEST_F(PagerTest, gives_a_level_the_delay_of_its_own) {
  policy.levels[0].acknowledgement_delay = 5min;
  REQUIRE_CALL(timers, set(_)).LR_WITH(_1.due == clock.now() + 5min);

  EXPECT_TRUE(pager.page_for(scope, alert, clock.now()));
}

TEST_F(PagerTest, tells_two_targets_apart_by_channel_and_address) {
  const domain::Target same_by_sms{"alice", domain::Channel::sms, alice.address};
  const domain::Target same_again{"alice-again", alice.channel, alice.address};
  const domain::Target elsewhere{"alice", alice.channel, "alice@home.example"};
  policy = a_policy({{alice, same_by_sms, same_again, elsewhere}});
  std::vector<domain::Target> told;
  ALLOW_CALL(outbox, add(_)).LR_SIDE_EFFECT(told.push_back(_1.deliveries.front().target));

  EXPECT_TRUE(pager.page_for(scope, alert, clock.now()));

  EXPECT_EQ(told, (std::vector{alice, same_by_sms, elsewhere}));
}

TEST_F(PagerTest, cannot_receive_an_alert_of_no_service) {
  ALLOW_CALL(services, find(_, _)).RETURN(ServiceEntry{});

  const auto outcome = pager.page_for(scope, alert, clock.now());

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::not_found);
}

TEST_F(PagerTest, passes_on_that_a_service_cannot_be_read) {
  ALLOW_CALL(services, find(_, _)).RETURN(gone());

  expect_gone(pager.page_for(scope, alert, clock.now()));
  expect_gone(pager.release(scope, kept, clock.now()));
}

TEST_F(PagerTest, passes_on_that_the_heir_cannot_be_found) {
  service.outage = kept.id;
  ALLOW_CALL(alerts, find_oldest_open(_, _)).RETURN(gone());

  expect_gone(pager.release(scope, kept, clock.now()));
}

TEST_F(PagerTest, passes_on_that_the_alert_of_a_page_cannot_be_read) {
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_gone(pager.give_up_on_target(scope, page, clock.now()));
}

TEST_F(PagerTest, has_nothing_to_release_when_nobody_was_paged) {
  FORBID_CALL(services, find(_, _));

  EXPECT_TRUE(pager.release(scope, an_alert(), clock.now()));
}

TEST_F(PagerTest, only_stands_down_when_the_outage_is_not_held_by_the_alert_any_more) {
  service.outage = alert_id(99);
  FORBID_CALL(services, save(_));
  REQUIRE_CALL(timers, cancel(kept.id));

  EXPECT_TRUE(pager.release(scope, kept, clock.now()));
}

TEST_F(PagerTest, only_stands_down_when_the_service_is_gone) {
  ALLOW_CALL(services, find(_, _)).RETURN(ServiceEntry{});
  REQUIRE_CALL(timers, cancel(kept.id));

  EXPECT_TRUE(pager.release(scope, kept, clock.now()));
}

TEST_F(PagerTest, does_not_owe_the_heir_what_is_no_page_or_has_ended) {
  given_an_heir();
  auto announcement = a_page(11);
  announcement.kind = NotificationKind::alert_resolved;
  auto cancelled = a_page(12);
  cancelled.deliveries.front().start(clock.now());
  cancelled.cancel();
  const std::vector known{announcement.id, cancelled.id, notification_id(13)};
  ALLOW_CALL(outbox, of(kept.id)).LR_RETURN(known);
  ALLOW_CALL(outbox, get(announcement.id)).LR_RETURN(announcement);
  ALLOW_CALL(outbox, get(cancelled.id)).LR_RETURN(cancelled);
  ALLOW_CALL(outbox, get(notification_id(13))).RETURN(fail(ErrorKind::not_found, "it has ended"));
  FORBID_CALL(outbox, add(_));

  EXPECT_TRUE(pager.release(scope, kept, clock.now()));
}

TEST_F(PagerTest, sets_the_heir_a_timer_only_when_the_outage_had_one) {
  given_an_heir();
  FORBID_CALL(timers, set(_));

  EXPECT_TRUE(pager.release(scope, kept, clock.now()));
}

}  // namespace
}  // namespace tocsin::application
