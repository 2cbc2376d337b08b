#pragma once

#include <cstdint>
#include <iosfwd>

#include "adapters/sqlite/database/data_directory.hpp"
#include "tests/simulation/sqlite/ledger/outcome.hpp"
#include "tests/simulation/sqlite/machine/sqlite_mutants.hpp"

namespace tocsin::simulation {

// One run of many lives of a ledger over one disk: each life opens it, writes batches and ends, by
// a power cut or otherwise; the next one must find what was answered, and nothing else. The teller
// is told all that happens.
LedgerOutcome run_ledger(const adapters::sqlite::DataDirectory& directory,
                         std::uint64_t seed,
                         SqliteMutant mutant = SqliteMutant::none,
                         std::ostream* teller = nullptr);

}  // namespace tocsin::simulation
