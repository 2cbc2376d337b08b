#include "main/wiring/alerting.hpp"

#include <functional>
#include <string>
#include <variant>

#include "adapters/http/alerting/alert_operations.hpp"
#include "adapters/http/alerting/configuration_operations.hpp"
#include "adapters/http/alerting/event_operations.hpp"
#include "adapters/http/paging/configuration_operations.hpp"
#include "adapters/http/paging/outage_operations.hpp"
#include "adapters/writer/readers.hpp"

namespace tocsin {

namespace http = adapters::http;
using adapters::writer::Lane;
using adapters::writer::looked_at;
using adapters::writer::Writer;

namespace {

template <typename Command, typename Outcome, typename UseCase>
ports::Front<Command, Outcome> front(Writer& writer,
                                     Lane lane,
                                     const std::string& name,
                                     UseCase& use_case) {
  return writer.front<Command, Outcome>(lane, name, std::ref(use_case));
}

template <typename Entity, typename UseCase>
http::ConfigurationFronts<Entity> configuration(Writer& writer,
                                                const std::string& name,
                                                UseCase& use_case,
                                                ports::Catalogue<Entity>& entries) {
  using Save = application::Save<Entity>;
  using Remove = application::Remove<Entity>;
  return {writer.front<Save, application::Configured<Entity>>(
              Lane::urgent,
              "save_" + name,
              [&use_case](const Save& save) { return use_case.save(save.draft, save.existing); }),
          writer.front<Remove, Done>(Lane::urgent,
                                     "remove_" + name,
                                     [&use_case](const Remove& remove) {
                                       return use_case.remove(remove.tenant, remove.id);
                                     }),
          [&](const domain::TenantId& tenant, const typename Entity::Id& id) {
            return looked_at(writer, [&] { return entries.find(tenant, id); });
          },
          [&](const domain::TenantId& tenant) {
            return looked_at(writer, [&] { return entries.list(tenant); });
          }};
}

}  // namespace

void add_command_operations(http::OperationHandlers& handlers,
                            Writer& writer,
                            UseCases& use_cases,
                            application::BrowseAlerts& browse_alerts,
                            http::ReaderPool& readers,
                            const adapters::json::Schemas& schemas) {
  using application::AcknowledgeAlert;
  using application::IngestEvent;
  using application::ReceiveAlert;
  using application::ReceiveHealthyEvent;
  using application::ResolveAlert;

  const auto take = [&use_cases](const http::Incoming& incoming) {
    if (const auto* event = std::get_if<IngestEvent::Command>(&incoming)) {
      return use_cases.ingest_event(*event);
    }
    return use_cases.receive_announcement(
        std::get<application::ReceiveAnnouncement::Command>(incoming));
  };
  http::add_event_operations(
      handlers,
      {writer.front<http::Incoming, domain::EventAnswer>(Lane::ordinary, "ingest_event", take),
       writer.batch_front<http::Incoming, domain::EventAnswer>(
           Lane::ordinary, "ingest_event", take)},
      schemas);
  http::add_outage_operations(
      handlers,
      {front<ReceiveAlert::Command, ReceiveAlert::Answer>(
           writer, Lane::ordinary, "receive_alert", use_cases.receive_alert),
       front<ReceiveHealthyEvent::Command, domain::Service>(
           writer, Lane::urgent, "receive_healthy_event", use_cases.receive_healthy_event)});
  http::add_alert_operations(
      handlers,
      {front<AcknowledgeAlert::Command, domain::AcknowledgeOutcome>(
           writer, Lane::urgent, "acknowledge_alert", use_cases.acknowledge_alert),
       front<ResolveAlert::Command, domain::ResolveOutcome>(
           writer, Lane::urgent, "resolve_alert", use_cases.resolve_alert)},
      browse_alerts,
      readers);
}

void add_configuration_operations(http::OperationHandlers& handlers,
                                  Writer& writer,
                                  UseCases& use_cases,
                                  adapters::memory::Store& store,
                                  http::ConfigurationTools tools) {
  http::add_service_operations(handlers,
                               configuration<domain::Service>(
                                   writer, "service", use_cases.configure_services, store.services),
                               tools);
  http::add_escalation_policy_operations(
      handlers,
      configuration<domain::EscalationPolicy>(
          writer, "escalation_policy", use_cases.configure_escalation_policies, store.policies),
      tools);
  http::add_event_manager_operations(
      handlers,
      configuration<domain::EventManager>(
          writer, "event_manager", use_cases.configure_event_managers, store.managers),
      tools);
  http::add_grouping_rule_operations(
      handlers,
      configuration<domain::GroupingRule>(
          writer, "grouping_rule", use_cases.configure_grouping_rules, store.grouping_rules),
      tools);
}

}  // namespace tocsin
