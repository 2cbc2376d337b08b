#pragma once

#include <cstdint>

#include "adapters/sqlite/database/data_directory.hpp"
#include "tests/simulation/sqlite/ledger/outcome.hpp"
#include "tests/simulation/sqlite/machine/sqlite_mutants.hpp"

namespace tocsin::simulation {

// A database of that schema (0: none yet) is opened and brought up to date, and the power is cut at
// each change of its disk in turn; at times once more in the start after that. What was in it must
// be there at last, as it is without a power cut.
LedgerOutcome run_upgrade(const adapters::sqlite::DataDirectory& directory,
                          std::uint64_t seed,
                          int schema,
                          SqliteMutant mutant = SqliteMutant::none);

}  // namespace tocsin::simulation
