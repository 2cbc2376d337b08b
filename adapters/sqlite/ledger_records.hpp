#pragma once

#include <optional>

#include "adapters/sqlite/database/row_reading.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "adapters/sqlite/ledger_statements.hpp"

namespace tocsin::adapters::sqlite {

// For records that refer to nothing.
class NoReferences : public records::References {
 public:
  std::shared_ptr<const domain::EscalationPolicy> policy(const records::PolicyUse&) const override {
    return nullptr;
  }
  domain::SharedWorkflow workflow(const records::WorkflowUse&) const override { return nullptr; }
};

template <typename T, typename... Columns>
void SqliteLedger::put(Statement& insert, const T& value, const Columns&... columns) {
  if (!may_write()) return;
  record_.clear();
  records::write(value, record_);
  note(insert, insert.run(columns..., record_.text()));
}

template <typename T, typename... Terms>
Result<std::optional<T>> SqliteLedger::find(Statement& select, const Terms&... terms) {
  if (!may_write()) return fault_->as_failure();
  auto rows = select.query(terms...);
  std::optional<T> found;
  if (rows.next()) found = read_record<T>(rows, NoReferences{});
  if (!note(select, !rows.failed())) return rows.failure();
  return found;
}

}  // namespace tocsin::adapters::sqlite
