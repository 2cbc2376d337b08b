#include "adapters/http/paging/configuration_operations.hpp"
#include "adapters/http/paging/outage_operations.hpp"
#include "main/wiring/configuration.hpp"
#include "main/wiring/wiring.hpp"

namespace tocsin {

using adapters::writer::Lane;
namespace http = adapters::http;

void wire_paging(const Wiring& wiring) {
  auto& [engine, handlers, readers, schemas, metrics] = wiring;
  auto& paging = engine.use_cases.paging;
  auto& alerting = engine.use_cases.alerting;
  const http::ConfigurationTools tools{readers, engine.ports.ids};
  http::add_service_operations(
      handlers,
      configuration<domain::Service>(
          engine, paging.save_service, paging.remove_service, engine.store.services),
      tools);
  http::add_escalation_policy_operations(
      handlers,
      configuration<domain::EscalationPolicy>(engine,
                                              paging.save_escalation_policy,
                                              paging.remove_escalation_policy,
                                              engine.store.policies),
      tools);
  http::add_outage_operations(handlers,
                              {engine.writer.front(Lane::ordinary, alerting.receive_alert),
                               engine.writer.front(Lane::urgent, alerting.receive_healthy_event)});
}

}  // namespace tocsin
