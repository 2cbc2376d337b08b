#include "adapters/sqlite/ledger.hpp"
#include "tests/adapters/sqlite/database/failing_disk.hpp"
#include "tests/adapters/sqlite/kept.hpp"
#include "tests/adapters/sqlite/samples.hpp"

namespace tocsin::tests {
namespace {

using LedgerDisk = LedgerTest;

TEST_F(LedgerDisk, keeps_nothing_of_a_batch_that_found_the_disk_full) {
  open();
  commit([](auto& to) { to.put_alert(1, plain_alert(1), 0); });

  {
    const FullDisk full;
    ASSERT_TRUE(ledger->begin());
    ledger->put_alert(1, plain_alert(5), 0);
    ledger->put_alert(2, plain_alert(2), 0);
    const auto refused = ledger->commit();

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), (Error{ErrorKind::unavailable, "the disk is full", ""}));
    EXPECT_EQ(read().alerts, (std::vector<Kept::AlertRow>{{1, plain_alert(1), 0}}));
  }

  // There is room again.
  commit([](auto& to) { to.put_alert(3, plain_alert(3), 0); });
  EXPECT_EQ(reopened().alerts,
            (std::vector<Kept::AlertRow>{{1, plain_alert(1), 0}, {3, plain_alert(3), 0}}));
}

TEST_F(LedgerDisk, refuses_a_batch_whose_transaction_sqlite_has_dropped_midway) {
  // So small a cache must write in the middle of the batch, and that ends the transaction.
  open({.cache_megabytes = 0});
  auto alert = plain_alert(1);
  alert.summary = std::string(8000, 'x');

  {
    const FullDisk full;
    ASSERT_TRUE(ledger->begin());
    for (ports::RowKey key = 1; key <= 1000; ++key)
      ledger->put_alert(key, alert, 0);
    EXPECT_FALSE(ledger->find_receipt(acme, "e1"));
    EXPECT_FALSE(ledger->commit());
  }

  EXPECT_TRUE(reopened().alerts.empty());
}

TEST_F(LedgerDisk, says_that_an_fsync_failed_and_never_writes_again) {
  std::string said;
  open({.on_lost_durability = [&](const auto& what) { said = what; }});

  {
    const ForgetfulDisk forgetful{"-wal"};
    ASSERT_TRUE(ledger->begin());
    ledger->put_alert(1, plain_alert(1), 0);
    EXPECT_FALSE(ledger->commit());
  }

  EXPECT_NE(said, "");
  const auto later = ledger->begin();
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().kind, ErrorKind::unavailable);
}

TEST_F(LedgerDisk, ends_the_process_when_an_fsync_failed) {
  open();
  const auto lose_a_batch = [&] {
    const ForgetfulDisk forgetful{"-wal"};
    if (!ledger->begin()) return;
    ledger->put_alert(1, plain_alert(1), 0);
    static_cast<void>(ledger->commit().has_value());
  };

  EXPECT_EXIT(lose_a_batch(), ::testing::ExitedWithCode(74), "tocsin: stopping immediately");
}

TEST_F(LedgerDisk, notices_that_the_fsync_of_a_checkpoint_failed) {
  std::string said;
  open({.checkpoint_pages = 1, .on_lost_durability = [&](const auto& what) { said = what; }});

  const ForgetfulDisk forgetful{"tocsin.db"};
  commit([](auto& to) { to.put_alert(1, plain_alert(1), 0); });

  EXPECT_NE(said, "");
  EXPECT_FALSE(ledger->begin());
}

TEST_F(LedgerDisk, copies_the_log_into_the_database_when_it_has_grown) {
  open({.checkpoint_pages = 1});
  const auto before = std::filesystem::file_size(data->database());

  commit([](auto& to) {
    for (ports::RowKey key = 1; key <= 1000; ++key)
      to.put_alert(key, plain_alert(1), 0);
  });

  EXPECT_GT(std::filesystem::file_size(data->database()), before);
}

TEST_F(LedgerDisk, copies_a_shorter_log_when_there_is_nothing_else_to_do) {
  open({.idle_checkpoint_pages = 10});
  const auto before = std::filesystem::file_size(data->database());
  commit([](auto& to) {
    for (ports::RowKey key = 1; key <= 1000; ++key)
      to.put_alert(key, plain_alert(1), 0);
  });
  EXPECT_EQ(std::filesystem::file_size(data->database()), before);

  EXPECT_TRUE(ledger->prune({}, {}, 1));

  EXPECT_GT(std::filesystem::file_size(data->database()), before);
}

}  // namespace
}  // namespace tocsin::tests
