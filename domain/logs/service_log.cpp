#include "domain/logs/service_log.hpp"

#include <algorithm>
#include <utility>

#include "domain/alerting/event.hpp"

namespace tocsin::domain {
namespace {

// Calls `look` for every window of the rule.
template <typename Log, typename Look>
void each_window(Log& log, Look look) {
  look(log.window);
  if (!log.groups) return;
  for (auto& [group, window] : *log.groups)
    look(window);
}

std::size_t bytes_of(const RuleLog& log) {
  std::size_t bytes = 0;
  each_window(log, [&](const LogWindow& window) { bytes += window.bytes(); });
  return bytes;
}

}  // namespace

void ServiceLog::follow(const std::shared_ptr<const CompiledLogRuleList>& compiled_rules) {
  if (compiled_rules == compiled_rules_) return;

  std::vector<RuleLog> followed;
  for (const auto& compiled : *compiled_rules) {
    if (compiled->looks_at(service_)) followed.push_back(started(*compiled));
  }
  for (auto& log : rules_)
    end_alerts(log, "its rule no longer covers the service");
  rules_ = std::move(followed);
  compiled_rules_ = compiled_rules;
}

// Starts the log of a rule, with earlier counts as far as they are usable.
RuleLog ServiceLog::started(const CompiledLogRule& compiled) {
  RuleLog fresh{compiled.rule().id, compiled.shape(), {}, {}, &compiled, 0};
  auto* const before = find(compiled.rule().id);
  if (before == nullptr) return fresh;
  if (before->shape != compiled.shape()) {
    end_alerts(*before, "its rule has changed");
    return fresh;
  }
  each_window(*before, [&](LogWindow& window) {
    const auto& raised = window.raised();
    if (raised && raised->severity != compiled.rule().severity) {
      end_alert(window, "the severity of its rule has changed");
    }
  });
  fresh.window = std::move(before->window);
  fresh.groups = std::move(before->groups);
  fresh.bytes = bytes_of(fresh);
  before->window = {};
  before->groups.reset();
  return fresh;
}

// Finds the log of a rule. Logs are in the order of their rules, as compiled rules are.
RuleLog* ServiceLog::find(const LogRuleId& rule) {
  const auto found = std::lower_bound(
      rules_.begin(), rules_.end(), rule, [](const RuleLog& log, const LogRuleId& id) {
        return log.rule < id;
      });
  return found == rules_.end() || found->rule != rule ? nullptr : &*found;
}

void ServiceLog::end_alerts(RuleLog& log, const std::string& why) {
  each_window(log, [&](LogWindow& window) { end_alert(window, why); });
}

void ServiceLog::end_alert(LogWindow& window, const std::string& why) {
  const auto& raised = window.raised();
  if (!raised) return;
  if (raised->alert) ended_.push_back({*raised->alert, why});
  window.reset({});
}

LogCount ServiceLog::count(const LogEntry& line, Time now, std::vector<LogAlarm>& alarms) {
  heard_at_ = now;
  const auto at = believed(line.occurred_at, now);
  LogCount count;
  for (auto& log : rules_) {
    const auto& compiled = *log.compiled;
    if (!compiled.admits(line)) continue;

    auto group = compiled.group_of(line);
    auto& window = window_for(log, group, count);
    const bool has_room = log.bytes < max_bytes;
    log.bytes -= window.bytes();
    auto verdict = window.add(compiled, line, at, now, has_room);
    log.bytes += window.bytes();
    switch (verdict.outcome) {
      case LogOutcome::late: count.late = true; break;
      case LogOutcome::without_room: count.without_room = true; break;
      case LogOutcome::counted: break;
      case LogOutcome::deduplicated: ++count.deduplicated; break;
      case LogOutcome::crossed:
        alarms.push_back({&compiled, &window, std::move(group), std::move(*verdict.crossing)});
        break;
    }
  }
  return count;
}

LogWindow& ServiceLog::window_for(RuleLog& log, RuleLog::Group& group, LogCount& count) {
  if (group.empty()) return log.window;
  if (!log.groups) log.groups.emplace();
  auto& groups = *log.groups;
  const auto found = groups.find(group);
  if (found != groups.end()) return found->second;
  if (groups.size() < max_groups) return groups[group];
  ++count.without_group;
  group.clear();
  return log.window;
}

bool ServiceLog::has_counted(std::uint64_t batch, Time now) const {
  return std::any_of(receipts_.begin(), receipts_.end(), [&](const BatchReceipt& receipt) {
    return receipt.batch == batch && now - receipt.counted_at < receipts_kept_for;
  });
}

void ServiceLog::add_receipt(const BatchReceipt& receipt) {
  if (receipts_.size() == max_receipts) receipts_.erase(receipts_.begin());
  receipts_.push_back(receipt);
}

bool ServiceLog::settle(Time now) {
  settled_at_ = now;
  bool changed = std::erase_if(receipts_, [now](const BatchReceipt& receipt) {
                   return now - receipt.counted_at >= receipts_kept_for;
                 }) > 0;
  for (auto& log : rules_)
    changed |= settle(log, now);
  return std::erase_if(ended_, [this](const EndedLogAlert& ended) { return is_raised(ended); }) >
             0 ||
         changed;
}

// Whether the alert is raised: the threshold of a changed rule may be exceeded again, and then its
// alert lives on.
bool ServiceLog::is_raised(const EndedLogAlert& ended) const {
  bool is_raised = false;
  for (const auto& log : rules_) {
    each_window(log, [&](const LogWindow& window) {
      is_raised |= window.raised() && window.raised()->alert == ended.alert;
    });
  }
  return is_raised;
}

bool ServiceLog::settle(RuleLog& log, Time now) {
  bool changed = false;
  each_window(log, [&](LogWindow& window) {
    const auto panes = window.panes().size();
    window.forget_old(*log.compiled, now);
    const auto quiet_at = window.quiet_at(*log.compiled);
    const bool is_quiet = quiet_at && *quiet_at <= now;
    if (is_quiet) end_alert(window, "its rule was quiet");
    changed |= is_quiet || window.panes().size() != panes;
  });
  if (log.groups) {
    std::erase_if(*log.groups, [](const auto& entry) { return entry.second.is_idle(); });
    if (log.groups->empty()) log.groups.reset();
  }
  log.bytes = bytes_of(log);
  return changed;
}

std::optional<Time> ServiceLog::settles_at(Time now) const {
  std::optional<Time> earliest;
  const auto consider = [&](std::optional<Time> at) {
    if (at && (!earliest || *at < *earliest)) earliest = at;
  };
  for (const auto& log : rules_)
    each_window(log, [&](const LogWindow& window) { consider(window.changes_at(*log.compiled)); });
  if (!receipts_.empty()) consider(receipts_.front().counted_at + receipts_kept_for);
  const bool may_go_on = !rules_.empty() && now - heard_at_ < kept_for;
  if (!earliest && may_go_on) return heard_at_ + kept_for;
  return earliest;
}

bool ServiceLog::is_idle() const {
  bool is_idle = ended_.empty() && receipts_.empty();
  for (const auto& log : rules_)
    each_window(log, [&](const LogWindow& window) { is_idle &= window.is_idle(); });
  return is_idle;
}

}  // namespace tocsin::domain
