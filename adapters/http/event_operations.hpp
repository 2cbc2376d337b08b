#pragma once

#include <variant>

#include "adapters/http/api.hpp"
#include "adapters/http/body_reader.hpp"
#include "application/ingest_event.hpp"
#include "application/receive_announcement.hpp"
#include "domain/event_answer.hpp"
#include "ports/front.hpp"

namespace tocsin::adapters::http {

// What may come in as an event.
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
