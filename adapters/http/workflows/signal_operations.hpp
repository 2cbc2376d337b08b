#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "application/workflows/receive_signal.hpp"
#include "domain/workflows/signal.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

struct SignalFronts {
  ports::FrontOf<application::ReceiveSignal> take;
  ports::BatchFrontOf<application::ReceiveSignal> take_many;
};

// POST /v1/signals, of one signal or of many. `schemas` must outlive the handlers.
void add_signal_operations(OperationHandlers& handlers,
                           SignalFronts fronts,
                           const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
