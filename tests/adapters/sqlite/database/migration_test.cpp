#include <cstdio>
#include <memory>
#include <string>

#include "adapters/sqlite/database/schema.hpp"
#include "adapters/sqlite/history.hpp"
#include "tests/adapters/sqlite/kept.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::sqlite::Connection;
using adapters::sqlite::SqliteHistory;

// A database that the program of the first schema has written.
class MigrationFromVersion1 : public LedgerTest {
 protected:
  void SetUp() override {
    auto connection =
        Connection::open(directory.path() / "tocsin.db", Connection::Mode::read_write);
    ASSERT_TRUE(connection);
    old = *std::move(connection);
    write("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL");
    write(adapters::sqlite::migration_to(1));
  }

  void write(const std::string& script) {
    const auto written = old->execute(script.c_str());
    ASSERT_TRUE(written) << written.error().message;
  }

  // A notification to bob about an alert, as it was written: the end of its row.
  void write_notification(const std::string& table, std::uint64_t n, const std::string& end) {
    write("INSERT INTO " + table + " VALUES (" + std::to_string(n) + ", " + blob(n) + ", 'acme', " +
          blob(1) +
          ", 'page', 2, 'bob \"b\"', 'sms', '+49 ''1''', 'payments', 'billing', 'disk', "
          "'disk is full', 'WARNING', 'acknowledged', 'parent', 3, 1767268799000, " +
          end + ")");
  }

  static std::string blob(std::uint64_t n) {
    auto text = to_text(nth<AlertId>(n));
    std::erase(text, '-');
    return "x'" + text + "'";
  }

  // The same, as it is to be read.
  static Notification notification(std::uint64_t n) {
    Notification page;
    page.id = nth<NotificationId>(n);
    page.tenant = acme;
    page.alert = nth<AlertId>(1);
    page.level = 2;
    page.about.manager.value = "payments";
    page.about.service.value = "billing";
    page.about.dedup_key = "disk";
    page.about.summary = "disk is full";
    page.about.severity = *Severity::parse("WARNING");
    page.about.status = AlertStatus::acknowledged;
    page.about.child_count = 3;
    page.about.at = noon - 1s;
    page.created_at = noon;
    page.deliveries = {delivery_to({"bob \"b\"", Channel::sms, "+49 '1'"}, noon)};
    return page;
  }

  // What an operator is told by the sqlite3 shell.
  std::string shell(const std::string& query) const {
    const auto command = "sqlite3 -readonly " + data->database().string() + " \"" + query + '"';
    const std::unique_ptr<FILE, int (*)(FILE*)> output{popen(command.c_str(), "r"), pclose};
    std::string told;
    for (int letter = fgetc(output.get()); letter != EOF; letter = fgetc(output.get()))
      told += static_cast<char>(letter);
    return told;
  }

  Kept migrated() {
    old.reset();
    open();
    return read();
  }

  template <typename Row>
  static std::vector<Row> values(const std::vector<std::pair<ports::RowKey, Row>>& rows) {
    std::vector<Row> only;
    for (const auto& [key, row] : rows)
      only.push_back(row);
    return only;
  }

  std::unique_ptr<Connection> old;
};

TEST_F(MigrationFromVersion1, starts_with_nobody_subscribed) {
  const auto kept = migrated();

  EXPECT_TRUE(kept.clients.empty());
  EXPECT_TRUE(kept.subscriptions.empty());
  EXPECT_TRUE(kept.notifications.empty());
  EXPECT_TRUE(kept.log_rules.empty());
  EXPECT_TRUE(kept.seeded_tenants.empty());
  EXPECT_TRUE(kept.service_logs.empty());
  close();
  const auto connection =
      Connection::open(directory.path() / "tocsin.db", Connection::Mode::read_only);
  EXPECT_EQ(*(*connection)->number("PRAGMA user_version"), adapters::sqlite::newest_schema);
  EXPECT_EQ(
      *(*connection)
           ->number("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%old\\_%' ESCAPE '\\'"),
      0);
}

TEST_F(MigrationFromVersion1, gives_every_open_notification_its_one_delivery) {
  write_notification("notifications", 1, "'pending', 0, NULL, 0, 1767268800000, 1767268800000");
  write_notification("notifications",
                     2,
                     R"('sending', 2, '[[1767268800000,"try_again","it said \"no\" \\ 日本"],)"
                     R"([1767268805000,"in_flight",""]]', 1, 1767268800000, 1767268804000)");
  write_notification("notifications",
                     3,
                     R"('cancelled', 1, '[[1767268800000,"in_flight",""]]', 0, 1767268800000, )"
                     "1767268800000");
  auto sending = notification(2);
  sending.deliveries[0].status = DeliveryStatus::sending;
  sending.deliveries[0].attempt_count = 2;
  sending.deliveries[0].attempts = {{noon, AttemptOutcome::try_again, "it said \"no\" \\ 日本"},
                                    {noon + 5s, AttemptOutcome::in_flight, ""}};
  sending.deliveries[0].possibly_repeated = true;
  sending.deliveries[0].next_attempt_at = noon + 4s;
  auto cancelled = notification(3);
  cancelled.deliveries[0].status = DeliveryStatus::cancelled;
  cancelled.deliveries[0].attempt_count = 1;
  cancelled.deliveries[0].attempts = {{noon, AttemptOutcome::in_flight, ""}};

  const auto kept = migrated();

  EXPECT_EQ(values(kept.notifications), (std::vector{notification(1), sending, cancelled}));
  EXPECT_EQ(kept.notifications[2].first, 3);
  // What is read is also written again.
  commit([&](auto& to) { to.put_notification(2, sending); });
  EXPECT_EQ(reopened().notifications[1].second, sending);
}

TEST_F(MigrationFromVersion1, shows_what_has_ended_as_it_did) {
  write_notification("notification_history",
                     4,
                     R"('sent', 1, '[[1767268800000,"sent","ok"]]', 0, 1767268800000, )"
                     "1767268800000");
  write_notification("notification_history",
                     5,
                     R"('failed', 1, '[[1767268800000,"refused","no such number"]]', 0, )"
                     "1767268800000, 1767268800000");
  write_notification(
      "notification_history", 6, "'cancelled', 0, NULL, 0, 1767268800000, 1767268800000");
  auto sent = notification(4);
  sent.deliveries[0].status = DeliveryStatus::sent;
  sent.deliveries[0].attempt_count = 1;
  sent.deliveries[0].attempts = {{noon, AttemptOutcome::sent, "ok"}};
  auto failed = notification(5);
  failed.deliveries[0].status = DeliveryStatus::failed;
  failed.deliveries[0].attempt_count = 1;
  failed.deliveries[0].attempts = {{noon, AttemptOutcome::refused, "no such number"}};
  auto cancelled = notification(6);
  cancelled.deliveries[0].status = DeliveryStatus::cancelled;

  EXPECT_TRUE(migrated().notifications.empty());

  SqliteHistory history{*data};
  ports::NotificationFilter filter;
  filter.tenant = acme;
  const auto rows = [&] { return history.list(filter, std::nullopt, 10)->rows; };
  EXPECT_EQ(rows(), (std::vector{cancelled, failed, sent}));
  EXPECT_EQ(*history.find_notification(acme, failed.id), failed);
  filter.alert = nth<AlertId>(1);
  EXPECT_EQ(rows(), (std::vector{cancelled, failed, sent}));
  filter.alert.reset();
  filter.status = NotificationStatus::cancelled;
  EXPECT_EQ(rows(), std::vector{cancelled});
  filter.status.reset();
  filter.failed = true;
  EXPECT_EQ(rows(), std::vector{failed});
}

TEST_F(MigrationFromVersion1, lets_old_notifications_end_and_live_again) {
  write_notification("notifications", 1, "'pending', 0, NULL, 0, 1767268800000, 1767268800000");
  write_notification(
      "notification_history", 5, "'failed', 0, NULL, 0, 1767268800000, 1767268800000");
  ASSERT_EQ(migrated().notifications.size(), 1U);

  commit([](auto& to) {
    to.archive_notification(1, ended_notification(1, DeliveryStatus::sent));
    to.revive_notification(acme, nth<NotificationId>(5));
    to.put_notification(2, notification(5));
  });

  EXPECT_EQ(values(reopened().notifications), std::vector{notification(5)});
}

TEST_F(MigrationFromVersion1, keeps_open_alerts_and_how_far_they_have_escalated) {
  write(
      "INSERT INTO escalation_policies VALUES ('acme', 'on-call', 3, 1, 'On call', 'billing', "
      "420000, 2, 1, '[{\"delay\":null,\"targets\":[]},{\"delay\":1000,\"targets\":"
      "[{\"id\":\"bob\",\"channel\":\"sms\",\"address\":\"+1\"}]}]', 1767268800000, "
      "1767268800001)");
  const auto alert = [](std::uint64_t n, const std::string& escalation) {
    return "INSERT INTO alerts VALUES (" + std::to_string(n) + ", " + blob(n) +
           ", 'acme', 'payments', '', 'disk', '', 'low', '', NULL, NULL, '', NULL, NULL, NULL, "
           "0, 0, 0, 1, 0, " +
           escalation + ", NULL, NULL, NULL, NULL, 1767268800001, 1767268800001, 1767268800001, 7)";
  };
  write(alert(1, "'escalating', 1, 2, 42, 'on-call', 3"));
  write(alert(2, "'no_policy', 0, 0, 0, NULL, NULL"));
  write(alert(3, "NULL, NULL, NULL, NULL, NULL, NULL"));

  const auto kept = migrated();

  ASSERT_EQ(kept.policies.size(), 1U);
  ASSERT_EQ(kept.alerts.size(), 3U);
  const auto& escalation = *kept.alerts[0].alert.escalation;
  EXPECT_EQ(escalation,
            (Escalation{kept.policies[0].first, EscalationState::escalating, 1, 2, 42, 0}));
  EXPECT_EQ(escalation.targets().size(), 1U);
  EXPECT_EQ(kept.alerts[0].timeline, 7);
  EXPECT_EQ(kept.alerts[0].alert.severity, *Severity::parse("low"));
  EXPECT_EQ(kept.alerts[1].alert.escalation->state(), EscalationState::no_policy);
  EXPECT_EQ(kept.alerts[1].alert.escalation->unreachable(), 0);
  EXPECT_FALSE(kept.alerts[2].alert.escalation);
}

TEST_F(MigrationFromVersion1, knows_the_incidents_that_open_alerts_have_opened) {
  const auto open_alert = [&](std::uint64_t n) {
    write("INSERT INTO alerts VALUES (" + std::to_string(n) + ", " + blob(n) +
          ", 'acme', 'payments', '', 'disk', '', 'low', '', NULL, NULL, '', NULL, NULL, NULL, 0, "
          "0, 0, 1, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1767268800001, "
          "1767268800001, 1767268800001, 7)");
  };
  open_alert(1);
  open_alert(2);
  const std::string tried =
      "'sent', 1, '[[1767268800000,\"sent\",\"ok\"]]', 0, 1767268800000, "
      "1767268800000";
  write_notification("notification_history", 4, tried);  // an SMS
  write_notification("notification_history", 5, tried);
  write_notification("notification_history", 6, tried);
  write_notification("notifications", 7, "'pending', 1, NULL, 0, 1767268800000, 1767268800000");
  write_notification("notifications", 8, "'pending', 0, NULL, 0, 1767268800000, 1767268800000");
  for (const std::string table : {"notification_history", "notifications"}) {
    write("UPDATE " + table + " SET channel = 'pagerduty', address = 'key' WHERE row > 4");
  }
  write("UPDATE notifications SET address = 'other' WHERE row = 7");
  write("UPDATE notifications SET address = 'never tried' WHERE row = 8");

  const auto kept = migrated();

  ASSERT_EQ(kept.alerts.size(), 2U);
  EXPECT_EQ(kept.alerts[0].alert.incidents,
            (std::vector<Incident>{{{"bob \"b\"", Channel::pagerduty, "key"}, {}},
                                   {{"bob \"b\"", Channel::pagerduty, "other"}, {}}}));
  EXPECT_FALSE(kept.alerts[1].alert.incidents);
}

TEST_F(MigrationFromVersion1, shows_alerts_that_were_closed) {
  write("INSERT INTO alert_history VALUES (1, " + blob(1) +
        ", 'acme', 'payments', '', 'disk', '', 'low', '', NULL, NULL, '', NULL, NULL, NULL, 0, 0, "
        "0, 1, 0, 'exhausted', 1, 0, 4, 'on-call', 3, NULL, NULL, 'bob', 1767268860000, "
        "1767268800001, 1767268800001, 1767268800001, 7)");
  migrated();

  SqliteHistory history{*data};
  const auto shown = *history.find(acme, nth<AlertId>(1));

  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->alert.escalation->state(), EscalationState::exhausted);
  EXPECT_EQ(shown->alert.resolution->by, "bob");
}

TEST_F(MigrationFromVersion1, keeps_the_timeline_and_the_journal) {
  write("INSERT INTO timeline VALUES (3, 0, 'acme', " + blob(1) +
        ", 1767268800000, 'opened', 'first of \"class\" ''disk''', 'alice')");
  write("INSERT INTO timeline VALUES (5, 3, 'acme', " + blob(1) +
        ", 1767268860000, 'resolved', '', 'bob')");
  write(
      "INSERT INTO journal VALUES (7, 1767268800000, 'acme', 'alice', 'ingest_event', "
      "'{\"a\":\"b\"}', 'opened', 40)");
  const auto kept = migrated();

  EXPECT_EQ(kept.timeline_end, 5);
  SqliteHistory history{*data};
  const TimelineEntry opened{
      acme, nth<AlertId>(1), noon, Change::opened, "first of \"class\" 'disk'", "alice"};
  const TimelineEntry resolved{acme, nth<AlertId>(1), noon + 1min, Change::resolved, "", "bob"};
  EXPECT_EQ(*history.read(5, 10), (std::vector{opened, resolved}));
  EXPECT_EQ(shell("SELECT pack, nth, at, body ->> 'a', result FROM journal"),
            "7|0|1767268800000|b|opened\n");
  EXPECT_EQ(shell("SELECT seq, before, alert, why FROM timeline ORDER BY seq LIMIT 1"),
            "3|0|" + to_text(nth<AlertId>(1)) + "|first of \"class\" 'disk'\n");
}

TEST_F(MigrationFromVersion1, leaves_everything_as_it_was_when_it_fails) {
  write_notification(
      "notifications", 1, "'pending', 1, '[[damaged', 0, 1767268800000, 1767268800000");
  const auto locked = DataDirectory::open(directory.path());

  ASSERT_TRUE(locked);
  EXPECT_FALSE(SqliteLedger::open(*locked, {}));

  EXPECT_EQ(*old->number("PRAGMA user_version"), 1);
  EXPECT_EQ(*old->number("SELECT count(*) FROM notifications WHERE target LIKE 'bob%'"), 1);
}

TEST_F(MigrationFromVersion1, watches_on_who_was_watched_since_a_workflow_was_enabled) {
  for (int version = 2; version <= 7; ++version)
    write(adapters::sqlite::migration_to(version));
  const auto workflow = [&](const std::string& id, const std::string& since) {
    write("INSERT INTO workflows VALUES ('acme', '" + id +
          R"(', 3, 1, 'W', 'beat', '[["absence",60000]]', '[["resolve"]]', 1, 0, )" + since +
          ", 1767268800000, 1767268800000)");
  };
  workflow("w", "1767268800000");
  workflow("disabled", "1767268800001");
  write(R"(INSERT INTO watches VALUES (1, 'acme', 'beat', 'web1', 1767268800000, 1767268800000,
           NULL, NULL, '[]',
           '[["disabled",3,null,1767268860000],["w",3,null,1767268860000]]'))");

  const auto kept = migrated();

  ASSERT_EQ(kept.watches.size(), 1U);
  ASSERT_EQ(kept.watches[0].second.watches.size(), 1U);
  const auto& watch = kept.watches[0].second.watches[0];
  EXPECT_EQ(watch.follows->id.value, "w");
  EXPECT_EQ(watch.look_again_at, noon + 1min);
  EXPECT_TRUE(watch.belongs_to(*watch.follows));
}

}  // namespace
}  // namespace tocsin::tests
