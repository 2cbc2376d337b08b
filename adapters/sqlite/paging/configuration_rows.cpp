#include "adapters/sqlite/paging/configuration_rows.hpp"

#include <utility>
#include <vector>

#include "adapters/sqlite/database/json_text.hpp"

namespace tocsin::adapters::sqlite {

const std::string_view escalation_policy_columns =
    "tenant, id, version, is_current, name, monitored_service, acknowledgement_delay, repeat, "
    "repage_on_severity_rise, levels, created_at, updated_at";

bool write_escalation_policy(Statement& insert, const EscalationPolicyRow& row) {
  const auto& policy = row.policy;
  return insert.run(policy.tenant,
                    policy.id,
                    policy.version,
                    row.is_current,
                    policy.name,
                    policy.monitored_service,
                    policy.acknowledgement_delay,
                    policy.repeat,
                    policy.repage_on_severity_rise,
                    json_of(policy.levels),
                    policy.created_at,
                    policy.updated_at);
}

EscalationPolicyRow read_escalation_policy(Rows& rows) {
  EscalationPolicyRow row;
  auto& policy = row.policy;
  std::string_view json;
  rows.read(policy.tenant,
            policy.id,
            policy.version,
            row.is_current,
            policy.name,
            policy.monitored_service,
            policy.acknowledgement_delay,
            policy.repeat,
            policy.repage_on_severity_rise,
            json,
            policy.created_at,
            policy.updated_at);
  auto levels = levels_from(json);
  if (!levels) rows.misread();
  policy.levels = std::move(levels).value_or(std::vector<domain::Level>{});
  return row;
}

const std::string_view service_columns =
    "tenant, id, name, policy, depends_on, outage, created_at, updated_at";

bool write_service(Statement& insert, const domain::Service& service) {
  return insert.run(service.tenant,
                    service.id,
                    service.name,
                    service.policy,
                    json_of(service.depends_on),
                    service.outage,
                    service.created_at,
                    service.updated_at);
}

domain::Service read_service(Rows& rows) {
  domain::Service service;
  std::string depends_on;
  rows.read(service.tenant,
            service.id,
            service.name,
            service.policy,
            depends_on,
            service.outage,
            service.created_at,
            service.updated_at);
  service.depends_on = service_ids_from(depends_on).value_or(std::vector<domain::ServiceId>{});
  return service;
}

const std::string_view grouping_rule_columns =
    "tenant, id, name, key, window, created_at, updated_at";

bool write_grouping_rule(Statement& insert, const domain::GroupingRule& rule) {
  return insert.run(
      rule.tenant, rule.id, rule.name, rule.key, rule.window, rule.created_at, rule.updated_at);
}

domain::GroupingRule read_grouping_rule(Rows& rows) {
  domain::GroupingRule rule;
  rows.read(
      rule.tenant, rule.id, rule.name, rule.key, rule.window, rule.created_at, rule.updated_at);
  return rule;
}

const std::string_view event_manager_columns =
    "tenant, id, name, description, grouping_rule, service, webhook_url, created_at, updated_at";

bool write_event_manager(Statement& insert, const domain::EventManager& manager) {
  return insert.run(manager.tenant,
                    manager.id,
                    manager.name,
                    manager.description,
                    manager.grouping_rule,
                    manager.service,
                    manager.webhook_url,
                    manager.created_at,
                    manager.updated_at);
}

domain::EventManager read_event_manager(Rows& rows) {
  domain::EventManager manager;
  rows.read(manager.tenant,
            manager.id,
            manager.name,
            manager.description,
            manager.grouping_rule,
            manager.service,
            manager.webhook_url,
            manager.created_at,
            manager.updated_at);
  return manager;
}

const std::string_view client_columns = "tenant, id, name, enabled, created_at, updated_at";

bool write_client(Statement& insert, const domain::Client& client) {
  return insert.run(
      client.tenant, client.id, client.name, client.enabled, client.created_at, client.updated_at);
}

domain::Client read_client(Rows& rows) {
  domain::Client client;
  rows.read(
      client.tenant, client.id, client.name, client.enabled, client.created_at, client.updated_at);
  return client;
}

const std::string_view subscription_columns =
    "id, tenant, client, severity, source, name, enabled, version, endpoints, created_at, "
    "updated_at";

bool write_subscription(Statement& insert, const domain::Subscription& subscription) {
  return insert.run(subscription.id,
                    subscription.tenant,
                    subscription.client,
                    subscription.pattern.severity,
                    subscription.pattern.source,
                    subscription.pattern.name,
                    subscription.enabled,
                    subscription.version,
                    json_of(subscription.endpoints),
                    subscription.created_at,
                    subscription.updated_at);
}

domain::Subscription read_subscription(Rows& rows) {
  domain::Subscription subscription;
  std::string_view endpoints;
  rows.read(subscription.id,
            subscription.tenant,
            subscription.client,
            subscription.pattern.severity,
            subscription.pattern.source,
            subscription.pattern.name,
            subscription.enabled,
            subscription.version,
            endpoints,
            subscription.created_at,
            subscription.updated_at);
  if (auto list = endpoints_from(endpoints)) {
    subscription.endpoints = *std::move(list);
  } else {
    rows.misread();
  }
  return subscription;
}

}  // namespace tocsin::adapters::sqlite
