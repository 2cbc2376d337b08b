#include "adapters/writer/delivery_pump.hpp"

#include "tests/worlds/pumps.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;

const AttemptResult busy{AttemptResult::Verdict::try_again, "busy", {}};
const AttemptResult refused{AttemptResult::Verdict::refused, "no such address", {}};

struct DeliveryPumpTest : testing::Test, PumpWorld {
  // As the notifiers of a channel that cannot be reached.
  void given_a_broken_channel(const Target& target) {
    for (int failure = 0; failure < 10; ++failure)
      gate.tell(target, {AttemptResult::Verdict::try_again, {}, {}}, clock.now(), clock.now());
    ASSERT_EQ(gate.ask(target, false, clock.now()).verdict,
              domain::Admission::Verdict::unavailable);
  }

  void given_a_fallback(Channel channel, const Target& fallback) {
    fallbacks.by_channel[static_cast<std::size_t>(channel)] = fallback;
  }
};

TEST_F(DeliveryPumpTest, sends_only_after_the_start_is_kept) {
  given_pages({a_page(1)});
  std::optional<Delivery> kept_when_sent;
  email.on_deliver = [&] { kept_when_sent = kept_delivery(1); };

  run();

  ASSERT_TRUE(kept_when_sent);
  EXPECT_EQ(kept_when_sent->status, DeliveryStatus::sending);
  EXPECT_EQ(kept_when_sent->attempt_count, 1U);
  EXPECT_TRUE(kept_when_sent->is_in_flight());
  ASSERT_EQ(email.messages.size(), 1U);
  EXPECT_EQ(email.messages[0], message_of(*store.outbox.get(notification_id(1)), 0));
}

TEST_F(DeliveryPumpTest, records_the_result_in_a_later_batch) {
  given_pages({a_page(1)});
  run();

  email.answer();
  EXPECT_EQ(times_woken, 1);
  EXPECT_EQ(delivery_pump.next_due(clock.now()), clock.now());
  EXPECT_EQ(delivery(1).status, DeliveryStatus::sending);

  EXPECT_EQ(run(), 1);
  EXPECT_EQ(kept_delivery(1)->status, DeliveryStatus::sent);
  EXPECT_EQ(store.outbox.size(), 0U);
  EXPECT_EQ(delivery_pump.next_due(clock.now()), std::nullopt);
}

TEST_F(DeliveryPumpTest, takes_an_answer_that_comes_from_within_the_call) {
  given_pages({a_page(1)});
  email.on_deliver = [this] { email.answer(); };

  run();

  EXPECT_EQ(kept_delivery(1)->status, DeliveryStatus::sent);
}

TEST_F(DeliveryPumpTest, tries_again_when_the_retry_is_due) {
  given_pages({a_page(1)});
  run();
  email.answer(busy);
  run();
  EXPECT_EQ(email.messages.size(), 1U);
  const auto due = delivery_pump.next_due(clock.now());
  ASSERT_TRUE(due);
  ASSERT_GT(*due, clock.now());

  clock.time = *due - 1ms;
  run();
  EXPECT_EQ(email.messages.size(), 1U);
  clock.advance(1ms);
  run();

  ASSERT_EQ(email.messages.size(), 2U);
  EXPECT_EQ(email.messages[1].attempt, 2U);
  EXPECT_EQ(email.messages[1].key, email.messages[0].key);
}

TEST_F(DeliveryPumpTest, sends_nothing_when_the_start_was_not_kept_and_frees_its_place) {
  given_pages({a_page(1), a_page(2), a_page(3)});
  ledger.refuses_to_commit = true;
  run();
  EXPECT_TRUE(email.messages.empty());
  EXPECT_EQ(delivery(1).status, DeliveryStatus::pending);
  ledger.refuses_to_commit = false;

  clock.advance(1s);
  run();

  EXPECT_EQ(email.messages.size(), places);
  EXPECT_EQ(email.messages[0].attempt, 1U);
}

TEST_F(DeliveryPumpTest, records_later_what_the_store_has_refused) {
  given_pages({a_page(1), a_page(2), a_page(3)});
  run();
  email.answer();
  ledger.refuses_to_commit = true;
  run();
  EXPECT_EQ(kept_delivery(1)->status, DeliveryStatus::sending);
  EXPECT_EQ(email.messages.size(), places);  // the place is not free before that is known
  ledger.refuses_to_commit = false;

  clock.advance(1s);
  run();

  EXPECT_EQ(kept_delivery(1)->status, DeliveryStatus::sent);
  EXPECT_EQ(kept_delivery(1)->attempt_count, 1U);
  EXPECT_EQ(email.messages.size(), places + 1);
}

TEST_F(DeliveryPumpTest, asks_again_in_a_second_when_a_start_is_not_possible_now) {
  auto message = a_page(1);
  message.kind = NotificationKind::workflow_message;
  message.run = RunId{CountingIds::nth(9)};
  given_pages({message});
  ledger.cannot_read_runs = true;

  EXPECT_EQ(run(), 1);
  EXPECT_EQ(delivery_pump.next_due(clock.now()), clock.now() + 1s);
  clock.advance(1s - 1ms);
  EXPECT_EQ(run(), 0);

  ledger.cannot_read_runs = false;
  clock.advance(1ms);
  run();
  EXPECT_EQ(email.messages.size(), 1U);
}

TEST_F(DeliveryPumpTest, asks_again_in_a_second_when_a_result_cannot_be_recorded) {
  given_pages({a_page(1)});
  run();
  ledger.refuses_to_commit = true;
  email.answer();

  run();

  EXPECT_EQ(delivery_pump.next_due(clock.now()), clock.now() + 1s);
}

TEST_F(DeliveryPumpTest, lets_no_channel_wait_for_one_that_never_answers) {
  given_pages({a_page(1), a_page(2), a_page(3), a_page(4, bob), a_page(5, bob), a_page(6, bob)});

  run();
  EXPECT_EQ(email.messages.size(), places);
  while (!sms.waiting.empty()) {
    sms.answer();
    run();
  }

  EXPECT_EQ(sms.messages.size(), 3U);
  EXPECT_EQ(email.messages.size(), places);
  // What waits for a place is not waited for by the clock: an answer will wake the writer.
  EXPECT_EQ(delivery_pump.next_due(clock.now()), std::nullopt);
  email.answer();
  run();
  EXPECT_EQ(email.messages.size(), places + 1);
}

TEST_F(DeliveryPumpTest, takes_the_one_that_has_waited_longest_first) {
  auto later = a_page(1);
  later.deliveries[0].next_attempt_at += 1s;
  given_pages({later, a_page(2)});
  clock.advance(2s);

  run();

  ASSERT_EQ(email.messages.size(), 2U);
  EXPECT_EQ(email.messages[0].notification, notification_id(2));
}

TEST_F(DeliveryPumpTest, gives_up_what_goes_to_a_channel_that_is_not_configured) {
  given_pages({a_page(1, {"dave", Channel::slack, "#ops"})});

  run();

  EXPECT_EQ(kept_delivery(1)->status, DeliveryStatus::failed);
  EXPECT_EQ(kept_delivery(1)->attempts.back().detail,
            "slack is not configured: set notifiers.slack");
}

TEST_F(DeliveryPumpTest, keeps_no_place_for_what_nobody_wants_any_more) {
  given_pages({a_page(1), a_page(2), a_page(3)});
  given([](adapters::memory::Store& inside) {
    auto answered = a_paging_alert();
    answered.acknowledgement = Mark{"alice", start_of_test()};
    inside.alerts.save(answered);
  });

  run();

  EXPECT_TRUE(email.messages.empty());
  EXPECT_EQ(store.outbox.size(), 0U);
}

TEST_F(DeliveryPumpTest, sends_a_diverted_delivery_by_the_notifier_of_its_fallback) {
  given_pages({a_page(1)});
  given_a_fallback(Channel::email, operators);
  given_a_broken_channel(alice);

  run();

  EXPECT_TRUE(email.messages.empty());
  ASSERT_EQ(console.messages.size(), 1U);
  EXPECT_EQ(console.messages[0].target, operators);
  console.answer();
  run();
  EXPECT_EQ(kept_delivery(1)->status, DeliveryStatus::sent);
  EXPECT_EQ(kept_delivery(1)->meant_for, alice);
}

TEST_F(DeliveryPumpTest, sends_a_refused_delivery_by_the_notifier_of_its_fallback) {
  given_pages({a_page(1)});
  given_a_fallback(Channel::email, operators);
  run();

  email.answer(refused);
  run();

  ASSERT_EQ(console.messages.size(), 1U);
  EXPECT_EQ(console.messages[0].attempt, 2U);
}

TEST_F(DeliveryPumpTest, counts_a_diverted_delivery_where_it_is_in_flight) {
  // Given a fallback that never answers, and one broken address of a channel that works
  const Target broken{"alice", Channel::email, "gone@acme.example"};
  for (int failure = 0; failure < 10; ++failure) {
    gate.tell(broken, {AttemptResult::Verdict::try_again, {}, {}}, clock.now(), clock.now());
    gate.tell(carol, {AttemptResult::Verdict::sent, {}, {}}, clock.now(), clock.now());
    gate.tell(carol, {AttemptResult::Verdict::sent, {}, {}}, clock.now(), clock.now());
  }
  given_a_fallback(Channel::email, operators);
  given_pages({a_page(1, broken), a_page(2, broken)});
  run();
  ASSERT_EQ(console.messages.size(), 2U);

  // then the channel has all of its places,
  given_pages({a_page(3, carol), a_page(4, carol)});
  run();
  EXPECT_EQ(email.messages.size(), places);

  // and the fallback has none left.
  given_pages({a_page(5, operators)});
  run();
  EXPECT_EQ(console.messages.size(), 2U);
  console.answer();
  run();
  EXPECT_EQ(console.messages.size(), 3U);
}

TEST_F(DeliveryPumpTest, diverts_no_more_than_a_channel_has_places_when_the_fallback_has_none) {
  given_a_fallback(Channel::email, operators);
  given_a_broken_channel(alice);
  std::vector<Notification> pages;
  for (std::uint64_t n = 1; n <= 20; ++n)
    pages.push_back(a_page(n));
  given_pages(pages);

  run();
  EXPECT_EQ(console.messages.size(), 2 * places);

  while (!console.waiting.empty()) {
    console.answer();
    run();
    EXPECT_LE(console.waiting.size(), 2 * places);
  }
  EXPECT_EQ(console.messages.size(), 20U);
  EXPECT_EQ(store.outbox.size(), 0U);
}

TEST_F(DeliveryPumpTest, starts_no_more_once_it_drains) {
  given_pages({a_page(1)});
  run();
  email.answer();
  run();

  delivery_pump.drain(1h);  // nothing is in flight, so it returns at once

  given_pages({a_page(2)});
  run();
  EXPECT_EQ(email.messages.size(), 1U);
  EXPECT_EQ(delivery_pump.next_due(clock.now()), std::nullopt);
}

TEST_F(DeliveryPumpTest, records_what_comes_back_while_it_drains) {
  given_pages({a_page(1)});
  run();

  delivery_pump.drain(0s);
  email.answer();
  run();

  EXPECT_EQ(kept_delivery(1)->status, DeliveryStatus::sent);
}

}  // namespace
}  // namespace tocsin::tests
