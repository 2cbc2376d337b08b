#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/alerting/alert.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/optional_box.hpp"
#include "domain/kernel/time.hpp"
#include "domain/logs/compiled_log_rule.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_window.hpp"

namespace tocsin::domain {

// What one rule has counted of a service.
struct RuleLog {
  using Group = std::vector<std::string>;

  LogRuleId rule;
  std::uint64_t shape = 0;  // of the rule that has counted
  LogWindow window;         // of all lines; or, when the rule groups, of groups without a room
  OptionalBox<std::map<Group, LogWindow>> groups;
  const CompiledLogRule* compiled = nullptr;  // null until the service log follows its rules
  std::size_t bytes = 0;                      // that all its windows take

  bool operator==(const RuleLog& other) const {
    return rule == other.rule && shape == other.shape && window == other.window &&
           groups == other.groups;
  }
};

// An alert that is over although nobody has said so.
struct EndedLogAlert {
  AlertId alert;
  std::string why;

  bool operator==(const EndedLogAlert&) const = default;
};

// A window that a line has made more than its rule allows. The pointers are valid until the service
// log follows other rules or settles.
struct LogAlarm {
  const CompiledLogRule* compiled = nullptr;
  LogWindow* window = nullptr;
  RuleLog::Group group;
  LogCrossing crossing;
};

// What became of a line in the windows of all rules.
struct LogCount {
  bool late = false;              // for one of them at least
  std::size_t deduplicated = 0;   // windows that were crossed already
  std::size_t without_group = 0;  // counted with the others that found no room
  bool without_room = false;      // not counted by one of them at least, which keeps too much
};

// What the lines of one service of a tenant have added up to: the windows of all rules that look at
// it.
class ServiceLog {
 public:
  static constexpr std::size_t max_groups = 1000;             // of one rule
  static constexpr std::size_t max_bytes = 32 * 1024 * 1024;  // of the windows of one rule
  // A service of which nothing was heard for so long is forgotten, if nothing is to be kept of it;
  // one that no rule looks at, at once.
  static constexpr Duration kept_for = std::chrono::minutes{10};

  ServiceLog(TenantId tenant, std::string service)
      : tenant_(std::move(tenant)), service_(std::move(service)) {}
  // As rules() and ended() have told it.
  ServiceLog(TenantId tenant,
             std::string service,
             std::vector<RuleLog> rules,
             std::vector<EndedLogAlert> ended)
      : tenant_(std::move(tenant)),
        service_(std::move(service)),
        rules_(std::move(rules)),
        ended_(std::move(ended)) {}

  const TenantId& tenant() const { return tenant_; }
  const std::string& service() const { return service_; }

  // From now on it is these rules. What a rule has counted stays as long as it would count the
  // same; alerts of rules that are gone, or are not what they were, have ended. Costs nothing when
  // it follows them already.
  void follow(const std::shared_ptr<const CompiledLogRuleList>& compiled_rules);

  // Counts the line, and adds what it has set off.
  LogCount count(const LogEntry& line, Time now, std::vector<LogAlarm>& alarms);

  // Alerts whose rule was quiet for long enough have ended, and what no line can come for any more
  // is forgotten. True when something has changed.
  bool settle(Time now);

  // When it should settle the next time; nothing when it may be forgotten.
  std::optional<Time> settles_at(Time now) const;

  // What has ended and is not resolved yet.
  const std::vector<EndedLogAlert>& ended() const { return ended_; }
  void clear_ended() { ended_.clear(); }

  const std::vector<RuleLog>& rules() const { return rules_; }

  // Is there nothing to be kept?
  bool is_idle() const;

  bool operator==(const ServiceLog& other) const {
    return tenant_ == other.tenant_ && service_ == other.service_ && rules_ == other.rules_ &&
           ended_ == other.ended_;
  }

 private:
  RuleLog* find(const LogRuleId& rule);
  RuleLog started(const CompiledLogRule& compiled);
  void end_alerts(RuleLog& log, const std::string& why);
  void end_alert(LogWindow& window, const std::string& why);
  LogWindow& window_for(RuleLog& log, RuleLog::Group& group, LogCount& count);
  bool settle(RuleLog& log, Time now);
  bool is_raised(const EndedLogAlert& ended) const;

  TenantId tenant_;
  std::string service_;
  std::vector<RuleLog> rules_;
  std::vector<EndedLogAlert> ended_;
  std::shared_ptr<const CompiledLogRuleList> compiled_rules_;
  Time heard_at_;
};

}  // namespace tocsin::domain
