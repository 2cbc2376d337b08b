#include <memory>
#include <string>

#include "adapters/sqlite/database/connection.hpp"
#include "tests/adapters/sqlite/database/temporary_directory.hpp"
#include "tests/adapters/sqlite/samples.hpp"
#include "tests/simulation/sqlite/ledger/difference.hpp"
#include "tests/simulation/sqlite/machine/disk_machine.hpp"
#include "tests/simulation/sqlite/machine/machine_vfs.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::simulation {
namespace {

using adapters::sqlite::Connection;
using adapters::sqlite::DataDirectory;
using adapters::sqlite::SqliteLedger;
using tests::nth;
using tests::plain_alert;
using tests::resolved_alert;
using tests::timeline_entry;
using End = DiskMachine::End;

// What only a disk that goes wrong at the right moment brings to light.
class LedgerOverAFailingDisk : public testing::Test {
 protected:
  // Over the machine, until the machine is another one's.
  class Program {
   public:
    Program(const DataDirectory& directory, DiskMachine& machine, std::size_t cache_megabytes = 0)
        : vfs_(machine) {
      SqliteLedger::Settings settings;
      settings.cache_megabytes = cache_megabytes;
      settings.on_lost_durability = [this](const auto& what) { last_words = what; };
      auto opened = SqliteLedger::open(directory, std::move(settings));
      if (opened) ledger = *std::move(opened);
    }

   private:
    MachineVfs vfs_;

   public:
    std::string last_words;
    std::unique_ptr<SqliteLedger> ledger;  // null when it did not open
  };

  // A batch of so many alerts, of about a page each.
  static Result<Done> put(SqliteLedger& ledger, ports::RowKey first, ports::RowKey last) {
    if (auto begun = ledger.begin(); !begun) return begun;
    auto alert = plain_alert(1);
    alert.summary = std::string(7'000, 'x');
    for (auto key = first; key <= last; ++key)
      ledger.put_alert(key, alert, 0);
    return ledger.commit();
  }

  static std::size_t alerts_in(SqliteLedger& ledger) {
    const auto kept = read_all(ledger);
    EXPECT_TRUE(kept) << kept.error().message;
    return kept ? kept->alerts.size() : 0;
  }

  static std::string content_of(DiskMachine& machine, const std::string& name) {
    const auto file = machine.disk().find(name);
    std::string bytes(file->size(), '\0');
    file->read(0, bytes.data(), bytes.size());
    return bytes;
  }

  tests::TemporaryDirectory place;
  DataDirectory directory = *DataDirectory::open(place.path());
};

TEST_F(LedgerOverAFailingDisk, does_not_open_when_its_end_cannot_be_read) {
  DiskMachine machine{1, VolatileDisk{}};
  { Program program{directory, machine}; }
  machine.set_trouble(Trouble::read_fails, 20);
  std::size_t opened = 0;

  for (int i = 0; i < 100; ++i)
    opened += Program{directory, machine}.ledger ? 1U : 0U;

  EXPECT_GT(opened, 0U);
  EXPECT_LT(opened, 100U);
}

TEST_F(LedgerOverAFailingDisk, refuses_to_prune_what_it_cannot_read) {
  DiskMachine machine{1, VolatileDisk{}};
  Program program{directory, machine};
  ASSERT_TRUE(put(*program.ledger, 1, 300));
  machine.set_trouble(Trouble::read_fails, 8);
  std::size_t pruned = 0;

  for (int i = 0; i < 100; ++i) {
    static_cast<void>(read_all(*program.ledger).has_value());  // so its pages are not in memory
    pruned += program.ledger->prune({}, tests::noon, 10) ? 1U : 0U;
  }

  EXPECT_GT(pruned, 0U);
  EXPECT_LT(pruned, 100U);
}

TEST_F(LedgerOverAFailingDisk, cuts_no_timeline_of_an_alert_whose_row_it_cannot_read) {
  DiskMachine machine{1, VolatileDisk{}};
  Program program{directory, machine};
  ASSERT_TRUE(put(*program.ledger, 1, 300));
  const auto keep = [&](auto write) {
    if (!program.ledger->begin()) return false;
    write(*program.ledger);
    return program.ledger->commit().has_value();
  };
  ASSERT_TRUE(keep([](auto& to) {
    to.add_timeline_entry(1, 0, timeline_entry(1, "resolved"));
    to.archive_alert(1, resolved_alert(1), 1);
  }));
  machine.set_trouble(Trouble::read_fails, 8);
  int kept = 0;

  for (ports::TimelineMark mark = 2; mark <= 101; ++mark) {
    static_cast<void>(read_all(*program.ledger).has_value());  // so its pages are not in memory
    kept +=
        keep([&](auto& to) { to.add_archived_timeline_entry(mark, timeline_entry(1, "told")); });
  }

  machine.clear_troubles();
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, 100);
  const auto connection = Connection::open(directory.database(), Connection::Mode::read_only);
  EXPECT_EQ(*(*connection)
                 ->number("SELECT count(*) FROM timeline_packs, json_each(entries) AS one "
                          "WHERE one.value ->> 0 = 0"),
            1)
      << "only the first one has none before it";
}

TEST_F(LedgerOverAFailingDisk, does_not_open_when_the_names_of_its_files_may_be_lost) {
  DiskMachine machine{1, VolatileDisk{}};
  machine.set_trouble(Trouble::directory_sync_fails, 1);

  EXPECT_FALSE((Program{directory, machine}.ledger));

  EXPECT_EQ(content_of(machine, "tocsin.db-wal"), "") << "nothing may depend on them yet";
}

// SQLite writes and syncs a commit first, and then notes it in memory that it shares with its
// readers. That memory is a file, which must grow every 4096 pages of the log.
TEST_F(LedgerOverAFailingDisk, stops_when_a_commit_failed_that_may_be_on_the_disk) {
  DiskMachine machine{1, VolatileDisk{}};
  {
    Program program{directory, machine, 64};  // so nothing is written before it is committed
    machine.set_trouble(Trouble::shared_memory_fails, 1);
    EXPECT_FALSE(put(*program.ledger, 1, 5'000));
    EXPECT_NE(program.last_words, "") << "who waits for the answer must not be told no";
    machine.turn_off();
  }
  machine.turn_on_after(End::kill);
  machine.clear_troubles();

  const Program program{directory, machine};

  EXPECT_EQ(alerts_in(*program.ledger), 5'000U);
}

}  // namespace
}  // namespace tocsin::simulation
