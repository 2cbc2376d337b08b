#pragma once

#include <algorithm>
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

// The counts of one rule for a service.
struct RuleLog {
  using Group = std::vector<std::string>;

  LogRuleId rule;
  std::uint64_t shape = 0;  // of the rule that counted
  LogWindow window;         // of all lines; if the rule groups, of groups beyond the limit
  OptionalBox<std::map<Group, LogWindow>> groups;
  const CompiledLogRule* compiled = nullptr;  // null until the service log follows its rules
  std::size_t bytes = 0;                      // memory of all its windows

  bool operator==(const RuleLog& other) const {
    return rule == other.rule && shape == other.shape && window == other.window &&
           groups == other.groups;
  }
};

// An alert that Tocsin has ended on its own.
struct EndedLogAlert {
  AlertId alert;
  std::string why;

  bool operator==(const EndedLogAlert&) const = default;
};

// A window that a line has made exceed the threshold. The pointers are valid until the service log
// follows other rules or settles.
struct LogAlarm {
  const CompiledLogRule* compiled = nullptr;
  LogWindow* window = nullptr;
  RuleLog::Group group;
  LogCrossing crossing;
};

// A batch of lines that was counted, and may come again because its sender saw no answer.
struct BatchReceipt {
  std::uint64_t batch = 0;  // hash of the sender's key and of the lines
  Time counted_at;

  bool operator==(const BatchReceipt&) const = default;
};

// The outcome of a line in the windows of all rules.
struct LogCount {
  bool late = false;              // for at least one of them
  std::size_t deduplicated = 0;   // windows that already exceeded the threshold
  std::size_t without_group = 0;  // counted together with other groups beyond the limit
  bool without_room = false;      // not counted by at least one: memory limit reached
};

// The counts of one service of a tenant: the windows of all rules that evaluate it.
class ServiceLog {
 public:
  static constexpr std::size_t max_groups = 1000;  // of one rule
  static constexpr std::size_t max_bytes =
      std::size_t{32} * 1024 * 1024;  // of the windows of one rule
  // A service without lines for this long is forgotten if it has nothing to store; one that no rule
  // evaluates, immediately.
  static constexpr Duration kept_for = std::chrono::minutes{10};
  static constexpr Duration receipts_kept_for = std::chrono::minutes{10};
  static constexpr std::size_t max_receipts = 1000;  // the newest

  ServiceLog(TenantId tenant, std::string service)
      : tenant_(std::move(tenant)), service_(std::move(service)) {}
  // Restores a log from its rules(), ended() and receipts().
  ServiceLog(TenantId tenant,
             std::string service,
             std::vector<RuleLog> rules,
             std::vector<EndedLogAlert> ended,
             std::vector<BatchReceipt> receipts)
      : tenant_(std::move(tenant)),
        service_(std::move(service)),
        rules_(std::move(rules)),
        ended_(std::move(ended)),
        receipts_(std::move(receipts)) {}

  const TenantId& tenant() const { return tenant_; }
  const std::string& service() const { return service_; }

  // Follows these rules from now on. The counts of a rule stay as long as it would count the same;
  // alerts of rules that were removed, or have changed, end. Costs nothing if it already follows
  // them.
  void follow(const std::shared_ptr<const CompiledLogRuleList>& compiled_rules);

  // Counts the line, and appends the alarms that it sets off.
  LogCount count(const LogEntry& line, Time now, std::vector<LogAlarm>& alarms);

  // The receipts are part of the counts: they reach the disk together, or are lost together.
  bool has_counted(std::uint64_t batch, Time now) const;
  void add_receipt(const BatchReceipt& receipt);
  const std::vector<BatchReceipt>& receipts() const { return receipts_; }

  // Ends alerts whose rule was quiet for long enough, and drops panes that cannot receive a line
  // any more and receipts that have expired. Returns true if something has changed.
  bool settle(Time now);

  // The latest time that its counts are as of. Time must not go back behind it: what was dropped
  // as too old then would be expected again.
  Time as_of() const { return std::max(heard_at_, settled_at_); }

  // Returns when it should settle next; nothing if it may be forgotten.
  std::optional<Time> settles_at(Time now) const;

  // The alerts that have ended and are not resolved yet.
  const std::vector<EndedLogAlert>& ended() const { return ended_; }
  void clear_ended() { ended_.clear(); }

  const std::vector<RuleLog>& rules() const { return rules_; }

  // Whether there is nothing to store.
  bool is_idle() const;

  bool operator==(const ServiceLog& other) const {
    return tenant_ == other.tenant_ && service_ == other.service_ && rules_ == other.rules_ &&
           ended_ == other.ended_ && receipts_ == other.receipts_;
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
  std::vector<BatchReceipt> receipts_;  // the oldest first
  std::shared_ptr<const CompiledLogRuleList> compiled_rules_;
  Time heard_at_;
  Time settled_at_;
};

}  // namespace tocsin::domain
