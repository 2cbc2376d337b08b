#pragma once

#include <string_view>
#include <variant>

#include "application/alerting/ingest_event.hpp"
#include "application/subscriptions/receive_announcement.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Accepts an event as senders send it: one for an event manager, or the announcement of an external
// alert.
class TakeEvent {
 public:
  using Command = std::variant<IngestEvent::Command, ReceiveAnnouncement::Command>;
  using Outcome = domain::EventAnswer;

  static constexpr std::string_view name = IngestEvent::name;  // in the journal, of both

  TakeEvent(IngestEvent& ingest_event, ReceiveAnnouncement& receive_announcement)
      : ingest_event_(ingest_event), receive_announcement_(receive_announcement) {}

  Result<Outcome> handle(const Command& command);

 private:
  IngestEvent& ingest_event_;
  ReceiveAnnouncement& receive_announcement_;
};

}  // namespace tocsin::application
