#include "adapters/sqlite/history.hpp"
#include "domain/subscriptions/announcement.hpp"
#include "tests/adapters/sqlite/kept.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::sqlite::Connection;
using adapters::sqlite::Retention;
using adapters::sqlite::SqliteHistory;

class Prune : public LedgerTest {
 protected:
  void SetUp() override { open(); }

  std::size_t prune(const Retention& limits, Time now, std::size_t max_rows) {
    const auto gone = ledger->prune(limits, now, max_rows);
    EXPECT_TRUE(gone) << gone.error().message;
    return gone ? *gone : 0;
  }

  int count(const char* query) {
    const auto connection = Connection::open(data->database(), Connection::Mode::read_only);
    return *(*connection)->number(query);
  }

  const Retention retention;
  // What a pack of entries counts for.
  static constexpr std::size_t pack = 16;
};

TEST_F(Prune, takes_the_journal_away_by_age_in_bounded_steps) {
  for (int day = 0; day < 10; ++day)
    commit([&](auto& to) { to.append_journal(journal_entry(noon + day * 24h, 1)); });
  const auto now = noon + retention.journal + 5 * 24h;

  EXPECT_EQ(prune(retention, now, 3 * pack), 3 * pack);
  EXPECT_EQ(prune(retention, now, 3 * pack), 2 * pack);
  EXPECT_EQ(prune(retention, now, 3 * pack), 0U);
  EXPECT_EQ(count("SELECT count(*) FROM journal_packs"), 5);
}

TEST_F(Prune, takes_the_journal_away_by_size) {
  for (int entry = 0; entry < 10; ++entry)
    commit([](auto& to) { to.append_journal(journal_entry(noon, 100)); });
  auto small = retention;
  small.journal_bytes = 250;

  // An entry that is partly within the limit stays.
  EXPECT_EQ(prune(small, noon, 1000), 7 * pack);
}

TEST_F(Prune, counts_the_bytes_of_the_journal_over_restarts_and_refused_batches) {
  commit([](auto& to) { to.append_journal(journal_entry(noon, 100)); });
  reopened();
  commit([](auto& to) { to.add_receipt(receipt("e1", noon)); });
  ASSERT_TRUE(ledger->begin());
  ledger->append_journal(journal_entry(noon, 1000));
  ledger->add_receipt(receipt("e1", noon));
  ASSERT_FALSE(ledger->commit());
  commit([](auto& to) { to.append_journal(journal_entry(noon, 100)); });

  EXPECT_EQ(count("SELECT max(written) FROM journal_packs"), 200);
}

TEST_F(Prune, leaves_the_end_of_the_journal_and_of_the_timeline) {
  commit([](auto& to) { to.add_timeline_entry(5, 0, timeline_entry(1, "first")); });
  commit([](auto& to) {
    to.append_journal(journal_entry(noon, 1));
    to.add_timeline_entry(6, 5, timeline_entry(1, "last"));
  });

  EXPECT_EQ(prune(retention, noon + 10'000 * 24h, 100), pack);

  EXPECT_EQ(reopened().timeline_end, 6);
  EXPECT_EQ(ledger->last_seen(), noon);
}

TEST_F(Prune, forgets_receipts_after_seven_days) {
  commit([](auto& to) {
    to.add_receipt(receipt("old", noon));
    to.add_receipt(receipt("new", noon + 1s));
  });

  EXPECT_EQ(prune(retention, noon + 7 * 24h + 1s, 100), 1U);

  commit([](auto& to) {
    EXPECT_EQ(*to.find_receipt(acme, "old"), std::nullopt);
    EXPECT_NE(*to.find_receipt(acme, "new"), std::nullopt);
  });
}

TEST_F(Prune, takes_old_closed_alerts_and_notifications_away_but_nothing_open) {
  commit([](auto& to) {
    to.archive_alert(1, resolved_alert(1), 0);
    to.archive_notification(1, plain_notification(1));
    to.put_alert(2, plain_alert(2), 0);
    to.put_notification(2, plain_notification(2));
  });
  const auto in_time = noon + retention.history;

  EXPECT_EQ(prune(retention, in_time, 100), 0U);
  EXPECT_EQ(prune(retention, in_time + 1h, 100), 2U);

  const auto kept = read();
  EXPECT_EQ(kept.alerts.size(), 1U);
  EXPECT_EQ(kept.notifications.size(), 1U);
  EXPECT_EQ(count("SELECT count(*) FROM alert_history"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM notification_history"), 0);
}

TEST_F(Prune, forgets_signals_after_25_hours_whatever_their_senders_clocks_said) {
  commit([](auto& to) {
    to.add_signal_receipt({noon - 1000 * 24h, 1, noon + 1s});
    to.add_signal_receipt({noon, 2, noon});
    to.add_signal_receipt({noon + 24h, 3, noon});
  });

  EXPECT_EQ(prune(retention, noon + 25h, 100), 0U);
  EXPECT_EQ(prune(retention, noon + 25h + 1ms, 100), 1U);
  EXPECT_EQ(prune(retention, noon + 49h + 1ms, 100), 2U);
  EXPECT_EQ(count("SELECT count(*) FROM signal_receipts"), 0);
}

TEST_F(Prune, does_not_stop_before_signals_of_a_sender_whose_clock_has_stopped) {
  const auto late = noon + 25h + 1ms;
  commit([&](auto& to) {
    for (int number = 0; number < 3; ++number)
      to.add_signal_receipt({noon - 1000 * 24h + Duration{number}, 1, late});
    to.add_signal_receipt({noon, 2, noon});
  });

  EXPECT_EQ(prune(retention, late, 2), 0U);
  EXPECT_EQ(prune(retention, late, 2), 1U);

  EXPECT_EQ(count("SELECT count(*) FROM signal_receipts"), 3);
  EXPECT_EQ(prune(retention, late, 2), 0U);
  EXPECT_EQ(prune(retention, late + 25h + 1ms, 100), 3U);
}

TEST_F(Prune, takes_old_runs_and_jobs_away_but_none_that_is_still_to_be_done) {
  const auto workflow = std::make_shared<Workflow>();
  workflow->steps = {Resolve{}};
  commit([&](auto& to) {
    to.put_workflow(*workflow);
    auto run = start_run(nth<RunId>(1), workflow, {}, "", 0, noon);
    to.put_run(1, run);
    run.cancel("recovered", noon);
    to.archive_run(2, run);
    ScheduledJob job;
    job.updated_at = noon;
    to.put_scheduled_job(1, job);
    job.complete("done", noon);
    to.archive_scheduled_job(2, job);
  });

  EXPECT_EQ(prune(retention, noon + retention.history, 100), 0U);
  EXPECT_EQ(prune(retention, noon + retention.history + 1ms, 100), 2U);

  const auto kept = read();
  EXPECT_EQ(kept.runs.size(), 1U);
  EXPECT_EQ(kept.jobs.size(), 1U);
}

TEST_F(Prune, forgets_what_was_announced_a_month_ago) {
  commit([](auto& to) {
    to.put_announced(acme, nth<AlertId>(1), {{"team-a"}}, noon);
    to.put_announced(acme, nth<AlertId>(2), {{"team-a"}}, noon + 1h);
    to.put_announced(acme, nth<AlertId>(3), {{"team-a"}}, noon);
    to.put_announced(acme, nth<AlertId>(3), {{"team-b"}}, noon + 2h);
  });
  const auto month = domain::Announcement::remembered_for;

  EXPECT_EQ(prune(retention, noon + month, 100), 0U);
  EXPECT_EQ(prune(retention, noon + month + 1h, 100), 1U);
  EXPECT_EQ(prune(retention, noon + month + 10h, 1), 1U);
  EXPECT_EQ(count("SELECT count(*) FROM announced WHERE record -> 3 = '[\"team-b\"]'"), 1);
  EXPECT_EQ(prune(retention, noon + month + 10h, 1), 1U);
  EXPECT_EQ(count("SELECT count(*) FROM announced"), 0);
}

TEST_F(Prune, keeps_for_ever_what_was_subscribed_to) {
  commit([](auto& to) {
    to.put_client(client("team-a"));
    to.put_subscription(plain_subscription(1));
    to.archive_notification(1, ended_notification(1, DeliveryStatus::failed));
    to.archive_notification(2, ended_notification(2, DeliveryStatus::sent));
  });

  EXPECT_EQ(prune(retention, noon + 10'000 * 24h, 1), 1U);
  EXPECT_EQ(prune(retention, noon + 10'000 * 24h, 100), 1U);

  EXPECT_EQ(count("SELECT count(*) FROM notification_history"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM clients"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM subscriptions"), 1);
}

}  // namespace
}  // namespace tocsin::tests
