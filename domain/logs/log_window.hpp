#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/optional_box.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"
#include "domain/logs/compiled_log_rule.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_tally.hpp"

namespace tocsin::domain {

// A part of a window: the lines between index × length and (index + 1) × length since 1970.
struct LogPane {
  std::int64_t index = 0;
  LogTally tally;

  bool operator==(const LogPane&) const = default;
};

// A window that exceeds the threshold of its rule.
struct LogCrossing {
  Time start;
  Time end;
  LogTally measured;

  bool operator==(const LogCrossing&) const = default;
};

// The alert that a crossing has opened.
struct RaisedLogAlert {
  std::optional<AlertId> alert;
  Severity severity;
  Time raised_until;   // end of the window that opened it: windows that begin earlier do not again
  Time crossed_until;  // end of the latest window that exceeded the threshold

  bool operator==(const RaisedLogAlert&) const = default;
};

// The outcome of a line in a window; later values take precedence over earlier ones.
enum class LogOutcome {
  late,          // not counted: its window had ended too long ago
  without_room,  // not counted: the memory limit is reached
  counted,       // threshold not exceeded
  deduplicated,  // exceeds the threshold, and the window has its alert
  crossed,       // exceeds the threshold, and has no alert yet
};

struct LogVerdict {
  LogOutcome outcome = LogOutcome::counted;
  OptionalBox<LogCrossing> crossing;  // only if crossed
};

// The counts of one rule, service and group. Tumbling windows are one pane each, aligned to the
// epoch; a sliding window covers the latest panes, as many as its rule has. Only panes that may
// still receive a line are stored, and only those with lines. A million windows may be held.
class LogWindow {
 public:
  LogWindow() = default;
  // Restores a window from its panes() and raised().
  LogWindow(std::vector<LogPane> panes, OptionalBox<RaisedLogAlert> raised);

  // Counts a line that the rule admits in the windows that were open at its time, and evaluates
  // only those. A timestamp in the future counts as now. If `has_room` is false, only lines that
  // need no memory are counted: no line in a new pane, and no response time.
  LogVerdict add(const CompiledLogRule& compiled,
                 const LogEntry& line,
                 Time at,
                 Time now,
                 bool has_room = true);

  // Records the alert of the crossing. Returns what had been raised before, for reset().
  OptionalBox<RaisedLogAlert> raise(const LogCrossing& crossing,
                                    std::optional<AlertId> alert,
                                    Severity severity);
  void reset(OptionalBox<RaisedLogAlert> raised) { raised_ = std::move(raised); }

  const OptionalBox<RaisedLogAlert>& raised() const { return raised_; }
  const std::vector<LogPane>& panes() const { return panes_; }

  // Returns the memory that its panes take, in bytes.
  std::size_t bytes() const;

  // Returns when the raised alert ends unless the threshold is exceeded again; nothing if none is
  // raised.
  std::optional<Time> quiet_at(const CompiledLogRule& compiled) const;

  // Drops the panes that cannot receive a line any more.
  void forget_old(const CompiledLogRule& compiled, Time now);

  // Whether there is nothing left to store.
  bool is_idle() const { return panes_.empty() && !raised_; }

  // Returns when it will be quiet or idle without further lines; nothing if it is idle.
  std::optional<Time> changes_at(const CompiledLogRule& compiled) const;

  bool operator==(const LogWindow& other) const {
    return panes_ == other.panes_ && raised_ == other.raised_;
  }

 private:
  // The sum of all panes that a sliding window covers, when `last` is its last one.
  struct Sum {
    std::int64_t last = 0;
    LogTally tally;
  };

  bool fits(const CompiledLogRule& compiled, const LogEntry& line, std::int64_t pane) const;
  LogTally& tally_of(const CompiledLogRule& compiled, std::int64_t pane, Time now);
  const LogPane* find(std::int64_t pane) const;
  void slide(const CompiledLogRule& compiled);
  LogVerdict judge(const CompiledLogRule& compiled, std::int64_t pane, const LogEntry& line);
  LogVerdict judge_earlier(const CompiledLogRule& compiled,
                           std::int64_t pane,
                           const LogEntry& line);
  LogTally tally_until(const CompiledLogRule& compiled, std::int64_t last) const;
  void advance(LogTally& window, const CompiledLogRule& compiled, std::int64_t last) const;
  LogVerdict verdict(const CompiledLogRule& compiled, std::int64_t last, const LogTally& window);

  std::vector<LogPane> panes_;  // oldest first
  OptionalBox<RaisedLogAlert> raised_;
  OptionalBox<Sum> sum_;         // of a sliding window, once needed
  std::size_t times_bytes_ = 0;  // in addition to the panes themselves
};

}  // namespace tocsin::domain
