#include "domain/delivery/delivery_gate.hpp"

#include <set>

#include "tests/builders/paging.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using tests::alice;
using tests::bob;
using tests::carol;
using Ask = Admission::Verdict;
using Verdict = DeliveryGate::Verdict;

Target somebody(std::size_t n) {
  const auto name = "nr" + std::to_string(n);
  return {name, Channel::email, name + "@acme.example"};
}

Target site(std::size_t n) {
  const auto name = "site" + std::to_string(n);
  return {name, Channel::webhook, "https://" + name + ".example/hook"};
}

const Target hook{"hook", Channel::webhook, "https://hooks.example/one"};
const Target other_hook{"other", Channel::webhook, "https://hooks.example/other"};

class DeliveryGateTest : public ::testing::Test {
 protected:
  void given_limits(Channel channel, ChannelLimits limits) {
    settings.limits[static_cast<std::size_t>(channel)] = limits;
    gate = DeliveryGate{settings};
  }

  Admission asked(const Target& target) { return gate.ask(target, false, now); }
  Admission asked_with_slot(const Target& target) { return gate.ask(target, true, now); }

  void attempted(const Target& target, Verdict verdict, int times = 1) {
    for (int n = 0; n < times; ++n)
      gate.tell(target, {verdict, {}, {}}, now, now);
  }

  // Five addresses of e-mail fail twice each, so the channel opens and none of them.
  void given_email_is_down() {
    for (std::size_t n = 0; n < 10; ++n)
      attempted(somebody(n / 2), Verdict::try_again);
    ASSERT_EQ(email().breaker, BreakerState::open);
  }

  ChannelView view_of(Channel channel) {
    return gate.view(now).at(static_cast<std::size_t>(channel));
  }
  ChannelView email() { return view_of(Channel::email); }
  ChannelView webhooks() { return view_of(Channel::webhook); }

  Time now = tests::start_of_test();
  GateSettings settings;
  DeliveryGate gate{settings};
};

TEST_F(DeliveryGateTest, lets_everything_go_at_first) {
  EXPECT_EQ(asked(alice), (Admission{Ask::go, now, ""}));
  EXPECT_EQ(asked_with_slot(alice), (Admission{Ask::go, now, ""}));
}

TEST_F(DeliveryGateTest, closes_a_channel_for_everybody_when_it_has_failed_too_often) {
  given_email_is_down();

  EXPECT_EQ(asked(alice), (Admission{Ask::unavailable, now + 30s, "email has failed too often"}));
  EXPECT_EQ(asked_with_slot(carol).verdict, Ask::unavailable);
  EXPECT_EQ(asked(bob).verdict, Ask::go);  // who is told by SMS
}

TEST_F(DeliveryGateTest, tries_a_channel_again_with_one_probe) {
  given_email_is_down();
  now += 30s;

  EXPECT_EQ(asked(alice).verdict, Ask::go);
  EXPECT_EQ(asked(carol).verdict, Ask::unavailable);
  EXPECT_EQ(asked(carol).until, now + 11s);

  attempted(alice, Verdict::sent);
  EXPECT_EQ(asked(carol).verdict, Ask::go);
  EXPECT_EQ(email().breaker, BreakerState::closed);
}

TEST_F(DeliveryGateTest, takes_no_rate_limit_for_an_outage) {
  for (std::size_t n = 0; n < 10; ++n) {
    attempted(site(0), Verdict::limited);
    attempted(bob, Verdict::limited);
  }

  EXPECT_EQ(webhooks().breaker, BreakerState::closed);
  EXPECT_EQ(webhooks().broken_addresses, 0U);
  EXPECT_EQ(view_of(Channel::sms).failures, 0U);
}

TEST_F(DeliveryGateTest, lets_an_address_rest_as_long_as_it_asked_and_no_other) {
  gate.tell(hook, {Verdict::limited, "HTTP 429", 8s}, now, now);

  EXPECT_EQ(asked(hook), (Admission{Ask::rest, now + 8s, "webhook to hook limits the rate"}));
  EXPECT_EQ(asked_with_slot(hook).verdict, Ask::rest);
  EXPECT_EQ(asked(other_hook).verdict, Ask::go);

  now += 8s;
  EXPECT_EQ(asked(hook).verdict, Ask::go);
  EXPECT_EQ(asked(hook), (Admission{Ask::rest, now + 1s, "webhook to hook limits the rate"}));
  attempted(hook, Verdict::sent);
  EXPECT_EQ(asked(hook).verdict, Ask::go);
}

TEST_F(DeliveryGateTest, lets_a_provider_rest_that_counts_all_messages_together) {
  const Target room{"", Channel::slack, "#ops"};
  const Target other_room{"", Channel::slack, "#dev"};
  const Target slack_hook{"", Channel::slack, "https://hooks.slack.example/1"};
  const Target other_slack_hook{"", Channel::slack, "https://hooks.slack.example/2"};
  gate.tell(alice, {Verdict::limited, {}, {}}, now, now);
  EXPECT_EQ(asked(carol).verdict, Ask::rest);

  const Target phone{"", Channel::sms, "+15550100"};
  const Target key{"", Channel::pagerduty, "key"};

  gate.tell(room, {Verdict::limited, {}, 30s}, now, now);
  EXPECT_EQ(asked(other_room), (Admission{Ask::rest, now + 30s, "slack limits the rate"}));
  EXPECT_EQ(asked(slack_hook).verdict, Ask::go);

  gate.tell(slack_hook, {Verdict::limited, {}, 30s}, now, now);
  EXPECT_EQ(asked(slack_hook).verdict, Ask::rest);
  EXPECT_EQ(asked(other_slack_hook).verdict, Ask::go);

  gate.tell(phone, {Verdict::limited, {}, {}}, now, now);
  EXPECT_EQ(asked(bob).verdict, Ask::rest);
  gate.tell(key, {Verdict::limited, {}, {}}, now, now);
  EXPECT_EQ(asked({"", Channel::pagerduty, "other"}).verdict, Ask::rest);
}

TEST_F(DeliveryGateTest, remembers_an_address_that_rests) {
  gate.tell(hook, {Verdict::limited, {}, 5min}, now, now);
  now += 5min - 1ms;
  for (std::size_t n = 1; n < 10; ++n)
    attempted(site(n), Verdict::try_again);

  EXPECT_EQ(asked(hook).verdict, Ask::rest);
}

TEST_F(DeliveryGateTest, lets_full_mailboxes_delay_no_other) {
  for (std::size_t n = 0; n < 30; ++n)
    attempted(somebody(n % 3), Verdict::deferred);

  EXPECT_EQ(email().breaker, BreakerState::closed);
  EXPECT_EQ(asked(carol).verdict, Ask::go);
  EXPECT_EQ(email().broken_addresses, 3U);
}

TEST_F(DeliveryGateTest, keeps_a_channel_shut_when_its_probe_fails) {
  given_email_is_down();
  now += 30s;
  ASSERT_EQ(asked(alice).verdict, Ask::go);

  attempted(alice, Verdict::try_again);
  EXPECT_EQ(asked(carol).until, now + 30s);
}

TEST_F(DeliveryGateTest, is_not_deceived_by_the_late_success_of_an_earlier_attempt) {
  const auto before = now;
  ASSERT_EQ(asked(alice).verdict, Ask::go);
  now += 1s;
  given_email_is_down();

  gate.tell(alice, {Verdict::sent, {}, {}}, before, now + 1s);
  EXPECT_EQ(email().breaker, BreakerState::open);
}

TEST_F(DeliveryGateTest, keeps_away_from_an_address_that_has_failed_too_often) {
  for (int n = 0; n < 10; ++n) {
    attempted(alice, Verdict::try_again);
    attempted(carol, Verdict::sent, 2);
  }

  EXPECT_EQ(asked(alice),
            (Admission{Ask::unavailable, now + 30s, "email to alice has failed too often"}));
  EXPECT_EQ(asked(carol).verdict, Ask::go);
  EXPECT_EQ(email().breaker, BreakerState::closed);
}

TEST_F(DeliveryGateTest, tries_an_address_again_with_one_probe) {
  attempted(hook, Verdict::try_again, 10);
  now += 30s;

  EXPECT_EQ(asked(hook).verdict, Ask::go);
  EXPECT_EQ(asked(hook).verdict, Ask::unavailable);
  attempted(hook, Verdict::sent);
  EXPECT_EQ(asked(hook).verdict, Ask::go);
  EXPECT_EQ(asked(hook).verdict, Ask::go);
}

TEST_F(DeliveryGateTest, takes_a_final_refusal_as_an_answer) {
  attempted(alice, Verdict::refused, 10);

  EXPECT_EQ(asked(alice).verdict, Ask::go);
  EXPECT_EQ(email().failures, 0U);
  EXPECT_EQ(email().watched_addresses, 0U);
}

TEST_F(DeliveryGateTest, takes_a_final_refusal_as_an_answer_to_the_probe_of_a_channel) {
  given_email_is_down();
  now += 30s;
  ASSERT_EQ(asked(alice).verdict, Ask::go);

  attempted(alice, Verdict::refused);
  EXPECT_EQ(email().breaker, BreakerState::closed);
}

TEST_F(DeliveryGateTest, names_whichever_breaker_stays_open_longer) {
  for (int n = 0; n < 10; ++n) {
    attempted(alice, Verdict::try_again);
    attempted(carol, Verdict::sent, 2);
  }
  EXPECT_EQ(asked(alice).why, "email to alice has failed too often");
  now += 10s;
  given_email_is_down();  // which opens later

  EXPECT_EQ(asked(alice), (Admission{Ask::unavailable, now + 30s, "email has failed too often"}));
}

TEST_F(DeliveryGateTest, does_not_take_one_webhook_for_the_fault_of_all) {
  attempted(hook, Verdict::try_again, 10);

  EXPECT_EQ(asked(hook).verdict, Ask::unavailable);
  EXPECT_EQ(asked(other_hook).verdict, Ask::go);
  EXPECT_EQ(webhooks().breaker, BreakerState::closed);
}

TEST_F(DeliveryGateTest, refuses_for_as_long_as_either_breaker_is_open) {
  const auto before = now;
  given_email_is_down();
  now += 10s;
  for (int n = 0; n < 10; ++n)
    gate.tell(alice, {Verdict::try_again, {}, {}}, before, now);

  EXPECT_EQ(asked(alice).until, now + 30s);
  EXPECT_EQ(asked(carol).until, before + 30s);
}

TEST_F(DeliveryGateTest, gives_deliveries_slots_of_a_channel) {
  given_limits(Channel::sms, {RateLimit{2, 1}, {}});

  EXPECT_EQ(asked(bob).verdict, Ask::go);
  EXPECT_EQ(asked(bob), (Admission{Ask::wait, now + 500ms, "sms is at its rate limit"}));
  EXPECT_EQ(asked({"dan", Channel::sms, "+33600000004"}).until, now + 1s);
  EXPECT_EQ(asked(alice).verdict, Ask::go);
}

TEST_F(DeliveryGateTest, gives_deliveries_slots_of_an_address) {
  given_limits(Channel::sms, {{}, RateLimit{2, 1}});

  EXPECT_EQ(asked(bob).verdict, Ask::go);
  EXPECT_EQ(asked(bob), (Admission{Ask::wait, now + 500ms, "sms to bob is at its rate limit"}));
  EXPECT_EQ(asked({"dan", Channel::sms, "+33600000004"}).verdict, Ask::go);
}

TEST_F(DeliveryGateTest, waits_for_the_later_slot_of_channel_and_address) {
  given_limits(Channel::sms, {RateLimit{10, 1}, RateLimit{1, 1}});
  ASSERT_EQ(asked(bob).verdict, Ask::go);

  EXPECT_EQ(asked(bob).until, now + 1s);
  EXPECT_EQ(asked({"dan", Channel::sms, "+33600000004"}).until, now + 200ms);
}

TEST_F(DeliveryGateTest, lets_a_delivery_go_when_its_slot_has_come) {
  given_limits(Channel::sms, {RateLimit{2, 1}, RateLimit{2, 1}});
  asked(bob);
  const auto waits = asked(bob);
  EXPECT_EQ(waits.why, "sms is at its rate limit");  // and so is the address
  now = waits.until;

  EXPECT_EQ(asked_with_slot(bob).verdict, Ask::go);
  EXPECT_EQ(asked(bob).until, now + 500ms);  // no token was taken for it again
}

TEST_F(DeliveryGateTest, takes_no_token_when_a_breaker_refuses) {
  given_limits(Channel::email, {RateLimit{1, 1}, RateLimit{1, 1}});
  given_email_is_down();
  for (int n = 0; n < 5; ++n)
    ASSERT_EQ(asked(alice).verdict, Ask::unavailable);

  EXPECT_EQ(email().reserved_ahead, 0ms);
  now += 30s;
  EXPECT_EQ(asked(alice).verdict, Ask::go);
}

TEST_F(DeliveryGateTest, takes_no_probe_for_a_delivery_that_has_to_wait) {
  given_limits(Channel::email, {RateLimit{0.1, 1}, {}});
  for (int n = 0; n < 4; ++n)
    asked(alice);  // the last slot is in thirty seconds
  given_email_is_down();
  attempted(carol, Verdict::refused, 10);
  now += 30s;

  const auto waits = asked(carol);
  ASSERT_EQ(waits.verdict, Ask::wait);
  ASSERT_EQ(waits.until, now + 10s);  // sooner than a lost probe would get a successor
  now = waits.until;
  EXPECT_EQ(asked_with_slot(carol).verdict, Ask::go);  // the probe of channel and address
  EXPECT_EQ(asked_with_slot(carol).verdict, Ask::unavailable);
}

TEST_F(DeliveryGateTest, obeys_the_breaker_limits_it_was_given) {
  settings.breaker = {2, 100, 5s, 30s};
  gate = DeliveryGate{settings};
  attempted(alice, Verdict::try_again, 2);

  EXPECT_EQ(asked(carol).until, now + 5s);
  EXPECT_EQ(asked(alice), (Admission{Ask::unavailable, now + 5s, "email has failed too often"}));
}

TEST_F(DeliveryGateTest, shows_every_channel) {
  const auto views = gate.view(now);
  ASSERT_EQ(views.size(), channels.size());
  for (std::size_t index = 0; index < views.size(); ++index) {
    EXPECT_EQ(views[index].channel, channels[index]);
    EXPECT_EQ(views[index].breaker, BreakerState::closed);
    EXPECT_EQ(views[index].retry_at, std::nullopt);
  }
}

TEST_F(DeliveryGateTest, shows_how_a_channel_is_doing) {
  given_limits(Channel::email, {RateLimit{2, 3}, RateLimit{4, 5}});
  for (int n = 0; n < 5; ++n)
    asked(alice);
  attempted(carol, Verdict::sent);
  attempted(alice, Verdict::try_again, 2);

  EXPECT_EQ(email().failures, 2U);
  EXPECT_EQ(email().outcomes, 3U);
  EXPECT_EQ(email().limits.whole, (RateLimit{2, 3}));
  EXPECT_EQ(email().limits.per_address, (RateLimit{4, 5}));
  EXPECT_EQ(email().reserved_ahead, 1s);
  EXPECT_EQ(email().watched_addresses, 1U);
}

TEST_F(DeliveryGateTest, shows_until_when_a_channel_is_shut) {
  given_email_is_down();
  EXPECT_EQ(email().retry_at, now + 30s);
  EXPECT_EQ(email().broken_addresses, 0U);
  EXPECT_EQ(view_of(Channel::sms).breaker, BreakerState::closed);

  now += 30s;
  EXPECT_EQ(email().breaker, BreakerState::half_open);
  EXPECT_EQ(email().retry_at, std::nullopt);
}

TEST_F(DeliveryGateTest, counts_the_addresses_it_keeps_away_from) {
  for (std::size_t n = 0; n < 8; ++n)
    attempted(site(n), Verdict::try_again, 10);
  attempted(hook, Verdict::try_again, 9);

  EXPECT_EQ(webhooks().broken_addresses, 8U);
  EXPECT_EQ(webhooks().watched_addresses, 9U);
}

TEST_F(DeliveryGateTest, no_longer_counts_an_address_that_works_again) {
  attempted(hook, Verdict::try_again, 10);
  EXPECT_EQ(webhooks().broken_addresses, 1U);
  now += 30s;
  asked(hook);
  attempted(hook, Verdict::sent);

  EXPECT_EQ(webhooks().broken_addresses, 0U);
}

TEST_F(DeliveryGateTest, watches_nobody_who_does_well) {
  for (std::size_t n = 0; n < 100; ++n) {
    asked(somebody(n));
    attempted(somebody(n), Verdict::sent);
  }
  EXPECT_EQ(email().watched_addresses, 0U);
}

TEST_F(DeliveryGateTest, forgets_an_address_whose_failures_have_left_the_window) {
  attempted(hook, Verdict::try_again, 4);
  attempted(hook, Verdict::sent, 9);
  EXPECT_EQ(webhooks().watched_addresses, 1U);

  attempted(hook, Verdict::sent);
  asked(other_hook);
  EXPECT_EQ(webhooks().watched_addresses, 0U);
}

TEST_F(DeliveryGateTest, forgets_failures_that_nobody_has_repeated_for_an_hour) {
  attempted(hook, Verdict::try_again, 3);
  attempted(other_hook, Verdict::try_again, 10);

  now += 1h - 1ms;
  asked(site(1));
  EXPECT_EQ(webhooks().watched_addresses, 2U);
  now += 1ms;
  asked(site(1));
  EXPECT_EQ(webhooks().watched_addresses, 0U);
  EXPECT_EQ(webhooks().broken_addresses, 0U);
}

TEST_F(DeliveryGateTest, remembers_failures_for_an_hour_after_the_last_attempt) {
  attempted(hook, Verdict::try_again);
  now += 50min;
  attempted(hook, Verdict::sent);
  now += 50min;
  asked(other_hook);
  EXPECT_EQ(webhooks().watched_addresses, 1U);
}

TEST_F(DeliveryGateTest, does_not_forget_an_address_before_its_bucket_is_full_again) {
  given_limits(Channel::email, {{}, RateLimit{0.0001, 1}});
  asked(alice);
  now += 2h;

  EXPECT_EQ(asked(alice).verdict, Ask::wait);
}

TEST_F(DeliveryGateTest, does_not_remember_a_million_addresses_one_after_the_other) {
  given_limits(Channel::webhook, {{}, RateLimit{1, 1}});  // a second to remember each
  std::size_t most = 0;
  for (std::size_t n = 0; n < 100'000; ++n) {
    now += 10ms;
    asked(site(n));
    if (n % 100 != 0) continue;
    attempted(site(n), Verdict::try_again);
    most = std::max(most, webhooks().watched_addresses);
  }

  // A hundred for the rate of each, a thousand that have failed.
  EXPECT_GE(most, 1000U);
  EXPECT_LE(most, 2500U);
  now += 1h;
  for (int n = 0; n < 2500; ++n)
    asked(hook);
  EXPECT_EQ(webhooks().watched_addresses, 1U);
}

}  // namespace
}  // namespace tocsin::domain
