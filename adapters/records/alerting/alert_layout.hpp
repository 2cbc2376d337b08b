#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "adapters/records/alerting/alert_record.hpp"
#include "adapters/records/channels/target_layout.hpp"
#include "adapters/records/kernel/layout.hpp"
#include "adapters/records/kernel/references.hpp"

namespace tocsin::adapters::records {

// The version of a policy that an escalation keeps.
struct PolicyVersion {
  domain::EscalationPolicyId id;
  std::uint64_t version = 0;
};

template <>
struct Layout<PolicyVersion> {
  static void each(auto& policy, auto&& field) {
    field("id", policy.id);
    field("version", policy.version);
  }
};

template <>
struct Layout<domain::Group> {
  static void each(auto& group, auto&& field) {
    field("field", group.field);
    field("value", group.value);
    field("closes_at", group.closes_at);
  }
};

template <>
struct Layout<domain::Mark> {
  static void each(auto& mark, auto&& field) {
    field("by", mark.by);
    field("at", mark.at);
  }
};

template <>
struct Layout<domain::Incident> {
  static void each(auto& incident, auto&& field) {
    field("target", incident.target);
    field("client", incident.client);
  }
};

template <>
struct Layout<domain::Escalation> {
  static constexpr std::array names{"state",
                                    "level",
                                    "rounds_left",
                                    "epoch",
                                    "unreachable",
                                    "policy"};
  using Parts = std::tuple<domain::EscalationState,
                           std::uint16_t,
                           std::uint16_t,
                           std::uint32_t,
                           std::uint16_t,
                           std::optional<PolicyVersion>>;

  static Parts parts(const domain::Escalation& escalation) {
    const auto& policy = escalation.policy();
    return {escalation.state(),
            escalation.level(),
            escalation.rounds_left(),
            escalation.epoch(),
            escalation.unreachable(),
            policy ? std::optional{PolicyVersion{policy->id, policy->version}} : std::nullopt};
  }

  static std::optional<domain::Escalation> built(const Parts& parts, const Context& context) {
    const auto& [state, level, rounds_left, epoch, unreachable, version] = parts;
    std::shared_ptr<const domain::EscalationPolicy> policy;
    if (version) {
      policy = context.references.policy({context.tenant, version->id, version->version, level});
      if (!policy || level >= policy->levels.size()) return std::nullopt;
    }
    return domain::Escalation{std::move(policy), state, level, rounds_left, epoch, unreachable};
  }
};

// The fields that most alerts do not have are the last ones.
template <>
struct Layout<AlertRecord> {
  static constexpr std::string_view kind = "alert";
  static constexpr unsigned format = 1;

  static void each(auto& record, auto&& field) {
    auto& alert = record.alert;
    field("timeline", record.timeline);
    field("id", alert.id);
    field("tenant", alert.tenant);
    field("manager", alert.manager);
    field("service", alert.service);
    field("dedup_key", alert.dedup_key);
    field("summary", alert.summary);
    field("severity", alert.severity);
    field("class_name", alert.class_name);
    field("fields", alert.fields);
    field("child_count", alert.child_count);
    field("active_children", alert.active_children);
    field("resolve_requested", alert.resolve_requested);
    field("event_count", alert.event_count);
    field("suppressed_count", alert.suppressed_count);
    field("opened_at", alert.opened_at);
    field("updated_at", alert.updated_at);
    field("occurred_at", alert.occurred_at);
    field("parent_dedup_key", alert.parent_dedup_key);
    field("parent", alert.parent);
    field("group", alert.group);
    field("escalation", alert.escalation);
    field("acknowledgement", alert.acknowledgement);
    field("resolution", alert.resolution);
    field("incidents", alert.incidents);
  }
};

template <>
struct Layout<AlertRecordView> : Layout<AlertRecord> {};

}  // namespace tocsin::adapters::records
