#pragma once

#include <array>
#include <cstddef>
#include <functional>

#include "adapters/http/api/api.hpp"
#include "application/logs/evaluate_log_rules.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/front.hpp"
#include "ports/kernel/id_generator.hpp"

namespace tocsin::adapters::http {

// Numbers of received lines: accepted ones by level, and rejected ones.
struct LineCount {
  std::array<std::size_t, 6> by_level{};
  std::size_t refused = 0;
};

struct LogFronts {
  using Command = application::EvaluateLogRules::Command;
  using Answer = application::EvaluateLogRules::Outcome;

  ports::Front<Command, Answer> take;
  ports::BatchFront<Command, Answer> take_many;
  // Receives the numbers of each request. Called from any thread.
  std::function<void(const LineCount&)> counted;
};

// POST /v1/logs and /v1/logs/batch. `ids` generates the trace ids of lines that come without one;
// it is called from any thread. `clock` and `ids` must outlive the handlers.
void add_log_operations(OperationHandlers& handlers,
                        LogFronts fronts,
                        const ports::Clock& clock,
                        ports::IdGenerator& ids);

}  // namespace tocsin::adapters::http
