#pragma once

#include <utility>

#include "adapters/sqlite/database/statement.hpp"
#include "adapters/sqlite/ledger_statements.hpp"
#include "domain/kernel/result.hpp"
#include "ports/store/ledger.hpp"

namespace tocsin::adapters::sqlite {

// Passes every row of the query to `give`, as long as the rows are readable.
template <typename Read, typename Give>
Result<Done> give_each(Statement& select, Read read, Give give) {
  auto rows = select.query();
  while (rows.next()) {
    auto row = read(rows);
    if (rows.failed()) break;
    give(std::move(row));
  }
  if (rows.failed()) return rows.failure();
  return Done{};
}

// Reads workflows, watches, runs and scheduled jobs into the reader.
Result<Done> give_workflows(LedgerStatements& sql, ports::LedgerReader& reader);

}  // namespace tocsin::adapters::sqlite
