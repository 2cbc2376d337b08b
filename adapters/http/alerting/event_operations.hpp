#pragma once

#include <variant>

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/body_reader.hpp"
#include "application/alerting/ingest_event.hpp"
#include "application/subscriptions/receive_announcement.hpp"
#include "domain/alerting/event_answer.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

// The command of an event: that of an event manager, or an announcement.
using Incoming =
    std::variant<application::IngestEvent::Command, application::ReceiveAnnouncement::Command>;

struct EventFronts {
  ports::Front<Incoming, domain::EventAnswer> take;
  ports::BatchFront<Incoming, domain::EventAnswer> take_many;
};

// POST /v1/events and /v1/events/batch. `schemas` must outlive the handlers.
void add_event_operations(OperationHandlers& handlers,
                          EventFronts fronts,
                          const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
