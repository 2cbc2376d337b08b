#include "adapters/sqlite/ledger_statements.hpp"

#include "adapters/records/alerting/alert_layout.hpp"
#include "adapters/records/kernel/place.hpp"
#include "adapters/records/paging/paging_layouts.hpp"
#include "adapters/records/workflows/run_layout.hpp"
#include "adapters/records/workflows/workflow_layout.hpp"

namespace tocsin::adapters::sqlite {

using records::place_of;

namespace {

std::string is_current() {
  return json_path(place_of<records::EscalationPolicyRecord>("is_current"));
}

std::string is_shown() { return json_path(place_of<records::WorkflowRecord>("is_shown")); }

}  // namespace

std::string LedgerStatements::retire_policy_sql() {
  return "UPDATE escalation_policies SET record = json_set(record, " + is_current() +
         ", 0) WHERE tenant = ? AND id = ? AND record ->> " + is_current();
}

// The inner select runs only if there is a version that is not current.
std::string LedgerStatements::forget_policies_sql() {
  using records::AlertRecord;
  const auto tenant = json_path(place_of<AlertRecord>("tenant"));
  const auto escalation =
      json_path(place_of<AlertRecord>("escalation"), place_of<domain::Escalation>("policy"));
  const auto part = [&](std::string_view name) {
    return ", record -> " + escalation + " ->> " +
           std::to_string(place_of<records::PolicyVersion>(name));
  };
  return "DELETE FROM escalation_policies WHERE NOT record ->> " + is_current() +
         " AND (tenant, id, version) NOT IN (SELECT record ->> " + tenant + part("id") +
         part("version") + " FROM alerts WHERE record ->> " + escalation + " IS NOT NULL)";
}

std::string LedgerStatements::hide_workflow_sql() {
  return "UPDATE workflows SET record = json_set(record, " + is_shown() +
         ", 0) WHERE tenant = ? AND id = ?";
}

// The last version stays, because its number must not be assigned again. The inner selects run only
// if there is a version that is not shown.
std::string LedgerStatements::forget_workflows_sql() {
  const auto tenant = json_path(place_of<domain::Run>("tenant"));
  const auto part = [](std::string_view name) {
    return ", record ->> " +
           json_path(place_of<domain::Run>("workflow"), place_of<domain::SharedWorkflow>(name));
  };
  return "DELETE FROM workflows AS old WHERE NOT record ->> " + is_shown() +
         " AND (tenant, id, version) NOT IN (SELECT record ->> " + tenant + part("id") +
         part("version") +
         " FROM runs) AND version < "
         "(SELECT max(version) FROM workflows WHERE tenant = old.tenant AND id = old.id)";
}

}  // namespace tocsin::adapters::sqlite
