#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "domain/log_entry.hpp"
#include "domain/result.hpp"

namespace tocsin::application {

// Lines of logs come in: they are counted, and what is too much makes an alert.
class EvaluateLogRules {
 public:
  // All of one tenant.
  struct Command {
    std::vector<domain::LogEntry> lines;
    std::string by;
  };

  struct Answer {
    std::size_t counted = 0;
    std::size_t late = 0;  // too late for the window of a rule that looks at them

    bool operator==(const Answer&) const = default;
  };

  Result<Answer> operator()(const Command& command);
};

}  // namespace tocsin::application
