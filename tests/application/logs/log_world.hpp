#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "application/alerting/raise_alert.hpp"
#include "application/logs/checkpoint_log_windows.hpp"
#include "application/logs/configure_log_rules.hpp"
#include "application/logs/evaluate_log_rules.hpp"
#include "tests/application/alerting/fake_world.hpp"
#include "tests/support/log_builders.hpp"

namespace tocsin::tests {

struct FakeLogWindows : ports::LogWindows {
  using Key = std::pair<domain::TenantId, std::string>;
  struct Row {
    domain::ServiceLog log;
    std::optional<domain::Time> settles_at = domain::Time{};
  };

  domain::ServiceLog* find(const domain::TenantId& tenant, std::string_view service) override {
    const auto found = kept.find(Key{tenant, std::string{service}});
    return found == kept.end() ? nullptr : &found->second.log;
  }
  domain::ServiceLog* find_or_make(const domain::TenantId& tenant,
                                   std::string_view service) override {
    if (auto* const found = find(tenant, service)) return found;
    if (is_full) return nullptr;
    const Key key{tenant, std::string{service}};
    return &kept.emplace(key, Row{domain::ServiceLog{tenant, key.second}}).first->second.log;
  }
  void changed(domain::ServiceLog& log) override { waiting.insert(key_of(log)); }
  void write(domain::ServiceLog& log) override { written.push_back(key_of(log).second); }
  std::size_t write_changed(std::size_t limit) override {
    for (; limit > 0 && !waiting.empty(); --limit)
      written.push_back(waiting.extract(waiting.begin()).value().second);
    return waiting.size();
  }
  std::vector<domain::ServiceLog*> take_due(domain::Time now, std::size_t limit) override {
    std::vector<domain::ServiceLog*> due;
    for (auto& [key, row] : kept) {
      if (due.size() == limit || !row.settles_at || *row.settles_at > now) continue;
      row.settles_at.reset();
      due.push_back(&row.log);
    }
    return due;
  }
  void settle_by(domain::ServiceLog& log, domain::Time at) override {
    auto& settles_at = kept.at(key_of(log)).settles_at;
    settles_at = std::min(settles_at.value_or(at), at);
  }
  void settle_all(const domain::TenantId& tenant) override {
    for (auto& [key, row] : kept) {
      if (key.first == tenant) row.settles_at = domain::Time{};
    }
  }
  void forget(domain::ServiceLog& log) override { kept.erase(key_of(log)); }
  std::optional<domain::Time> next_turn() const override {
    if (!waiting.empty()) return domain::Time{};
    std::optional<domain::Time> next;
    for (const auto& [key, row] : kept) {
      if (row.settles_at) next = std::min(next.value_or(*row.settles_at), *row.settles_at);
    }
    return next;
  }

  static Key key_of(const domain::ServiceLog& log) { return {log.tenant(), log.service()}; }

  std::map<Key, Row> kept;
  std::set<Key> waiting;
  std::vector<std::string> written;  // services, in this order
  bool is_full = false;
};

// Rules over log lines, with all that an alert of theirs sets in motion.
class LogScenario : public ::testing::Test, protected FakeWorld {
 protected:
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

  FakeCatalogue<domain::LogRule> log_rules;
  FakeRegexes patterns;
  FakeLogWindows windows;
  application::RaiseAlert
      raise_alert{services, alerts, repeat_alert, pager, announcer, timeline, ids, metrics};
  application::CompiledLogRules compiled_rules{log_rules, patterns, metrics};
  application::EvaluateLogRules evaluate{work,
                                         compiled_rules,
                                         windows,
                                         raise_alert,
                                         metrics,
                                         clock};
  application::CheckpointLogWindows checkpoint{work,
                                               compiled_rules,
                                               windows,
                                               alerts,
                                               resolve_alert,
                                               clock};
  application::ConfigureLogRules configure{work, log_rules, patterns, windows, clock};
};

}  // namespace tocsin::tests
