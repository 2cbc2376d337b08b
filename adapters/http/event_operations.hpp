#pragma once

#include "adapters/http/api.hpp"
#include "adapters/http/body_reader.hpp"
#include "application/ingest_event.hpp"
#include "domain/event_answer.hpp"
#include "ports/front.hpp"

namespace tocsin::adapters::http {

struct EventFronts {
  ports::Front<application::IngestEvent::Command, domain::EventAnswer> ingest;
  ports::BatchFront<application::IngestEvent::Command, domain::EventAnswer> ingest_many;
};

// POST /v1/events and /v1/events/batch. `schemas` must outlive the handlers.
void add_event_operations(OperationHandlers& handlers,
                          EventFronts fronts,
                          const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
