#include "adapters/http/delivery/channel_operations.hpp"
#include "adapters/http/delivery/notification_operations.hpp"
#include "main/wiring/channel_status.hpp"
#include "main/wiring/wiring.hpp"

namespace tocsin {

using adapters::writer::Lane;
namespace http = adapters::http;

void wire_delivery(const Wiring& wiring) {
  auto& [engine, handlers, readers, schemas, metrics] = wiring;
  auto& retry = engine.use_cases.delivery.retry_notification;
  http::add_notification_operations(handlers,
                                    {engine.browse_notifications,
                                     engine.writer.front(Lane::urgent, retry),
                                     engine.writer.batch_front(Lane::ordinary, retry)},
                                    readers);
  http::add_channel_operations(
      handlers, [&engine = engine] { return look_at_channels(engine); }, readers);
}

}  // namespace tocsin
