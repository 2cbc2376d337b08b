#include "adapters/sqlite/alerting/alert_row.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "adapters/sqlite/database/json_text.hpp"

namespace tocsin::adapters::sqlite {
namespace {

// The columns of an escalation: only the name and version of its policy are stored in the row.
struct EscalationColumns {
  std::optional<domain::EscalationState> state;
  std::optional<std::uint16_t> level;
  std::optional<std::uint16_t> rounds_left;
  std::optional<std::uint32_t> epoch;
  std::optional<std::uint16_t> unreachable;
  std::optional<domain::EscalationPolicyId> policy;
  std::optional<std::uint64_t> policy_version;
};

EscalationColumns columns_of(const domain::OptionalBox<domain::Escalation>& escalation) {
  EscalationColumns columns;
  if (!escalation) return columns;
  columns.state = escalation->state();
  columns.level = escalation->level();
  columns.rounds_left = escalation->rounds_left();
  columns.epoch = escalation->epoch();
  columns.unreachable = escalation->unreachable();
  if (const auto& policy = escalation->policy()) {
    columns.policy = policy->id;
    columns.policy_version = policy->version;
  }
  return columns;
}

domain::OptionalBox<domain::Escalation> escalation_from(
    const EscalationColumns& columns,
    std::shared_ptr<const domain::EscalationPolicy> policy) {
  if (!columns.state) return std::nullopt;
  return domain::Escalation{std::move(policy),
                            *columns.state,
                            columns.level.value_or(0),
                            columns.rounds_left.value_or(0),
                            columns.epoch.value_or(0),
                            columns.unreachable.value_or(0)};
}

std::shared_ptr<const domain::EscalationPolicy> policy_of(const EscalationColumns& columns,
                                                          const domain::TenantId& tenant,
                                                          const FindPolicy& find_policy,
                                                          Rows& rows) {
  if (!columns.policy) return nullptr;
  const PolicyUse use{
      tenant, *columns.policy, columns.policy_version.value_or(0), columns.level.value_or(0)};
  auto policy = find_policy(use);
  if (!policy || use.level >= policy->levels.size()) rows.misread();
  return policy;
}

struct GroupColumns {
  std::optional<std::string_view> field;
  std::optional<std::string_view> value;
  std::optional<domain::Time> closes_at;
};

GroupColumns columns_of(const domain::OptionalBox<domain::Group>& group) {
  if (!group) return {};
  return {group->field, group->value, group->closes_at};
}

domain::OptionalBox<domain::Group> group_from(const GroupColumns& columns) {
  if (!columns.field || !columns.value || !columns.closes_at) return std::nullopt;
  return domain::Group{
      std::string{*columns.field}, std::string{*columns.value}, *columns.closes_at};
}

struct MarkColumns {
  std::optional<std::string_view> by;
  std::optional<domain::Time> at;
};

MarkColumns columns_of(const domain::OptionalBox<domain::Mark>& deed) {
  if (!deed) return {};
  return {deed->by, deed->at};
}

domain::OptionalBox<domain::Mark> mark_from(const MarkColumns& columns) {
  if (!columns.by || !columns.at) return std::nullopt;
  return domain::Mark{std::string{*columns.by}, *columns.at};
}

template <typename Key, typename... Boxes>
bool write_columns(Statement& insert,
                   Key key,
                   const domain::Alert& alert,
                   ports::TimelineMark timeline,
                   const Boxes&... rare) {
  return insert.run(key,
                    alert.id,
                    alert.tenant,
                    alert.manager,
                    alert.service,
                    alert.dedup_key,
                    alert.summary,
                    alert.severity,
                    alert.class_name,
                    json_of(alert.fields),
                    alert.parent,
                    alert.parent_dedup_key,
                    alert.child_count,
                    alert.active_children,
                    alert.resolve_requested,
                    alert.event_count,
                    alert.suppressed_count,
                    alert.opened_at,
                    alert.updated_at,
                    alert.occurred_at,
                    timeline,
                    rare...);
}

}  // namespace

const std::string plain_alert_columns =
    "row, id, tenant, manager, service, dedup_key, summary, severity, class_name, fields, parent, "
    "parent_dedup_key, child_count, active_children, resolve_requested, event_count, "
    "suppressed_count, opened_at, updated_at, occurred_at, timeline";

const std::string alert_columns =
    plain_alert_columns +
    ", group_field, group_value, group_closes_at, escalation_state, escalation_level, "
    "escalation_rounds_left, escalation_epoch, escalation_unreachable, policy, policy_version, "
    "acknowledged_by, acknowledged_at, resolved_by, resolved_at, incidents";

bool is_plain(const domain::Alert& alert) {
  return !alert.group && !alert.escalation && !alert.acknowledgement && !alert.resolution &&
         !alert.incidents;
}

bool write_plain_alert(Statement& insert,
                       ports::RowKey key,
                       const domain::Alert& alert,
                       ports::TimelineMark timeline) {
  return write_columns(insert, key, alert, timeline);
}

bool write_alert(Statement& insert,
                 std::optional<ports::RowKey> key,
                 const domain::Alert& alert,
                 ports::TimelineMark timeline) {
  const auto group = columns_of(alert.group);
  const auto escalation = columns_of(alert.escalation);
  const auto acknowledgement = columns_of(alert.acknowledgement);
  const auto resolution = columns_of(alert.resolution);
  return write_columns(insert,
                       key,
                       alert,
                       timeline,
                       group.field,
                       group.value,
                       group.closes_at,
                       escalation.state,
                       escalation.level,
                       escalation.rounds_left,
                       escalation.epoch,
                       escalation.unreachable,
                       escalation.policy,
                       escalation.policy_version,
                       acknowledgement.by,
                       acknowledgement.at,
                       resolution.by,
                       resolution.at,
                       alert.incidents ? json_of(*alert.incidents) : std::nullopt);
}

AlertRow read_alert(Rows& rows, const FindPolicy& find_policy) {
  AlertRow row;
  auto& alert = row.alert;
  std::optional<std::string_view> fields;
  std::optional<std::string_view> incidents;
  GroupColumns group;
  EscalationColumns escalation;
  MarkColumns acknowledgement;
  MarkColumns resolution;
  rows.read(row.key,
            alert.id,
            alert.tenant,
            alert.manager,
            alert.service,
            alert.dedup_key,
            alert.summary,
            alert.severity,
            alert.class_name,
            fields,
            alert.parent,
            alert.parent_dedup_key,
            alert.child_count,
            alert.active_children,
            alert.resolve_requested,
            alert.event_count,
            alert.suppressed_count,
            alert.opened_at,
            alert.updated_at,
            alert.occurred_at,
            row.timeline,
            group.field,
            group.value,
            group.closes_at,
            escalation.state,
            escalation.level,
            escalation.rounds_left,
            escalation.epoch,
            escalation.unreachable,
            escalation.policy,
            escalation.policy_version,
            acknowledgement.by,
            acknowledgement.at,
            resolution.by,
            resolution.at,
            incidents);
  if (incidents) {
    auto list = incidents_from(*incidents);
    if (!list) rows.misread();
    alert.incidents = std::move(list).value_or(std::vector<domain::Incident>{});
  }
  if (fields) {
    auto list = fields_from(*fields);
    if (!list) rows.misread();
    alert.fields = std::move(list).value_or(domain::Fields{});
  }
  alert.group = group_from(group);
  alert.acknowledgement = mark_from(acknowledgement);
  alert.resolution = mark_from(resolution);
  alert.escalation =
      escalation_from(escalation, policy_of(escalation, alert.tenant, find_policy, rows));
  return row;
}

}  // namespace tocsin::adapters::sqlite
