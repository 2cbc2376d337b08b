#include "adapters/http/alerting/alert_operations.hpp"
#include "adapters/http/alerting/configuration_operations.hpp"
#include "adapters/http/alerting/event_operations.hpp"
#include "main/wiring/configuration.hpp"
#include "main/wiring/wiring.hpp"

namespace tocsin {

using adapters::writer::Lane;
namespace http = adapters::http;

void wire_alerting(const Wiring& wiring) {
  auto& [engine, handlers, readers, schemas, metrics] = wiring;
  auto& writer = engine.writer;
  auto& alerting = engine.use_cases.alerting;
  const http::ConfigurationTools tools{readers, engine.ports.ids};
  http::add_event_operations(handlers,
                             {writer.front(Lane::ordinary, alerting.take_event),
                              writer.batch_front(Lane::ordinary, alerting.take_event)},
                             schemas);
  http::add_alert_operations(handlers,
                             {writer.front(Lane::urgent, alerting.acknowledge_alert),
                              writer.front(Lane::urgent, alerting.resolve_alert)},
                             engine.browse_alerts,
                             readers);
  http::add_event_manager_operations(
      handlers,
      configuration<domain::EventManager>(engine,
                                          alerting.save_event_manager,
                                          alerting.remove_event_manager,
                                          engine.store.managers),
      tools);
  http::add_grouping_rule_operations(
      handlers,
      configuration<domain::GroupingRule>(engine,
                                          alerting.save_grouping_rule,
                                          alerting.remove_grouping_rule,
                                          engine.store.grouping_rules),
      tools);
}

}  // namespace tocsin
