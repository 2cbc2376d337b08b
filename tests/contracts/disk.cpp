
#include "tests/contracts/disk.hpp"

#include <optional>

#include <gtest/gtest.h>

#include "adapters/sqlite/history.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "tests/adapters/sqlite/database/failing_disk.hpp"
#include "tests/adapters/sqlite/database/temporary_directory.hpp"
#include "tests/fakes/ledger.hpp"

namespace tocsin::tests {
namespace {

using adapters::sqlite::DataDirectory;
using adapters::sqlite::SqliteHistory;
using adapters::sqlite::SqliteLedger;

class MemoryDisk : public Disk {
 public:
  ports::Ledger& ledger() override { return ledger_; }
  ports::AlertReader& closed_alerts() override { return ledger_; }
  ports::NotificationReader& ended_notifications() override { return ledger_; }
  ports::RunReader& ended_runs() override { return ledger_; }
  ports::ScheduledJobReader& ended_jobs() override { return ledger_; }
  ports::TimelineReader& timelines() override { return ledger_; }

  void reopen() override {}

  void fill() override { ledger_.refuses_to_commit = true; }
  void make_room() override { ledger_.refuses_to_commit = false; }

 private:
  FakeLedger ledger_;
};

class SqliteDisk : public Disk {
 public:
  SqliteDisk() { open(); }

  ports::Ledger& ledger() override { return *ledger_; }
  ports::AlertReader& closed_alerts() override { return *history_; }
  ports::NotificationReader& ended_notifications() override { return *history_; }
  ports::RunReader& ended_runs() override { return *history_; }
  ports::ScheduledJobReader& ended_jobs() override { return *history_; }
  ports::TimelineReader& timelines() override { return *history_; }

  void reopen() override {
    history_.reset();
    ledger_.reset();
    data_.reset();
    open();
  }

  void fill() override { full_.emplace(); }
  void make_room() override { full_.reset(); }

 private:
  void open() {
    auto locked = DataDirectory::open(directory_.path());
    if (!locked) throw std::runtime_error{locked.error().message};
    data_.emplace(*std::move(locked));
    auto opened = SqliteLedger::open(*data_, {.cache_megabytes = 16});
    if (!opened) throw std::runtime_error{opened.error().message};
    ledger_ = *std::move(opened);
    history_.emplace(*data_);
  }

  TemporaryDirectory directory_;
  std::optional<DataDirectory> data_;
  std::unique_ptr<SqliteLedger> ledger_;
  std::optional<SqliteHistory> history_;
  std::optional<FullDisk> full_;
};

}  // namespace

std::unique_ptr<Disk> make_disk(Kind kind) {
  switch (kind) {
    case Kind::in_memory: return std::make_unique<MemoryDisk>();
    case Kind::in_sqlite: return std::make_unique<SqliteDisk>();
  }
  __builtin_unreachable();
}

std::string name_of(Kind kind) { return kind == Kind::in_memory ? "in_memory" : "in_sqlite"; }

}  // namespace tocsin::tests
