#include "domain/logs/log_condition.hpp"
#include "tests/fuzz/targets.hpp"

namespace tocsin::fuzz {

using domain::LogCondition;
using domain::LogEntry;

namespace {

LogEntry line() {
  LogEntry line;
  line.service = "api";
  line.level = domain::LogLevel::error;
  line.message = "it failed";
  line.status_code = 500;
  line.response_time = domain::Duration{250};
  line.fields = {{"region", "eu"}, {"n", "7"}};
  return line;
}

}  // namespace

// What is a condition has an answer for every line and window.
void condition(std::string_view input) {
  const auto condition = LogCondition::parse(input);
  if (!condition) return require(!condition.error().message.empty(), "a refusal says why");

  domain::LogTally tally;
  for (const auto& one : {LogEntry{}, line()}) {
    const bool admitted = condition->admits(one, 3);
    (void)condition->is_met(tally, 3);
    tally.add(one, true);
    (void)condition->is_met(tally, 3);

    if (condition->filter_text().empty()) require(admitted, "without a filter every line counts");
  }
}

}  // namespace tocsin::fuzz
