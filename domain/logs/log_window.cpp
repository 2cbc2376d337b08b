#include "domain/logs/log_window.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tocsin::domain {
namespace {

Time start_of(const LogWatch& watch, std::int64_t pane) { return Time{watch.pane_length() * pane}; }

std::int64_t pane_of(const LogWatch& watch, Time at) {
  return at.time_since_epoch() / watch.pane_length();
}

std::int64_t panes_of(const LogWatch& watch) { return static_cast<std::int64_t>(watch.panes()); }

// When the last window that the pane is part of has ended and its lines are too late.
Time closes_at(const LogWatch& watch, std::int64_t pane) {
  return start_of(watch, pane) + watch.window() + watch.rule().grace;
}

// May a line that has been counted in the pane be what crosses one of its windows?
bool may_cross(const LogWatch& watch, const LogPane& pane, const LogEntry& line) {
  return pane.tally.count <= watch.rule().min_samples || watch.may_cross(line);
}

bool is_before(const LogPane& pane, std::int64_t index) { return pane.index < index; }

}  // namespace

LogWindow::LogWindow(std::vector<LogPane> panes, Rare<RaisedLogAlert> raised)
    : panes_(std::move(panes)), raised_(std::move(raised)) {
  for (const auto& pane : panes_)
    times_bytes_ += pane.tally.bytes();
}

LogVerdict LogWindow::add(const LogWatch& watch,
                          const LogEntry& line,
                          Time at,
                          Time now,
                          bool has_room) {
  const auto pane = pane_of(watch, std::min(at, now));
  if (now > closes_at(watch, pane)) return {LogOutcome::late, {}};
  if (!has_room) {
    forget_old(watch, now);
    if (!fits(watch, line, pane)) return {LogOutcome::without_room, {}};
  }

  auto& tally = tally_of(watch, pane, now);
  const bool slides = watch.panes() > 1;
  if (slides) slide(watch);
  const auto before = tally.bytes();
  tally.add(line, watch.needs_times());
  times_bytes_ += tally.bytes() - before;
  if (!slides) return verdict(watch, pane, tally);
  if (pane > sum_->last - panes_of(watch)) sum_->tally.add(line, watch.needs_times());
  return judge(watch, pane, line);
}

bool LogWindow::fits(const LogWatch& watch, const LogEntry& line, std::int64_t pane) const {
  const bool measures = watch.needs_times() && line.response_time;
  return !measures && find(pane) != nullptr;
}

std::size_t LogWindow::bytes() const {
  const auto of_sum = sum_ ? sizeof(Sum) + sum_->tally.bytes() : 0;
  return panes_.size() * sizeof(LogPane) + times_bytes_ + of_sum;
}

// Lines come nearly in order, so the pane is the last one or a new last one, nearly always.
LogTally& LogWindow::tally_of(const LogWatch& watch, std::int64_t pane, Time now) {
  if (!panes_.empty() && panes_.back().index == pane) return panes_.back().tally;

  forget_old(watch, now);
  const auto place = std::lower_bound(panes_.begin(), panes_.end(), pane, is_before);
  if (place != panes_.end() && place->index == pane) return place->tally;
  return panes_.insert(place, {pane, {}})->tally;
}

const LogPane* LogWindow::find(std::int64_t pane) const {
  const auto place = std::lower_bound(panes_.begin(), panes_.end(), pane, is_before);
  return place != panes_.end() && place->index == pane ? &*place : nullptr;
}

// The sum follows the newest pane, before anything is counted there.
void LogWindow::slide(const LogWatch& watch) {
  const auto last = panes_.back().index;
  if (sum_ && sum_->last == last) return;
  if (!sum_) {
    sum_.emplace().last = last;
    for (const auto& pane : panes_) {
      if (pane.index > last - panes_of(watch)) sum_->tally.merge(pane.tally);
    }
    return;
  }
  for (const auto& pane : panes_) {
    const bool was_in = pane.index > sum_->last - panes_of(watch);
    const bool is_in = pane.index > last - panes_of(watch);
    if (was_in && !is_in) sum_->tally.remove(pane.tally);
  }
  sum_->last = last;
}

// In every window that the line is in: the one that ends last, and for a late line those before.
// When the last one is crossed, those before have nothing to add: it raises, or it tells that what
// was raised is later than they are.
LogVerdict LogWindow::judge(const LogWatch& watch, std::int64_t pane, const LogEntry& line) {
  const auto last = sum_->last;
  LogVerdict newest;
  if (pane > last - panes_of(watch)) newest = verdict(watch, last, sum_->tally);
  if (pane == last || newest.outcome != LogOutcome::counted) return newest;
  return judge_earlier(watch, pane, line);
}

// Those that are told of already are left out, and so are all when the line cannot be what crosses
// them: each costs a look at its panes.
LogVerdict LogWindow::judge_earlier(const LogWatch& watch,
                                    std::int64_t pane,
                                    const LogEntry& line) {
  const auto untold = raised_ ? pane_of(watch, raised_->crossed_until) : pane;
  const bool is_told = pane < untold && untold - panes_of(watch) <= pane;
  LogVerdict found{is_told ? LogOutcome::deduplicated : LogOutcome::counted, {}};
  const auto first = std::max(pane, untold);
  const auto end = std::min(sum_->last, pane + panes_of(watch));
  if (first >= end || !may_cross(watch, *find(pane), line)) return found;

  LogTally window;
  for (const auto& each : panes_) {
    if (each.index > first - panes_of(watch) && each.index <= first) window.merge(each.tally);
  }
  for (auto last = first; last < end; ++last) {
    if (last > first) {
      if (const auto* entering = find(last)) window.merge(entering->tally);
      if (const auto* leaving = find(last - panes_of(watch))) window.remove(leaving->tally);
    }
    auto verdict = this->verdict(watch, last, window);
    if (verdict.outcome > found.outcome) found = std::move(verdict);
    if (found.outcome == LogOutcome::crossed) break;
  }
  return found;
}

LogVerdict LogWindow::verdict(const LogWatch& watch, std::int64_t last, const LogTally& window) {
  if (!watch.is_crossed(window)) return {LogOutcome::counted, {}};

  const auto end = start_of(watch, last + 1);
  const auto start = end - watch.window();
  if (!raised_ || start >= raised_->raised_until) {
    return {LogOutcome::crossed, LogCrossing{start, end, window}};
  }
  raised_->crossed_until = std::max(raised_->crossed_until, end);
  return {LogOutcome::deduplicated, {}};
}

Rare<RaisedLogAlert> LogWindow::raise(const LogCrossing& crossing,
                                      std::optional<AlertId> alert,
                                      Severity severity) {
  return std::exchange(raised_, RaisedLogAlert{alert, severity, crossing.end, crossing.end});
}

std::optional<Time> LogWindow::quiet_at(const LogWatch& watch) const {
  if (!raised_) return std::nullopt;
  return raised_->crossed_until + watch.rule().resolve_after * watch.window() + watch.rule().grace;
}

void LogWindow::forget_old(const LogWatch& watch, Time now) {
  const auto kept = std::find_if(panes_.begin(), panes_.end(), [&](const LogPane& pane) {
    return now <= closes_at(watch, pane.index);
  });
  const bool was_summed =
      sum_ && kept != panes_.begin() && std::prev(kept)->index > sum_->last - panes_of(watch);
  if (was_summed) sum_.reset();
  for (auto pane = panes_.begin(); pane != kept; ++pane)
    times_bytes_ -= pane->tally.bytes();
  panes_.erase(panes_.begin(), kept);
}

std::optional<Time> LogWindow::changes_at(const LogWatch& watch) const {
  if (raised_) return quiet_at(watch);
  if (panes_.empty()) return std::nullopt;
  return closes_at(watch, panes_.back().index) + Duration{1};
}

}  // namespace tocsin::domain
