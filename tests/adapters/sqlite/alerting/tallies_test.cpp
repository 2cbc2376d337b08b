#include <string>

#include "adapters/records/alerting/alert_layout.hpp"
#include "adapters/records/kernel/place.hpp"
#include "tests/adapters/sqlite/kept.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::sqlite::Connection;

// The sample alert, as if told so often by now.
Alert told(std::uint64_t alert, std::uint32_t times) {
  auto again = plain_alert(alert);
  again.event_count = times;
  again.child_count = times + 1;
  again.active_children = times + 2;
  again.suppressed_count = times + 3;
  again.updated_at = noon + times * 1min;
  again.occurred_at = noon + times * 1s;
  return again;
}

class Tallies : public LedgerTest {
 protected:
  void SetUp() override { open({.waiting_tallies = 4}); }

  void put(std::uint64_t alert) {
    commit(
        [&](auto& to) { to.put_alert(static_cast<ports::RowKey>(alert), plain_alert(alert), 0); });
  }

  // In one batch; each has been told so often.
  void tally(std::initializer_list<std::uint64_t> alerts, std::uint32_t times) {
    commit([&](auto& to) {
      for (const auto alert : alerts)
        to.put_tally(static_cast<ports::RowKey>(alert),
                     nth<AlertId>(alert),
                     told(alert, times).tally(),
                     times);
    });
  }

  static std::vector<Alert> open_in(const Kept& kept) {
    std::vector<Alert> alerts;
    for (const auto& row : kept.alerts)
      alerts.push_back(row.alert);
    return alerts;
  }

  int number(const std::string& query) {
    const auto connection = Connection::open(data->database(), Connection::Mode::read_only);
    return *(*connection)->number(query.c_str());
  }
  int tallies_of(int alert) {
    return number(
        "SELECT count(*) FROM tally_packs, json_each(tallies) AS each WHERE "
        "each.value ->> 0 = " +
        std::to_string(alert));
  }
  int events_in_row(int alert) {
    const auto place = adapters::records::place_of<adapters::records::AlertRecord>("event_count");
    return number("SELECT record ->> " + std::to_string(place) +
                  " FROM alerts WHERE row = " + std::to_string(alert));
  }
};

TEST_F(Tallies, count_over_the_row_of_their_alert) {
  put(1);
  put(2);
  tally({1}, 2);
  tally({1}, 3);

  EXPECT_EQ(events_in_row(1), 1);
  const auto kept = reopened();
  EXPECT_EQ(open_in(kept), (std::vector{told(1, 3), plain_alert(2)}));
  EXPECT_EQ(kept.alerts.front().timeline, 3);
}

TEST_F(Tallies, do_not_count_over_a_row_that_is_newer) {
  put(1);
  tally({1}, 5);
  auto graver = told(1, 6);
  graver.severity = *Severity::parse("critical");
  commit([&](auto& to) { to.put_alert(1, graver, 0); });

  EXPECT_EQ(open_in(reopened()), std::vector{graver});
}

TEST_F(Tallies, of_the_same_batch_do_not_count_over_a_row_that_is_newer_either) {
  put(1);
  auto graver = told(1, 6);
  graver.severity = *Severity::parse("critical");
  commit([&](auto& to) {
    to.put_tally(1, nth<AlertId>(1), told(1, 5).tally(), 5);
    to.put_alert(1, graver, 6);
  });

  EXPECT_EQ(open_in(reopened()), std::vector{graver});
}

TEST_F(Tallies, that_still_count_are_appended_again_when_too_many_wait) {
  for (const std::uint64_t alert : {1U, 2U, 3U})
    put(alert);
  tally({1, 2, 3}, 2);
  tally({1, 2}, 3);
  EXPECT_EQ(number("SELECT min(seq) FROM tally_packs"), 1) << "twice those that count may wait";
  tally({1, 2}, 4);

  EXPECT_EQ(number("SELECT min(seq) FROM tally_packs"), 2);
  EXPECT_EQ(events_in_row(3), 1) << "no row is written for it";
  EXPECT_EQ(tallies_of(3), 1);
  EXPECT_EQ(open_in(reopened()), (std::vector{told(1, 4), told(2, 4), told(3, 2)}));
}

TEST_F(Tallies, of_alerts_that_are_gone_are_not_appended_again) {
  put(1);
  put(2);
  tally({1, 2}, 2);
  commit([](auto& to) { to.archive_alert(1, resolved_alert(1), 0); });
  for (std::uint32_t times = 3; times < 10; ++times)
    tally({2}, times);

  EXPECT_EQ(tallies_of(1), 0);
  EXPECT_EQ(open_in(reopened()), std::vector{told(2, 9)});
}

TEST_F(Tallies, of_alerts_that_were_gone_before_a_start_are_not_appended_again) {
  put(1);
  put(2);
  tally({1, 2}, 2);
  commit([](auto& to) { to.archive_alert(1, resolved_alert(1), 0); });
  close();
  SetUp();
  read();
  for (std::uint32_t times = 3; times < 10; ++times)
    tally({2}, times);

  EXPECT_EQ(tallies_of(1), 0);
  EXPECT_EQ(open_in(reopened()), std::vector{told(2, 9)});
}

TEST_F(Tallies, of_an_alert_that_ends_in_a_refused_batch_still_count) {
  put(1);
  put(2);
  tally({1}, 2);
  commit([](auto& to) { to.add_receipt(receipt("e1", noon)); });
  ASSERT_TRUE(ledger->begin());
  ledger->archive_alert(1, resolved_alert(1), 0);
  ledger->put_tally(2, nth<AlertId>(2), told(2, 2).tally(), 2);
  ledger->add_receipt(receipt("e1", noon));
  ASSERT_FALSE(ledger->commit());
  for (std::uint32_t times = 3; times < 10; ++times)
    tally({2}, times);

  EXPECT_EQ(open_in(reopened()), (std::vector{told(1, 2), told(2, 9)}));
}

TEST_F(Tallies, of_a_large_batch_are_several_packs) {
  constexpr std::uint64_t alerts = 2'500;
  commit([&](auto& to) {
    for (std::uint64_t alert = 1; alert <= alerts; ++alert)
      to.put_alert(static_cast<ports::RowKey>(alert), plain_alert(alert), 0);
  });
  commit([&](auto& to) {
    for (std::uint64_t alert = 1; alert <= alerts; ++alert)
      to.put_tally(static_cast<ports::RowKey>(alert), {}, told(alert, 2).tally(), 2);
  });

  EXPECT_EQ(number("SELECT count(*) FROM tally_packs"), 3);
  const auto kept = reopened();
  ASSERT_EQ(kept.alerts.size(), alerts);
  for (const auto& row : kept.alerts)
    EXPECT_EQ(row.alert.event_count, 2U);
}

TEST_F(Tallies, are_only_removed_when_all_of_them_are_out_of_date) {
  put(1);
  for (std::uint32_t times = 2; times < 10; ++times)
    tally({1}, times);

  EXPECT_EQ(events_in_row(1), 1);
  EXPECT_EQ(number("SELECT count(*) FROM tally_packs"), 4);
  EXPECT_EQ(open_in(reopened()), std::vector{told(1, 9)});
}

TEST_F(Tallies, wait_no_longer_for_having_been_read_again) {
  put(1);
  put(2);
  tally({1, 2}, 2);
  close();
  SetUp();
  read();
  tally({1, 2}, 3);
  tally({1}, 4);

  EXPECT_EQ(events_in_row(2), 1) << "its newest is in the second";
  EXPECT_EQ(number("SELECT min(seq) FROM tally_packs"), 2);
  EXPECT_EQ(open_in(reopened()), (std::vector{told(1, 4), told(2, 3)}));
}

TEST_F(Tallies, of_an_alert_that_is_gone_are_not_those_of_the_next_one_in_its_row) {
  put(1);
  tally({1}, 7);
  commit([](auto& to) { to.archive_alert(1, resolved_alert(1), 0); });

  EXPECT_TRUE(reopened().alerts.empty());
  commit([](auto& to) { to.put_alert(1, plain_alert(2), 0); });

  EXPECT_EQ(open_in(reopened()), std::vector{plain_alert(2)});
}

TEST_F(Tallies, of_a_batch_that_was_refused_are_forgotten) {
  put(1);
  commit([](auto& to) { to.add_receipt(receipt("e1", noon)); });
  ASSERT_TRUE(ledger->begin());
  ledger->put_tally(1, nth<AlertId>(1), told(1, 2).tally(), 2);
  ledger->add_receipt(receipt("e1", noon));
  ASSERT_FALSE(ledger->commit());
  commit([](auto&) {});

  EXPECT_EQ(open_in(reopened()), std::vector{plain_alert(1)});
}

TEST_F(Tallies, that_no_tocsin_has_written_are_not_taken) {
  put(1);
  for (const auto* damaged :
       {"[[1,2,3,4,5,6,7]]", "[[1,2,3,4,5,6,7,8]", "[]", "[[1,2,3,4,5,6,7,\"8\"]]"}) {
    const auto script =
        std::string{"DELETE FROM tally_packs; INSERT INTO tally_packs VALUES (1, '"} + damaged +
        "')";
    auto other = Connection::open(data->database(), Connection::Mode::read_write);
    ASSERT_TRUE((*other)->execute(script.c_str()));

    Kept kept;
    EXPECT_FALSE(ledger->read(kept)) << damaged;
  }
}

}  // namespace
}  // namespace tocsin::tests
