#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "application/logs/checkpoint_log_windows.hpp"
#include "application/logs/compiled_log_rules.hpp"
#include "application/logs/evaluate_log_rules.hpp"
#include "tests/builders/logs.hpp"
#include "tests/worlds/alerting.hpp"

namespace tocsin::tests {

// Rules over log lines, with all that an alert of theirs sets in motion.
class LogScenario : public ::testing::Test, protected AlertingWorld {
 protected:
  using Answer = application::EvaluateLogRules::Outcome;

  void given(const domain::LogRule& rule) { log_rules.save(rule); }

  // The rules that every tenant begins with.
  void given_the_default_rules() {
    for (auto& rule : domain::default_log_rules(acme))
      log_rules.save(std::move(rule));
  }

  Answer when(std::vector<domain::LogEntry> lines) {
    const auto answer = evaluate.handle({std::move(lines), "gateway"});
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
    return answer ? *answer : Answer{};
  }
  Answer when(std::size_t count, const domain::LogEntry& line) {
    return when(std::vector<domain::LogEntry>(count, line));
  }

  // Every second, as the writer does it.
  void when_time_passes(domain::Duration duration) {
    for (const auto end = clock.now() + duration; clock.now() < end;) {
      clock.advance(std::min<domain::Duration>(std::chrono::seconds{1}, end - clock.now()));
      ASSERT_TRUE(checkpoint.handle({}));
    }
  }

  // Of the rules with an open alert, and how often each was triggered.
  std::map<std::string, int> open_alerts() const {
    std::map<std::string, int> open;
    for (const auto& [id, alert] : alerts.kept) {
      if (alert.is_open()) open[alert.class_name] += static_cast<int>(alert.event_count);
    }
    return open;
  }

  const domain::Alert& newest_alert() const { return alerts.kept.rbegin()->second; }
  std::string why_resolved() const {
    for (auto entry = timeline.kept.rbegin(); entry != timeline.kept.rend(); ++entry) {
      if (entry->what == domain::Change::resolved) return entry->why;
    }
    return {};
  }

  using Open = std::map<std::string, int>;
};

}  // namespace tocsin::tests
