#pragma once

#include <memory>
#include <string>

#include "adapters/sqlite/database/data_directory.hpp"
#include "adapters/sqlite/history.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "domain/kernel/result.hpp"
#include "main/engine/engine.hpp"

namespace tocsin {

// The data directory with its lock, the ledger in it, and the history.
class Stores {
 public:
  // Fails if another process uses the directory, or if the database is not readable.
  static Result<std::unique_ptr<Stores>> open(const std::string& path);

  adapters::sqlite::SqliteLedger& ledger() { return *ledger_; }
  EngineStores parts() { return {*ledger_, history_, history_, history_, history_, history_}; }

 private:
  Stores(adapters::sqlite::DataDirectory directory,
         std::unique_ptr<adapters::sqlite::SqliteLedger> ledger);

  adapters::sqlite::DataDirectory directory_;
  std::unique_ptr<adapters::sqlite::SqliteLedger> ledger_;
  adapters::sqlite::SqliteHistory history_;
};

}  // namespace tocsin
