#include "adapters/sqlite/ledger.hpp"

#include "adapters/sqlite/history.hpp"
#include "tests/adapters/sqlite/kept.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;

class Ledger : public LedgerTest {
 protected:
  void SetUp() override { open(); }
};

std::shared_ptr<const EscalationPolicy> shared_policy(std::uint64_t version) {
  return std::make_shared<const EscalationPolicy>(policy(version));
}

TEST_F(Ledger, starts_with_nothing) {
  const auto kept = read();

  EXPECT_TRUE(kept.alerts.empty());
  EXPECT_EQ(kept.timeline_end, 0);
  EXPECT_EQ(ledger->last_seen(), Time{});
}

TEST_F(Ledger, gives_alerts_back_as_they_were) {
  const auto full = full_alert(shared_policy(1));
  const auto plain = plain_alert(2);
  auto policyless = plain_alert(3);
  policyless.escalation = Escalation{nullptr};

  commit([&](auto& to) {
    to.put_escalation_policy(policy(1));
    to.put_alert(30, policyless, 0);
    to.put_alert(10, full, 7);
    to.put_alert(20, plain, 8);
  });

  const std::vector<Kept::AlertRow> in_order_of_keys{
      {10, full, 7}, {20, plain, 8}, {30, policyless, 0}};
  EXPECT_EQ(reopened().alerts, in_order_of_keys);
}

TEST_F(Ledger, replaces_a_row_of_the_same_key) {
  auto alert = full_alert(nullptr);
  commit([&](auto& to) { to.put_alert(1, alert, 1); });

  const auto newer = plain_alert(77);
  commit([&](auto& to) { to.put_alert(1, newer, 2); });

  EXPECT_EQ(reopened().alerts, (std::vector<Kept::AlertRow>{{1, newer, 2}}));
}

TEST_F(Ledger, gives_notifications_back_as_they_were) {
  commit([](auto& to) {
    to.put_notification(2, full_notification());
    to.put_notification(1, plain_notification(5));
  });

  const auto kept = reopened().notifications;
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0], std::pair(ports::RowKey{1}, plain_notification(5)));
  EXPECT_EQ(kept[1], std::pair(ports::RowKey{2}, full_notification()));
}

TEST_F(Ledger, keeps_a_notification_that_had_ended_and_lives_again) {
  commit([](auto& to) {
    to.archive_notification(1, ended_notification(5, DeliveryStatus::failed));
    to.archive_notification(2, ended_notification(6, DeliveryStatus::failed));
  });

  commit([](auto& to) {
    to.revive_notification(acme, nth<NotificationId>(5));
    to.revive_notification({"another tenant"}, nth<NotificationId>(6));
    to.put_notification(3, pending_notification(5));
  });

  const auto kept = reopened().notifications;
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0], std::pair(ports::RowKey{3}, pending_notification(5)));
  adapters::sqlite::SqliteHistory history{*data};
  EXPECT_EQ(*history.find_notification(acme, nth<NotificationId>(5)), std::nullopt);
  EXPECT_NE(*history.find_notification(acme, nth<NotificationId>(6)), std::nullopt);
}

TEST_F(Ledger, keeps_clients_and_their_subscriptions) {
  const auto full = full_subscription(1);
  const auto plain = plain_subscription(2);
  commit([&](auto& to) {
    to.put_client(client("b"));
    to.put_client(client("a"));
    to.put_subscription(plain);
    to.put_subscription(full);
  });

  auto kept = reopened();
  EXPECT_EQ(kept.clients, (std::vector{client("a"), client("b")}));
  EXPECT_EQ(kept.subscriptions, (std::vector{full, plain}));

  auto changed = plain;
  changed.pattern = {"", "db", ""};
  commit([&](auto& to) {
    to.remove_client(acme, {"a"});
    to.remove_client({"another tenant"}, {"b"});
    to.remove_subscription(full.id);
    to.put_subscription(changed);
  });

  kept = reopened();
  EXPECT_EQ(kept.clients, std::vector{client("b")});
  EXPECT_EQ(kept.subscriptions, std::vector{changed});
}

TEST_F(Ledger, remembers_of_each_tenant_whom_an_alert_was_announced_to) {
  const std::vector<ClientId> told{{"b"}, {"\"a\" 日本"}};
  commit([&](auto& to) {
    to.put_announced(acme, nth<AlertId>(1), {{"b"}}, noon);
    to.put_announced(acme, nth<AlertId>(1), told, noon);
    to.put_announced(acme, nth<AlertId>(2), {}, noon);
    EXPECT_EQ(*to.find_announced(acme, nth<AlertId>(1)), told);
  });

  reopened();
  commit([&](auto& to) {
    EXPECT_EQ(*to.find_announced(acme, nth<AlertId>(1)), told);
    EXPECT_TRUE(to.find_announced(acme, nth<AlertId>(2))->empty());
    EXPECT_TRUE(to.find_announced({"other"}, nth<AlertId>(1))->empty());
  });
}

TEST_F(Ledger, refuses_a_batch_that_rests_on_what_it_cannot_read) {
  commit([](auto& to) { to.put_announced(acme, nth<AlertId>(1), {{"a"}}, noon); });
  close();
  const auto connection = adapters::sqlite::Connection::open(
      directory.path() / "tocsin.db", adapters::sqlite::Connection::Mode::read_write);
  ASSERT_TRUE((*connection)->execute("UPDATE announced SET record = '{}'"));
  open();

  ASSERT_TRUE(ledger->begin());
  EXPECT_FALSE(ledger->find_announced(acme, nth<AlertId>(1)));
  ledger->put_alert(1, plain_alert(1), 0);
  EXPECT_FALSE(ledger->find_announced(acme, nth<AlertId>(2)));
  EXPECT_FALSE(ledger->commit());
  EXPECT_TRUE(read().alerts.empty());
}

TEST_F(Ledger, keeps_what_a_notifier_said_also_when_it_is_no_text) {
  auto notification = pending_notification(5);
  notification.deliveries[0].attempts = {{noon, AttemptOutcome::refused, "cut \xE6\x97"}};
  commit([&](auto& to) { to.put_notification(1, notification); });

  EXPECT_EQ(reopened().notifications[0].second.deliveries[0].attempts[0].detail,
            "cut \xEF\xBF\xBD");
}

TEST_F(Ledger, keeps_timers_until_they_are_removed) {
  const Timer timer{acme, nth<AlertId>(1), 4'000'000'000U, noon, *Severity::parse("high")};
  commit([&](auto& to) {
    to.put_timer(1, timer);
    to.put_timer(2, timer);
    to.remove_timer(1);
  });

  EXPECT_EQ(reopened().timers, (std::vector<std::pair<ports::RowKey, Timer>>{{2, timer}}));
}

TEST_F(Ledger, keeps_early_resolves_until_they_are_removed) {
  const EarlyResolve resolve{acme, {"payments"}, "it's", noon, noon + 1s};
  commit([&](auto& to) {
    to.put_early_resolve(1, resolve);
    to.put_early_resolve(2, resolve);
    to.remove_early_resolve(2);
  });

  EXPECT_EQ(reopened().early_resolves,
            (std::vector<std::pair<ports::RowKey, EarlyResolve>>{{1, resolve}}));
}

TEST_F(Ledger, keeps_the_configuration) {
  const Service healthy{acme, {"a"}, "A", {}, {}, std::nullopt, noon, noon};
  const Service unhealthy{
      acme, {"b"}, "B", {"on-call"}, {{"a"}, {"c \"d\""}}, nth<AlertId>(1), noon, noon + 1s};
  const GroupingRule rule{acme, {"by-class"}, "By class", "class", 5min, noon, noon};
  const EventManager manager{
      acme, {"m"}, "M", "'quoted'", {"by-class"}, {"a"}, "https://example.org", noon, noon};

  commit([&](auto& to) {
    to.put_service(unhealthy);
    to.put_service(healthy);
    to.put_grouping_rule(rule);
    to.put_event_manager(manager);
  });

  auto kept = reopened();
  EXPECT_EQ(kept.services, (std::vector{healthy, unhealthy}));
  EXPECT_EQ(kept.rules, std::vector{rule});
  EXPECT_EQ(kept.managers, std::vector{manager});

  commit([&](auto& to) {
    to.remove_service(acme, healthy.id);
    to.remove_service({"another tenant"}, unhealthy.id);
    to.remove_grouping_rule(acme, rule.id);
    to.remove_event_manager(acme, manager.id);
  });

  kept = reopened();
  EXPECT_EQ(kept.services, std::vector{unhealthy});
  EXPECT_TRUE(kept.rules.empty());
  EXPECT_TRUE(kept.managers.empty());
}

TEST_F(Ledger, gives_every_version_of_a_policy_and_says_which_is_current) {
  commit([](auto& to) {
    to.put_escalation_policy(policy(1));
    to.put_escalation_policy(policy(2));
  });

  const auto kept = read().policies;
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(*kept[0].first, policy(1));
  EXPECT_FALSE(kept[0].second);
  EXPECT_EQ(*kept[1].first, policy(2));
  EXPECT_TRUE(kept[1].second);
}

TEST_F(Ledger, forgets_old_versions_that_no_open_alert_escalates_by) {
  auto alert = plain_alert(1);
  alert.escalation = Escalation{shared_policy(2)};
  commit([&](auto& to) {
    for (const std::uint64_t version : {1U, 2U, 3U})
      to.put_escalation_policy(policy(version));
    to.put_alert(1, alert, 0);
    to.remove_escalation_policy(acme, policy(3).id);
  });

  const auto kept = reopened();
  ASSERT_EQ(kept.policies.size(), 1U);
  EXPECT_EQ(kept.policies[0].first->version, 2U);
  EXPECT_FALSE(kept.policies[0].second);
  EXPECT_EQ(kept.alerts[0].alert, alert);
}

TEST_F(Ledger, takes_what_is_closed_out_of_what_is_open) {
  commit([](auto& to) {
    to.put_alert(1, plain_alert(1), 1);
    to.put_notification(1, plain_notification(1));
  });
  commit([](auto& to) {
    to.archive_alert(1, resolved_alert(1), 2);
    to.archive_notification(1, plain_notification(1));
  });

  const auto kept = reopened();
  EXPECT_TRUE(kept.alerts.empty());
  EXPECT_TRUE(kept.notifications.empty());
}

TEST_F(Ledger, remembers_the_end_of_the_timeline) {
  commit([](auto& to) {
    to.add_timeline_entry(4, 0, timeline_entry(1, "first"));
    to.add_timeline_entry(9, 4, timeline_entry(1, "second"));
  });

  EXPECT_EQ(reopened().timeline_end, 9);
}

TEST_F(Ledger, finds_receipts_of_the_tenant) {
  const auto kept = receipt("e'1", noon);
  commit([&](auto& to) {
    to.add_receipt(kept);

    EXPECT_EQ(*to.find_receipt(acme, "e'1"), kept);
    EXPECT_EQ(*to.find_receipt(acme, "e2"), std::nullopt);
    EXPECT_EQ(*to.find_receipt({"other"}, "e'1"), std::nullopt);
  });
}

TEST_F(Ledger, knows_the_greatest_time_that_it_has_kept) {
  commit([](auto& to) {
    to.append_journal(journal_entry(noon - 5s, 1));
    to.append_journal(journal_entry(noon + 5s, 1));
    to.add_timeline_entry(1, 0, timeline_entry(1, "at noon"));
  });

  reopened();

  EXPECT_EQ(ledger->last_seen(), noon + 5s);
}

// Counts of lines come without a journal entry. What they have dropped as too old must stay so.
TEST_F(Ledger, knows_the_time_that_counts_of_lines_are_as_of) {
  domain::ServiceLog log{acme, "checkout"};
  log.settle(noon + 7s);
  commit([&](auto& to) {
    to.append_journal(journal_entry(noon, 1));
    to.put_service_log(log);
  });
  commit([&](auto& to) { to.put_service_log(domain::ServiceLog{acme, "pay"}); });
  reopened();
  EXPECT_EQ(ledger->last_seen(), noon + 7s);

  log.settle(noon + 9s);
  commit([&](auto& to) { to.remove_service_log(log); });
  reopened();
  EXPECT_EQ(ledger->last_seen(), noon + 9s);
}

TEST_F(Ledger, keeps_nothing_of_a_batch_with_a_row_that_could_not_be_written) {
  commit([](auto& to) { to.add_receipt(receipt("e1", noon)); });

  ASSERT_TRUE(ledger->begin());
  ledger->put_alert(1, plain_alert(1), 0);
  ledger->add_receipt(receipt("e1", noon));
  ledger->put_alert(2, plain_alert(2), 0);
  const auto after_the_failure = ledger->find_receipt(acme, "e1");
  const auto refused = ledger->commit();

  ASSERT_FALSE(after_the_failure);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
  EXPECT_NE(refused.error().message.find("UNIQUE constraint failed"), std::string::npos);
  EXPECT_TRUE(read().alerts.empty());

  // The next batch is a new one.
  commit([](auto& to) { to.put_alert(3, plain_alert(3), 0); });
  EXPECT_EQ(reopened().alerts.size(), 1U);
}

}  // namespace
}  // namespace tocsin::tests
