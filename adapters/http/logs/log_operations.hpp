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

// Lines that came in: those that were taken, by level, and those that were refused.
struct LineCount {
  std::array<std::size_t, 6> by_level{};
  std::size_t refused = 0;
};

struct LogFronts {
  using Command = application::EvaluateLogRules::Command;
  using Answer = application::EvaluateLogRules::Outcome;

  ports::Front<Command, Answer> take;
  ports::BatchFront<Command, Answer> take_many;
  // Told what each request came to; called from any thread.
  std::function<void(const LineCount&)> counted;
};

// POST /v1/logs and /v1/logs/batch. `clock` and `ids`, which makes trace ids for lines that come
// without one and is called from any thread, must outlive the handlers.
void add_log_operations(OperationHandlers& handlers,
                        LogFronts fronts,
                        const ports::Clock& clock,
                        ports::IdGenerator& ids);

}  // namespace tocsin::adapters::http
