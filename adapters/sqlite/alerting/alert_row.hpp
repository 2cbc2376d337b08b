#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/sqlite/database/statement.hpp"
#include "domain/alerting/alert.hpp"
#include "ports/store/ledger.hpp"

namespace tocsin::adapters::sqlite {

// The columns of alerts and alert_history, in the order in which they are written and read: the
// rare columns follow the plain ones.
extern const std::string alert_columns;
// The plain columns: all columns of an alert that is_plain.
extern const std::string plain_alert_columns;

// The policy that an alert escalates by, as stored in its row.
struct PolicyUse {
  const domain::TenantId& tenant;
  const domain::EscalationPolicyId& id;
  std::uint64_t version;
  std::uint16_t level;
};

// Finds that version of the policy. The row is not readable if it returns null, or a policy without
// the level.
using FindPolicy =
    std::function<std::shared_ptr<const domain::EscalationPolicy>(const PolicyUse& use)>;

struct AlertRow {
  ports::RowKey key = 0;
  domain::Alert alert;
  ports::TimelineMark timeline = 0;
};

// Runs an insert of alert_columns. Without a key, SQLite assigns the next one.
bool write_alert(Statement& insert,
                 std::optional<ports::RowKey> key,
                 const domain::Alert& alert,
                 ports::TimelineMark timeline);

// Whether the alert has only plain columns: most alerts hold no group, page nobody and are not
// acknowledged. Writing only those columns halves the work.
bool is_plain(const domain::Alert& alert);
// Runs an insert of plain_alert_columns.
bool write_plain_alert(Statement& insert,
                       ports::RowKey key,
                       const domain::Alert& alert,
                       ports::TimelineMark timeline);

// Reads a select of alert_columns.
AlertRow read_alert(Rows& rows, const FindPolicy& find_policy);

}  // namespace tocsin::adapters::sqlite
