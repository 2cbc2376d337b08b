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

// A part of a window: what came between index × length and (index + 1) × length since 1970.
struct LogPane {
  std::int64_t index = 0;
  LogTally tally;

  bool operator==(const LogPane&) const = default;
};

// A window that has become more than its rule allows.
struct LogCrossing {
  Time start;
  Time end;
  LogTally measured;

  bool operator==(const LogCrossing&) const = default;
};

// The alert that a crossing has raised.
struct RaisedLogAlert {
  std::optional<AlertId> alert;
  Severity severity;
  Time raised_until;   // end of the window that raised it: windows that begin earlier do not again
  Time crossed_until;  // end of the latest window that was crossed

  bool operator==(const RaisedLogAlert&) const = default;
};

// What became of a line in a window; the later ones outweigh the earlier ones.
enum class LogOutcome {
  late,          // its window had ended too long ago
  without_room,  // nor was it counted, for more than what is there already would be kept
  counted,       // and all is well
  deduplicated,  // more than the rule allows, which has been told for this window
  crossed,       // more than the rule allows, and nobody knows yet
};

struct LogVerdict {
  LogOutcome outcome = LogOutcome::counted;
  OptionalBox<LogCrossing> crossing;  // when crossed
};

// What the lines of one rule, service and group have added up to. Windows that tumble are one pane
// each, aligned to the epoch; one that slides covers as many of the last panes as its rule says.
// Only panes that a line may still come for are kept, and only those with lines. A million of these
// may be held.
class LogWindow {
 public:
  LogWindow() = default;
  // As panes() and raised() have told it.
  LogWindow(std::vector<LogPane> panes, OptionalBox<RaisedLogAlert> raised);

  // Counts a line that the rule admits in the windows that were open at its time, and looks at
  // those alone. What is said to be of the future is of now. Without room, only what needs none is
  // counted: no line in a new pane, and no time.
  LogVerdict add(const CompiledLogRule& compiled,
                 const LogEntry& line,
                 Time at,
                 Time now,
                 bool has_room = true);

  // The crossing is known now. Returns what had been raised before, for reset().
  OptionalBox<RaisedLogAlert> raise(const LogCrossing& crossing,
                                    std::optional<AlertId> alert,
                                    Severity severity);
  void reset(OptionalBox<RaisedLogAlert> raised) { raised_ = std::move(raised); }

  const OptionalBox<RaisedLogAlert>& raised() const { return raised_; }
  const std::vector<LogPane>& panes() const { return panes_; }

  // What its panes take in memory.
  std::size_t bytes() const;

  // When the raised alert is over, unless the rule is crossed again; nothing when none is raised.
  std::optional<Time> quiet_at(const CompiledLogRule& compiled) const;

  // Drops the panes that no line can come for any more.
  void forget_old(const CompiledLogRule& compiled, Time now);

  // Is there nothing left that is worth keeping?
  bool is_idle() const { return panes_.empty() && !raised_; }

  // When it will be quiet or idle, if nothing more comes; nothing when it is idle.
  std::optional<Time> changes_at(const CompiledLogRule& compiled) const;

  bool operator==(const LogWindow& other) const {
    return panes_ == other.panes_ && raised_ == other.raised_;
  }

 private:
  // Of all panes that a window which slides covers, when `last` is its last one.
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
  LogVerdict verdict(const CompiledLogRule& compiled, std::int64_t last, const LogTally& window);

  std::vector<LogPane> panes_;  // the oldest first
  OptionalBox<RaisedLogAlert> raised_;
  OptionalBox<Sum> sum_;         // of a window that slides, once it was needed
  std::size_t times_bytes_ = 0;  // beside the panes themselves
};

}  // namespace tocsin::domain
