#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "adapters/sqlite/statement.hpp"
#include "domain/alert.hpp"
#include "ports/ledger.hpp"

namespace tocsin::adapters::sqlite {

// The columns of alerts and alert_history, in the order in which both functions below use them.
extern const std::string_view alert_columns;

// What an alert's row says of the policy that it escalates by.
struct PolicyUse {
  const domain::TenantId& tenant;
  const domain::EscalationPolicyId& id;
  std::uint64_t version;
  std::uint16_t level;
};

// Finds that version of the policy; null, or one that lacks the level, makes the row unreadable.
using FindPolicy =
    std::function<std::shared_ptr<const domain::EscalationPolicy>(const PolicyUse& use)>;

struct AlertRow {
  ports::RowKey key = 0;
  domain::Alert alert;
  ports::TimelineMark timeline = 0;
};

// Runs an insert of alert_columns. Without a key SQLite gives the next one.
bool write_alert(Statement& insert,
                 std::optional<ports::RowKey> key,
                 const domain::Alert& alert,
                 ports::TimelineMark timeline);

// Reads a select of alert_columns.
AlertRow read_alert(Rows& rows, const FindPolicy& find_policy);

}  // namespace tocsin::adapters::sqlite
