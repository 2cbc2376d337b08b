#pragma once

#include <variant>

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/body_reader.hpp"
#include "application/alerting/take_event.hpp"
#include "domain/alerting/event_answer.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

struct EventFronts {
  ports::FrontOf<application::TakeEvent> take;
  ports::BatchFrontOf<application::TakeEvent> take_many;
};

// POST /v1/events and /v1/events/batch. `schemas` must outlive the handlers.
void add_event_operations(OperationHandlers& handlers,
                          EventFronts fronts,
                          const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
