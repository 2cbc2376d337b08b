#pragma once

#include <string_view>

#include "adapters/records/channels/target_layout.hpp"
#include "adapters/records/kernel/layout.hpp"
#include "adapters/records/paging/escalation_policy_record.hpp"
#include "domain/paging/service.hpp"
#include "domain/paging/timer.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::Level> {
  static void each(auto& level, auto&& field) {
    field("targets", level.targets);
    field("acknowledgement_delay", level.acknowledgement_delay);
  }
};

template <>
struct Layout<EscalationPolicyRecord> {
  static constexpr std::string_view kind = "escalation policy";
  static constexpr unsigned format = 1;

  static void each(auto& record, auto&& field) {
    auto& policy = record.policy;
    field("is_current", record.is_current);
    field("tenant", policy.tenant);
    field("id", policy.id);
    field("version", policy.version);
    field("name", policy.name);
    field("monitored_service", policy.monitored_service);
    field("acknowledgement_delay", policy.acknowledgement_delay);
    field("repeat", policy.repeat);
    field("repage_on_severity_rise", policy.repage_on_severity_rise);
    field("levels", policy.levels);
    field("created_at", policy.created_at);
    field("updated_at", policy.updated_at);
  }
};

template <>
struct Layout<EscalationPolicyRecordView> : Layout<EscalationPolicyRecord> {};

template <>
struct Layout<domain::Service> {
  static constexpr std::string_view kind = "service";
  static constexpr unsigned format = 1;

  static void each(auto& service, auto&& field) {
    field("tenant", service.tenant);
    field("id", service.id);
    field("name", service.name);
    field("policy", service.policy);
    field("depends_on", service.depends_on);
    field("created_at", service.created_at);
    field("updated_at", service.updated_at);
    field("outage", service.outage);
  }
};

template <>
struct Layout<domain::Timer> {
  static constexpr std::string_view kind = "timer";
  static constexpr unsigned format = 1;

  static void each(auto& timer, auto&& field) {
    field("tenant", timer.tenant);
    field("owner", timer.owner);
    field("epoch", timer.epoch);
    field("due", timer.due);
    field("severity", timer.severity);
  }
};

}  // namespace tocsin::adapters::records
