#include "tests/simulation/sqlite/ledger/upgrade.hpp"

#include <string>
#include <utility>

#include "adapters/sqlite/database/connection.hpp"
#include "adapters/sqlite/database/schema.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "tests/simulation/sqlite/ledger/difference.hpp"
#include "tests/simulation/sqlite/machine/disk_machine.hpp"
#include "tests/simulation/sqlite/machine/machine_vfs.hpp"

namespace tocsin::simulation {

using adapters::sqlite::Connection;
using adapters::sqlite::DataDirectory;
using adapters::sqlite::SqliteLedger;
using tests::Kept;

namespace {

using End = DiskMachine::End;

void require_done(const Result<Done>& done) {
  require(done.has_value(), "opens", done ? "" : done.error().message);
}

// As the program of that time has left it.
VolatileDisk old_disk(const DataDirectory& directory, int schema, std::size_t sector) {
  DiskMachine machine{1, VolatileDisk{sector}};
  const MachineVfs vfs{machine};
  if (schema == 0) return machine.disk();
  const auto connection = Connection::open(directory.database(), Connection::Mode::read_write);
  require(connection.has_value(), "opens", "an old database cannot be made");
  require_done((*connection)->execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL"));
  for (int version = 1; version <= schema; ++version) {
    require_done((*connection)->execute(adapters::sqlite::migration_to(version)));
  }
  machine.disk().sync_all();
  return machine.disk();
}

class Upgrade {
 public:
  Upgrade(const DataDirectory& directory, std::uint64_t seed, int schema, SqliteMutant mutant)
      : directory_(directory),
        chance_(seed),
        old_(old_disk(directory, schema, chance_.one_in(2) ? 512U : 4096U)),
        mutant_(mutant),
        first_phase_(schema == 0 ? Phase::first_start : Phase::upgrade) {}

  LedgerOutcome run() {
    try {
      expected_ = brought_up_to_date();
      for (std::uint64_t change = 1; cut_at(change);)
        ++change;
    } catch (const Violation& violation) {
      outcome_.violation = violation;
    }
    return outcome_;
  }

 private:
  Kept brought_up_to_date() {
    DiskMachine machine{1, old_};
    const MachineVfs vfs{machine};
    const auto ledger = SqliteLedger::open(directory_, {});
    require(ledger.has_value(), "opens", ledger ? "" : ledger.error().message);
    return *read_all(**ledger);
  }

  // False when it has come to its end before that change.
  bool cut_at(std::uint64_t change) {
    DiskMachine machine{chance_.next(), old_, mutant_};
    const MachineVfs vfs{machine};
    const auto is_cut = stop_at(machine, change, first_phase_);
    if (!is_cut) return false;
    if (chance_.one_in(2)) stop_at(machine, chance_.spread(60), Phase::start);
    machine.disarm();
    const auto ledger = SqliteLedger::open(directory_, {});
    require(ledger.has_value(),
            "opens",
            ledger ? "" : "the ledger does not open: " + ledger.error().message);
    const auto kept = read_all(**ledger);
    require(kept.has_value(), "kept", "it cannot be read");
    auto wrong = difference(*kept, expected_);
    if (chance_.one_in(4)) {
      ++outcome_.integrity_checks;
      wrong += damage(directory_);
    }
    require(wrong.empty(), "kept", wrong);
    ++outcome_.recoveries;
    outcome_.changes += machine.changes();
    return true;
  }

  bool stop_at(DiskMachine& machine, std::uint64_t change, Phase phase) {
    machine.arm(change);
    { const auto ledger = SqliteLedger::open(directory_, settings()); }
    if (machine.is_on()) return false;
    machine.turn_on_after(End::power_cut);
    ++outcome_.power_cuts;
    ++outcome_.cuts_in[static_cast<std::size_t>(phase)];
    return true;
  }

  // The last fsync of a machine that stops fails, too.
  static SqliteLedger::Settings settings() {
    return {.on_lost_durability = [](const auto&) {}};
  }

  const DataDirectory& directory_;
  Chance chance_;
  VolatileDisk old_;
  SqliteMutant mutant_;
  Phase first_phase_;
  Kept expected_;
  LedgerOutcome outcome_;
};

}  // namespace

LedgerOutcome run_upgrade(const DataDirectory& directory,
                          std::uint64_t seed,
                          int schema,
                          SqliteMutant mutant) {
  return Upgrade{directory, seed, schema, mutant}.run();
}

}  // namespace tocsin::simulation
