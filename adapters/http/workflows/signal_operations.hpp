#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "application/workflows/receive_signal.hpp"
#include "domain/workflows/signal.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

struct SignalFronts {
  using Command = application::ReceiveSignal::Command;

  ports::Front<Command, domain::SignalAnswer> take;
  ports::BatchFront<Command, domain::SignalAnswer> take_many;
};

// POST /v1/signals, of one signal or of many. `schemas` must outlive the handlers.
void add_signal_operations(OperationHandlers& handlers,
                           SignalFronts fronts,
                           const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
