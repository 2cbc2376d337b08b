#include "application/delivery/start_attempt.hpp"

#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::Admission;
using domain::DeliveryGate;
using domain::DeliveryStatus;
using domain::GateSettings;
using domain::NotificationKind;
using domain::NotificationStatus;
using trompeloeil::_;
using End = FakeUnitOfWork::End;
using Verdict = domain::AttemptResult::Verdict;

struct StartAttemptTest : PagingMocks {
  StartAttempt::Command command{{page.id, 0}};

  void given_the_rate_of_email(domain::RateLimit limit) {
    GateSettings settings;
    settings.limits[static_cast<std::size_t>(domain::Channel::email)] = {limit, {}};
    gate = DeliveryGate{settings};
  }

  // Ten addresses of it fail once each, so its breaker opens and none of theirs.
  void given_is_down(domain::Channel channel) {
    for (int n = 0; n < 10; ++n) {
      gate.tell(
          {"", channel, std::to_string(n)}, {Verdict::try_again, {}, {}}, clock.now(), clock.now());
    }
  }

  void given_a_fallback(domain::Channel of, const domain::Target& fallback) {
    fallbacks.by_channel[static_cast<std::size_t>(of)] = fallback;
  }

  // Starts an attempt, and puts into the store what is saved.
  std::optional<domain::Message> when_started() {
    ALLOW_CALL(outbox, save(_)).LR_SIDE_EFFECT(page = _1);
    const auto started = start_attempt.handle(command);
    EXPECT_TRUE(started);
    EXPECT_EQ(work.end, End::committed);
    return started ? *started : std::nullopt;
  }

  const domain::Delivery& delivery() const { return page.deliveries.front(); }
};

TEST_F(StartAttemptTest, keeps_the_start_before_anything_is_sent) {
  REQUIRE_CALL(outbox, save(_))
      .LR_WITH(_1.deliveries.front().status == DeliveryStatus::sending)
      .LR_WITH(_1.deliveries.front().attempt_count == 1);

  const auto started = start_attempt.handle(command);

  ASSERT_TRUE(started);
  ASSERT_TRUE(*started);
  EXPECT_EQ((*started)->notification, page.id);
  EXPECT_EQ((*started)->target, alice);
  EXPECT_EQ((*started)->attempt, 1U);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(StartAttemptTest, starts_no_page_of_an_alert_that_is_acknowledged) {
  kept.acknowledge("alice", clock.now());
  REQUIRE_CALL(outbox, save(_)).LR_WITH(_1.status() == NotificationStatus::cancelled);

  const auto started = start_attempt.handle(command);

  ASSERT_TRUE(started);
  EXPECT_FALSE(*started);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(StartAttemptTest, starts_no_page_of_an_alert_that_is_resolved) {
  kept.resolve("alice", clock.now());
  REQUIRE_CALL(outbox, save(_)).LR_WITH(_1.status() == NotificationStatus::cancelled);

  const auto started = start_attempt.handle(command);

  ASSERT_TRUE(started);
  EXPECT_FALSE(*started);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(StartAttemptTest, starts_an_announcement_whatever_has_become_of_the_alert) {
  page.kind = NotificationKind::alert_resolved;
  kept.resolve("alice", clock.now());

  const auto started = start_attempt.handle(command);

  ASSERT_TRUE(started);
  EXPECT_TRUE(*started);
}

TEST_F(StartAttemptTest, starts_nothing_before_it_is_due) {
  page.deliveries.front().next_attempt_at = clock.now() + 1ms;
  FORBID_CALL(outbox, save(_));

  const auto started = start_attempt.handle(command);

  ASSERT_TRUE(started);
  EXPECT_FALSE(*started);
}

TEST_F(StartAttemptTest, starts_nothing_that_is_being_sent_already) {
  page.deliveries.front().start(clock.now());
  FORBID_CALL(outbox, save(_));

  const auto started = start_attempt.handle(command);

  ASSERT_TRUE(started);
  EXPECT_FALSE(*started);
}

TEST_F(StartAttemptTest, lets_a_page_wait_for_no_slot) {
  given_the_rate_of_email({1, 1});
  for (int n = 0; n < 100; ++n)
    gate.ask(carol, false, clock.now());

  EXPECT_TRUE(when_started());
}

TEST_F(StartAttemptTest, waits_for_its_slot_once) {
  page.kind = NotificationKind::alert_opened;
  given_the_rate_of_email({1, 1});
  ASSERT_EQ(gate.ask(carol, false, clock.now()).verdict, Admission::Verdict::go);

  EXPECT_FALSE(when_started());
  EXPECT_EQ(delivery().status, DeliveryStatus::pending);
  EXPECT_EQ(delivery().next_attempt_at, clock.now() + 1s);
  EXPECT_EQ(delivery().attempt_count, 0U);

  // Others wait behind it, and its turn comes all the same.
  EXPECT_EQ(gate.ask(carol, false, clock.now()).until, clock.now() + 2s);
  clock.advance(1s);
  EXPECT_TRUE(when_started());
}

TEST_F(StartAttemptTest, takes_no_slot_for_what_nobody_wants_any_more) {
  given_the_rate_of_email({1, 1});
  kept.acknowledge("alice", clock.now());

  EXPECT_FALSE(when_started());

  EXPECT_EQ(gate.ask(carol, false, clock.now()).verdict, Admission::Verdict::go);
}

TEST_F(StartAttemptTest, waits_for_a_channel_that_is_down_and_has_no_fallback) {
  given_is_down(domain::Channel::email);
  FORBID_CALL(metrics, count(ports::Counter::deliveries_diverted));

  EXPECT_FALSE(when_started());

  EXPECT_EQ(delivery().target, alice);
  EXPECT_EQ(delivery().status, DeliveryStatus::pending);
  EXPECT_EQ(delivery().next_attempt_at, clock.now() + 30s);
  EXPECT_FALSE(delivery().has_slot);
}

TEST_F(StartAttemptTest, goes_to_the_first_fallback_that_works_at_once) {
  given_is_down(domain::Channel::email);
  given_is_down(domain::Channel::sms);
  given_a_fallback(domain::Channel::email, bob);
  given_a_fallback(domain::Channel::sms, operators);
  REQUIRE_CALL(metrics, count(ports::Counter::deliveries_diverted)).TIMES(2);

  const auto message = when_started();

  ASSERT_TRUE(message);
  EXPECT_EQ(message->target, operators);
  EXPECT_EQ(message->key, to_text(page.id));
  EXPECT_EQ(delivery().meant_for, alice);
  EXPECT_EQ(delivery().status, DeliveryStatus::sending);
}

TEST_F(StartAttemptTest, says_why_it_goes_to_a_fallback) {
  given_is_down(domain::Channel::email);
  given_a_fallback(domain::Channel::email, bob);
  REQUIRE_CALL(timeline, add(_))
      .LR_WITH(_1.alert == page.alert && _1.what == domain::Change::notification_failed)
      .LR_WITH(_1.why ==
               "could not notify alice: email has failed too often; notifying bob instead");

  EXPECT_TRUE(when_started());
}

TEST_F(StartAttemptTest, gives_up_what_has_waited_a_day_for_its_channel) {
  clock.advance(24h);
  given_is_down(domain::Channel::email);
  REQUIRE_CALL(metrics, count(ports::Counter::notifications_failed));
  REQUIRE_CALL(timeline, add(_))
      .LR_WITH(_1.what == domain::Change::notification_failed)
      .LR_WITH(_1.why == "could not notify alice: email has failed too often");
  // Nobody else is on the level,
  ALLOW_CALL(timeline, add(_)).LR_WITH(_1.what == domain::Change::escalated);
  // so the next one is paged.
  REQUIRE_CALL(outbox, add(_)).LR_WITH(_1.deliveries.front().target == bob && _1.level == 1);

  EXPECT_FALSE(when_started());

  EXPECT_EQ(page.status(), NotificationStatus::failed);
}

TEST_F(StartAttemptTest, is_taken_back_when_what_it_gives_up_cannot_be_counted) {
  clock.advance(24h);
  given_is_down(domain::Channel::email);
  int reads = 0;
  ALLOW_CALL(alerts, get(_, _)).LR_RETURN(++reads == 1 ? Result<domain::Alert>{kept} : gone());

  expect_taken_back(start_attempt.handle(command));
}

TEST_F(StartAttemptTest, asks_less_often_for_what_is_no_page) {
  page.kind = NotificationKind::alert_opened;
  clock.advance(4h);
  given_is_down(domain::Channel::email);

  EXPECT_FALSE(when_started());

  EXPECT_EQ(delivery().next_attempt_at, clock.now() + 5min);
}

TEST_F(StartAttemptTest, tells_one_fallback_of_several_addresses_once) {
  const domain::Endpoint one = an_endpoint(1, domain::Channel::email, "one@globex.example");
  const domain::Endpoint two = an_endpoint(2, domain::Channel::email, "two@globex.example");
  const auto subscription = a_subscription(1, {one, two});
  page = a_match({subscription});
  ALLOW_CALL(subscriptions, find(_, _)).LR_RETURN(shared(subscription));
  given_is_down(domain::Channel::email);
  given_a_fallback(domain::Channel::email, bob);
  ASSERT_TRUE(when_started());

  // The other one waits for what becomes of it,
  command.delivery.index = 1;
  EXPECT_FALSE(when_started());
  EXPECT_EQ(page.deliveries[1].status, DeliveryStatus::pending);
  EXPECT_EQ(page.deliveries[1].next_attempt_at, clock.now() + 11s);

  // and need not go when it has arrived.
  page.deliveries[0].record(1, {}, 0.5, clock.now());
  clock.advance(11s);
  EXPECT_FALSE(when_started());
  EXPECT_EQ(page.deliveries[1].status, DeliveryStatus::cancelled);
  EXPECT_EQ(page.status(), NotificationStatus::sent);
}

TEST_F(StartAttemptTest, waits_at_the_end_of_the_chain_when_every_fallback_is_down) {
  given_is_down(domain::Channel::email);
  clock.advance(10s);
  given_is_down(domain::Channel::sms);
  given_a_fallback(domain::Channel::email, bob);

  EXPECT_FALSE(when_started());

  EXPECT_EQ(delivery().target, bob);
  EXPECT_EQ(delivery().meant_for, alice);
  EXPECT_EQ(delivery().status, DeliveryStatus::pending);
  EXPECT_EQ(delivery().next_attempt_at, clock.now() + 30s);
}

TEST_F(StartAttemptTest, lets_a_receiver_rest_and_takes_no_fallback_for_it) {
  given_a_fallback(domain::Channel::email, bob);
  gate.tell(alice, {Verdict::limited, {}, 8s}, clock.now(), clock.now());

  EXPECT_FALSE(when_started());
  EXPECT_EQ(delivery().target, alice);
  EXPECT_EQ(delivery().next_attempt_at, clock.now() + 8s);
  EXPECT_TRUE(delivery().attempts.empty());

  clock.advance(8s);
  EXPECT_TRUE(when_started());
}

TEST_F(StartAttemptTest, fails_what_a_receiver_has_limited_for_a_day) {
  clock.advance(24h);
  gate.tell(alice, {Verdict::limited, {}, 8s}, clock.now(), clock.now());

  EXPECT_FALSE(when_started());

  EXPECT_EQ(page.status(), NotificationStatus::failed);
  EXPECT_EQ(delivery().attempts.back().detail, "email limits the rate");
}

struct WordsInOrder : StartAttemptTest {
  WordsInOrder() {
    page.kind = NotificationKind::alert_resolved;
    page.deliveries = {domain::delivery_to(receiver, clock.now())};
    earlier = page;
    earlier.id = domain::NotificationId{CountingIds::nth(77)};
    earlier.kind = NotificationKind::alert_opened;
    earlier.deliveries.front().start(clock.now());
  }

  domain::Target receiver{"", domain::Channel::webhook, "https://hooks.example/1"};
  domain::Notification earlier;
  Expectation outbox_of =
      NAMED_ALLOW_CALL(outbox, of(_)).LR_RETURN(std::vector{earlier.id, page.id});
  Expectation outbox_get =
      NAMED_ALLOW_CALL(outbox, get(_)).LR_RETURN(_1 == earlier.id ? earlier : page);
};

TEST_F(WordsInOrder, a_later_word_waits_for_the_one_in_flight) {
  EXPECT_FALSE(when_started());
  EXPECT_EQ(delivery().next_attempt_at, clock.now() + 1s);

  earlier.deliveries.front().record(1, {Verdict::try_again, "503", {}}, 0.5, clock.now());
  clock.advance(1s);
  EXPECT_TRUE(when_started());
}

TEST_F(WordsInOrder, a_word_to_another_address_does_not_wait) {
  earlier.deliveries.front().target.address = "https://hooks.example/2";

  EXPECT_TRUE(when_started());
}

TEST_F(WordsInOrder, a_page_waits_for_none) {
  page.kind = NotificationKind::page;
  page.deliveries = {domain::delivery_to(receiver, clock.now())};

  EXPECT_TRUE(when_started());
}

TEST_F(WordsInOrder, the_end_of_an_incident_waits_for_its_beginning) {
  const domain::Target key{"", domain::Channel::pagerduty, "key"};
  page.kind = NotificationKind::incident_resolved;
  page.deliveries = {domain::delivery_to(key, clock.now())};
  for (const auto kind :
       {NotificationKind::page, NotificationKind::match, NotificationKind::incident_acknowledged}) {
    page.deliveries.front().next_attempt_at = clock.now();
    earlier.kind = kind;
    earlier.deliveries.front().target = key;

    EXPECT_FALSE(when_started());
  }
}

TEST_F(StartAttemptTest, never_goes_back_from_a_fallback) {
  given_is_down(domain::Channel::email);
  given_a_fallback(domain::Channel::email, bob);
  ASSERT_TRUE(when_started());
  page.deliveries.front().record(1, {Verdict::try_again, "busy", {}}, 0.5, clock.now());
  clock.advance(30s);
  gate.tell(carol, {Verdict::sent, {}, {}}, clock.now(), clock.now());
  ASSERT_EQ(gate.ask(alice, false, clock.now()).verdict, Admission::Verdict::go);

  const auto message = when_started();

  ASSERT_TRUE(message);
  EXPECT_EQ(message->target, bob);
}

TEST_F(StartAttemptTest, starts_no_match_that_nobody_has_subscribed_to_any_more) {
  page = a_match({a_subscription(1, {an_endpoint(1, domain::Channel::slack, "#alerts")})});
  ALLOW_CALL(subscriptions, find(_, _)).RETURN(ports::Subscriptions::Entry{});

  EXPECT_FALSE(when_started());

  EXPECT_EQ(page.status(), NotificationStatus::suppressed);
}

TEST_F(StartAttemptTest, remembers_with_the_alert_where_it_opens_an_incident) {
  given_a_fallback(domain::Channel::email, {"pd", domain::Channel::pagerduty, "key"});
  given_is_down(domain::Channel::email);
  REQUIRE_CALL(alerts, save(_))
      .LR_WITH(*_1.incidents ==
               std::vector<domain::Incident>{{{"pd", domain::Channel::pagerduty, "key"}, {}}})
      .LR_SIDE_EFFECT(kept = _1);

  ASSERT_TRUE(when_started());

  page.deliveries.front().record(1, {Verdict::try_again, "busy", {}}, 0.5, clock.now());
  clock.advance(30s);
  ASSERT_TRUE(when_started());  // and is not told so again
}

TEST_F(StartAttemptTest, opens_no_incident_in_place_of_news_of_what_is_answered) {
  page.kind = NotificationKind::alert_opened;
  kept.acknowledge("alice", clock.now());
  given_a_fallback(domain::Channel::email, {"pd", domain::Channel::pagerduty, "key"});
  given_is_down(domain::Channel::email);
  FORBID_CALL(alerts, save(_));

  EXPECT_FALSE(when_started());

  EXPECT_EQ(delivery().status, DeliveryStatus::cancelled);
}

TEST_F(StartAttemptTest, knows_of_no_incident_of_an_alert_that_is_not_kept_here) {
  page.kind = NotificationKind::workflow_message;
  page.about.service = {};
  page.deliveries.front().target = {"pd", domain::Channel::pagerduty, "key"};
  FORBID_CALL(alerts, get(_, _));

  EXPECT_TRUE(when_started());
}

TEST_F(StartAttemptTest, is_taken_back_when_an_incident_cannot_be_noted) {
  page.deliveries.front().target = {"pd", domain::Channel::pagerduty, "key"};
  int reads = 0;
  ALLOW_CALL(alerts, get(_, _)).LR_RETURN(++reads == 1 ? Result<domain::Alert>{kept} : gone());

  expect_taken_back(start_attempt.handle(command));
}

TEST_F(StartAttemptTest, is_taken_back_when_the_notification_cannot_be_read) {
  ALLOW_CALL(outbox, get(_)).RETURN(gone());

  expect_taken_back(start_attempt.handle(command));
}

TEST_F(StartAttemptTest, is_taken_back_when_the_alert_cannot_be_read) {
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_taken_back(start_attempt.handle(command));
}

TEST_F(StartAttemptTest, sends_nothing_whose_start_cannot_be_kept) {
  work.refuses = true;

  expect_refused(start_attempt.handle(command));
}

TEST_F(StartAttemptTest, is_refused_when_a_cancel_cannot_be_kept) {
  kept.acknowledge("alice", clock.now());
  work.refuses = true;

  expect_refused(start_attempt.handle(command));
}

}  // namespace
}  // namespace tocsin::application
