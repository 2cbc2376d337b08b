#include "adapters/memory/workflows/watches.hpp"

#include <map>

#include "tests/builders/kernel.hpp"
#include "tests/fakes/ledger.hpp"

namespace tocsin::tests {
namespace {

using adapters::memory::Watches;
using domain::WatchedSubject;

// Knows which rows it holds.
struct RowsOfWatches : FakeLedger {
  void put_watch(ports::RowKey key, const WatchedSubject& subject) override {
    rows.emplace(key, subject);
    ++times_written;
  }
  void forget_watch(ports::RowKey key, const domain::SubjectKey&) override {
    rows.emplace(key, WatchedSubject{});
  }
  void remove_watches_before(ports::RowKey key, std::size_t limit) override {
    for (; limit > 0 && !rows.empty() && rows.begin()->first < key; --limit)
      rows.erase(rows.begin());
  }

  std::map<ports::RowKey, WatchedSubject> rows;
  int times_written = 0;
};

struct WatchesTest : testing::Test {
  void save(const std::string& name) {
    WatchedSubject subject;
    subject.tenant = acme;
    subject.subject = name;
    subject.received_at = start_of_test();
    subject.watches.emplace_back();
    watches.save(std::move(subject));
    watches.keep();
    watches.flush(ledger);
  }
  void forget(const std::string& name) {
    watches.forget({acme.value, "", name});
    watches.keep();
    watches.flush(ledger);
  }

  RowsOfWatches ledger;
  Watches watches;
};

TEST_F(WatchesTest, the_ledger_holds_few_rows_more_than_there_are_subjects) {
  save("seldom");
  for (int round = 0; round < 10'000; ++round)
    save("often");
  EXPECT_LE(ledger.rows.size(), 1010U);
  EXPECT_LE(ledger.times_written, 10'020);
}

TEST_F(WatchesTest, what_is_written_all_the_time_leaves_nothing_behind) {
  for (int round = 0; round < 100; ++round)
    save("often");
  EXPECT_EQ(ledger.rows.size(), 1U);
}

TEST_F(WatchesTest, what_is_forgotten_goes_with_all_its_rows) {
  save("first");
  save("gone");
  save("last");
  forget("gone");
  EXPECT_FALSE(watches.find({acme.value, "", "gone"}));
  save("first");
  save("last");
  EXPECT_EQ(ledger.rows.size(), 2U);

  forget("first");
  forget("last");
  EXPECT_EQ(watches.size(), 0U);
  EXPECT_LE(ledger.rows.size(), 1U);
}

TEST_F(WatchesTest, a_row_that_says_that_a_subject_was_forgotten_takes_back_the_ones_before_it) {
  WatchedSubject subject;
  subject.tenant = acme;
  watches.load(1, subject);
  subject.received_at = start_of_test();
  watches.load(2, subject);
  watches.load(3, subject);
  EXPECT_EQ(watches.size(), 1U);
  subject.received_at = {};
  watches.load(4, subject);
  EXPECT_EQ(watches.size(), 0U);
}

TEST_F(WatchesTest, a_tenant_gets_no_more_room_than_its_own) {
  watches = Watches{1000};
  EXPECT_TRUE(watches.has_room(acme));
  for (const auto* name : {"a", "b", "c"}) {
    save(name);
    save(name);
  }
  EXPECT_FALSE(watches.has_room(acme));
  EXPECT_TRUE(watches.has_room({"globex"}));

  forget("a");
  EXPECT_TRUE(watches.has_room(acme));
  watches.clear();
  EXPECT_TRUE(watches.has_room(acme));
}

}  // namespace
}  // namespace tocsin::tests
