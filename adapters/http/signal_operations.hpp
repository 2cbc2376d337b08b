#pragma once

#include "adapters/http/api.hpp"
#include "adapters/json/schemas.hpp"
#include "application/receive_signal.hpp"
#include "domain/signal.hpp"
#include "ports/front.hpp"

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
