#include "domain/logs/log_window.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tocsin::domain {
namespace {

Time start_of(const CompiledLogRule& compiled, std::int64_t pane) {
  return Time{compiled.pane_length() * pane};
}

std::int64_t pane_of(const CompiledLogRule& compiled, Time at) {
  return at.time_since_epoch() / compiled.pane_length();
}

std::int64_t panes_of(const CompiledLogRule& compiled) {
  return static_cast<std::int64_t>(compiled.panes());
}

// Returns when the last window of the pane has ended and lines for it are too late.
Time closes_at(const CompiledLogRule& compiled, std::int64_t pane) {
  return start_of(compiled, pane) + compiled.window() + compiled.rule().grace;
}

// Whether a line that was counted in the pane may make one of its windows exceed the threshold.
bool may_cross(const CompiledLogRule& compiled, const LogPane& pane, const LogEntry& line) {
  return pane.tally.count <= compiled.rule().min_samples || compiled.may_cross(line);
}

bool is_before(const LogPane& pane, std::int64_t index) { return pane.index < index; }

}  // namespace

LogWindow::LogWindow(std::vector<LogPane> panes, OptionalBox<RaisedLogAlert> raised)
    : panes_(std::move(panes)), raised_(std::move(raised)) {
  for (const auto& pane : panes_)
    times_bytes_ += pane.tally.bytes();
}

LogVerdict LogWindow::add(const CompiledLogRule& compiled,
                          const LogEntry& line,
                          Time at,
                          Time now,
                          bool has_room) {
  const auto pane = pane_of(compiled, std::min(at, now));
  if (now > closes_at(compiled, pane)) return {LogOutcome::late, {}};
  if (!has_room) {
    forget_old(compiled, now);
    if (!fits(compiled, line, pane)) return {LogOutcome::without_room, {}};
  }

  auto& tally = tally_of(compiled, pane, now);
  const bool slides = compiled.panes() > 1;
  if (slides) slide(compiled);
  const auto before = tally.bytes();
  tally.add(line, compiled.needs_times());
  times_bytes_ += tally.bytes() - before;
  if (!slides) return verdict(compiled, pane, tally);
  if (pane > sum_->last - panes_of(compiled)) sum_->tally.add(line, compiled.needs_times());
  return judge(compiled, pane, line);
}

bool LogWindow::fits(const CompiledLogRule& compiled,
                     const LogEntry& line,
                     std::int64_t pane) const {
  const bool measures = compiled.needs_times() && line.response_time;
  return !measures && find(pane) != nullptr;
}

std::size_t LogWindow::bytes() const {
  const auto of_sum = sum_ ? sizeof(Sum) + sum_->tally.bytes() : 0;
  return panes_.size() * sizeof(LogPane) + times_bytes_ + of_sum;
}

// Lines come nearly in order, so the pane is the last one or a new last one, nearly always.
LogTally& LogWindow::tally_of(const CompiledLogRule& compiled, std::int64_t pane, Time now) {
  if (!panes_.empty() && panes_.back().index == pane) return panes_.back().tally;

  forget_old(compiled, now);
  const auto place = std::lower_bound(panes_.begin(), panes_.end(), pane, is_before);
  if (place != panes_.end() && place->index == pane) return place->tally;
  return panes_.insert(place, {pane, {}})->tally;
}

const LogPane* LogWindow::find(std::int64_t pane) const {
  const auto place = std::lower_bound(panes_.begin(), panes_.end(), pane, is_before);
  return place != panes_.end() && place->index == pane ? &*place : nullptr;
}

// The sum follows the newest pane, before anything is counted there.
void LogWindow::slide(const CompiledLogRule& compiled) {
  const auto last = panes_.back().index;
  if (sum_ && sum_->last == last) return;
  if (!sum_) {
    sum_.emplace().last = last;
    for (const auto& pane : panes_) {
      if (pane.index > last - panes_of(compiled)) sum_->tally.merge(pane.tally);
    }
    return;
  }
  for (const auto& pane : panes_) {
    const bool was_in = pane.index > sum_->last - panes_of(compiled);
    const bool is_in = pane.index > last - panes_of(compiled);
    if (was_in && !is_in) sum_->tally.remove(pane.tally);
  }
  sum_->last = last;
}

// Evaluates every window of the line: the one that ends last, and for a late line also the earlier
// ones. If the last window exceeds the threshold, the earlier ones add nothing: it opens the alert,
// or shows that the alert is later than they are.
LogVerdict LogWindow::judge(const CompiledLogRule& compiled,
                            std::int64_t pane,
                            const LogEntry& line) {
  const auto last = sum_->last;
  LogVerdict newest;
  if (pane > last - panes_of(compiled)) newest = verdict(compiled, last, sum_->tally);
  if (pane == last || newest.outcome != LogOutcome::counted) return newest;
  return judge_earlier(compiled, pane, line);
}

// Skips windows that already have their alert, and all of them if the line cannot make them exceed
// the threshold: each costs a scan of its panes.
LogVerdict LogWindow::judge_earlier(const CompiledLogRule& compiled,
                                    std::int64_t pane,
                                    const LogEntry& line) {
  const auto untold = raised_ ? pane_of(compiled, raised_->crossed_until) : pane;
  const bool is_told = pane < untold && untold - panes_of(compiled) <= pane;
  LogVerdict found{is_told ? LogOutcome::deduplicated : LogOutcome::counted, {}};
  const auto first = std::max(pane, untold);
  const auto end = std::min(sum_->last, pane + panes_of(compiled));
  if (first >= end || !may_cross(compiled, *find(pane), line)) return found;

  auto window = tally_until(compiled, first);
  for (auto last = first; last < end; ++last) {
    if (last > first) advance(window, compiled, last);
    auto verdict = this->verdict(compiled, last, window);
    if (verdict.outcome > found.outcome) found = std::move(verdict);
    if (found.outcome == LogOutcome::crossed) break;
  }
  return found;
}

// The tally of the window whose last pane is given.
LogTally LogWindow::tally_until(const CompiledLogRule& compiled, std::int64_t last) const {
  LogTally window;
  for (const auto& pane : panes_) {
    if (pane.index > last - panes_of(compiled) && pane.index <= last) window.merge(pane.tally);
  }
  return window;
}

// Moves the window by one pane, to end with the pane that is given.
void LogWindow::advance(LogTally& window,
                        const CompiledLogRule& compiled,
                        std::int64_t last) const {
  if (const auto* entering = find(last)) window.merge(entering->tally);
  if (const auto* leaving = find(last - panes_of(compiled))) window.remove(leaving->tally);
}

LogVerdict LogWindow::verdict(const CompiledLogRule& compiled,
                              std::int64_t last,
                              const LogTally& window) {
  if (!compiled.is_crossed(window)) return {LogOutcome::counted, {}};

  const auto end = start_of(compiled, last + 1);
  const auto start = end - compiled.window();
  if (!raised_ || start >= raised_->raised_until) {
    return {LogOutcome::crossed, LogCrossing{start, end, window}};
  }
  raised_->crossed_until = std::max(raised_->crossed_until, end);
  return {LogOutcome::deduplicated, {}};
}

OptionalBox<RaisedLogAlert> LogWindow::raise(const LogCrossing& crossing,
                                             std::optional<AlertId> alert,
                                             Severity severity) {
  return std::exchange(raised_, RaisedLogAlert{alert, severity, crossing.end, crossing.end});
}

std::optional<Time> LogWindow::quiet_at(const CompiledLogRule& compiled) const {
  if (!raised_) return std::nullopt;
  return raised_->crossed_until + compiled.rule().resolve_after * compiled.window() +
         compiled.rule().grace;
}

void LogWindow::forget_old(const CompiledLogRule& compiled, Time now) {
  const auto kept = std::find_if(panes_.begin(), panes_.end(), [&](const LogPane& pane) {
    return now <= closes_at(compiled, pane.index);
  });
  const bool was_summed =
      sum_ && kept != panes_.begin() && std::prev(kept)->index > sum_->last - panes_of(compiled);
  if (was_summed) sum_.reset();
  for (auto pane = panes_.begin(); pane != kept; ++pane)
    times_bytes_ -= pane->tally.bytes();
  panes_.erase(panes_.begin(), kept);
}

std::optional<Time> LogWindow::changes_at(const CompiledLogRule& compiled) const {
  if (raised_) return quiet_at(compiled);
  if (panes_.empty()) return std::nullopt;
  return closes_at(compiled, panes_.back().index) + Duration{1};
}

}  // namespace tocsin::domain
