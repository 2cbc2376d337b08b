#include "adapters/http/subscriptions/client_operations.hpp"
#include "adapters/http/subscriptions/endpoint_operations.hpp"
#include "adapters/http/subscriptions/subscription_operations.hpp"
#include "main/wiring/configuration.hpp"
#include "main/wiring/wiring.hpp"

namespace tocsin {

using adapters::writer::Lane;
namespace http = adapters::http;

void wire_subscriptions(const Wiring& wiring) {
  auto& [engine, handlers, readers, schemas, metrics] = wiring;
  auto& writer = engine.writer;
  auto& use_cases = engine.use_cases.subscriptions;
  http::add_client_operations(
      handlers,
      {configuration<domain::Client>(
           engine, use_cases.save_client, use_cases.remove_client, engine.store.clients),
       writer.front(Lane::urgent, use_cases.set_client_enabled)},
      readers);
  http::add_subscription_operations(handlers,
                                    {writer.front(Lane::urgent, use_cases.add_subscription),
                                     writer.batch_front(Lane::ordinary, use_cases.add_subscription),
                                     writer.front(Lane::urgent, use_cases.change_subscription),
                                     writer.front(Lane::urgent, use_cases.remove_subscription),
                                     engine.subscriptions},
                                    readers,
                                    schemas);
  http::add_endpoint_operations(handlers,
                                {writer.front(Lane::urgent, use_cases.add_endpoint),
                                 writer.front(Lane::urgent, use_cases.change_endpoint),
                                 writer.front(Lane::urgent, use_cases.remove_endpoint),
                                 engine.subscriptions},
                                readers);
}

}  // namespace tocsin
