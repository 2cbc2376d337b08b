#include "main/program/stores.hpp"

#include <utility>

namespace tocsin {

using adapters::sqlite::DataDirectory;
using adapters::sqlite::SqliteLedger;

Stores::Stores(DataDirectory directory, std::unique_ptr<SqliteLedger> ledger)
    : directory_(std::move(directory)), ledger_(std::move(ledger)), history_(directory_) {}

Result<std::unique_ptr<Stores>> Stores::open(const std::string& path) {
  auto directory = DataDirectory::open(path);
  if (!directory) return Failure{directory.error()};
  auto ledger = SqliteLedger::open(*directory, {});
  if (!ledger) return Failure{ledger.error()};
  return std::unique_ptr<Stores>{new Stores{*std::move(directory), *std::move(ledger)}};
}

}  // namespace tocsin
