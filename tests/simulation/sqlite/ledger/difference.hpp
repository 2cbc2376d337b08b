#pragma once

#include <string>

#include "adapters/sqlite/database/data_directory.hpp"
#include "ports/store/ledger.hpp"
#include "tests/adapters/sqlite/kept.hpp"
#include "tests/fakes/ledger.hpp"

namespace tocsin::simulation {

// The differences say in words what is not as it should be; empty when all is.

// What the working set of the next program would hear.
Result<tests::Kept> read_all(ports::Ledger& ledger);
std::string difference(const tests::Kept& kept, const tests::Kept& expected);
std::string difference(ports::Ledger& ledger, tests::FakeLedger& model);

// What those read who look back, over connections of their own: what is closed, the timelines, the
// receipts and the journal.
std::string history_difference(const adapters::sqlite::DataDirectory& directory,
                               tests::FakeLedger& model);

// What SQLite finds wrong with its file.
std::string damage(const adapters::sqlite::DataDirectory& directory);

}  // namespace tocsin::simulation
