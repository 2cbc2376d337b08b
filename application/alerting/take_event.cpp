#include "application/alerting/take_event.hpp"

namespace tocsin::application {

Result<TakeEvent::Outcome> TakeEvent::handle(const Command& command) {
  if (const auto* event = std::get_if<IngestEvent::Command>(&command)) {
    return ingest_event_.handle(*event);
  }
  return receive_announcement_.handle(*std::get_if<ReceiveAnnouncement::Command>(&command));
}

}  // namespace tocsin::application
