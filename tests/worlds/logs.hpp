#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "application/logs/checkpoint_log_windows.hpp"
#include "application/logs/compiled_log_rules.hpp"
#include "application/logs/configure_log_rules.hpp"
#include "application/logs/evaluate_log_rules.hpp"
#include "tests/builders/logs.hpp"
#include "tests/worlds/alerting.hpp"

namespace tocsin::tests {

// The use cases of log lines, over the same ports as the alerts that they raise.
struct LogWiring {
  template <typename Ports>
  LogWiring(Ports& p,
            Wiring& alerting,
            std::size_t services_at_a_time = application::CheckpointLogWindows::services_at_a_time)
      : compiled_rules(p.log_rules, p.regexes, p.metrics),
        evaluate(p.work, compiled_rules, p.log_windows, alerting.raise_alert, p.metrics, p.clock),
        checkpoint(p.work,
                   compiled_rules,
                   p.log_windows,
                   p.alerts,
                   alerting.resolve_alert,
                   p.clock,
                   services_at_a_time),
        configure(p.work, p.log_rules, p.regexes, p.log_windows, p.clock) {}

  application::CompiledLogRules compiled_rules;
  application::EvaluateLogRules evaluate;
  application::CheckpointLogWindows checkpoint;
  application::ConfigureLogRules configure;
};

// Rules over log lines, with all that an alert of theirs sets in motion.
class LogScenario : public ::testing::Test, protected AlertingWorld, protected LogWiring {
 protected:
  LogScenario() : LogWiring{static_cast<FakePorts&>(*this), *this} {}

  using Answer = application::EvaluateLogRules::Answer;

  void given(const domain::LogRule& rule) { log_rules.save(rule); }

  // The rules that every tenant begins with.
  void given_the_default_rules() {
    for (auto& rule : domain::default_log_rules(acme))
      log_rules.save(std::move(rule));
  }

  Answer when(std::vector<domain::LogEntry> lines) {
    const auto answer = evaluate({std::move(lines), "gateway"});
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
      ASSERT_TRUE(checkpoint({}));
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
