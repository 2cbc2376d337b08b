#include "adapters/memory/paging/timer_queue.hpp"

#include <algorithm>

namespace tocsin::adapters::memory {

using domain::AlertId;
using domain::Time;
using domain::Timer;

void TimerQueue::set(const Timer& timer) { staged_.emplace_back(timer.owner, timer); }

void TimerQueue::cancel(AlertId owner) { staged_.emplace_back(owner, std::nullopt); }

std::optional<Time> TimerQueue::due_of(AlertId owner) {
  const auto staged = std::find_if(
      staged_.rbegin(), staged_.rend(), [&](const auto& change) { return change.first == owner; });
  if (staged != staged_.rend()) {
    return staged->second ? std::optional{staged->second->due} : std::nullopt;
  }
  const auto found = timers_.find(owner);
  return found == timers_.end() ? std::nullopt : std::optional{found->second.timer.due};
}

std::vector<Timer> TimerQueue::due(Time now, std::size_t limit) {
  std::vector<Timer> result;
  for (auto queue = queues_.rbegin(); queue != queues_.rend(); ++queue) {
    for (const auto& [due, owner] : *queue) {
      if (due > now || result.size() == limit) break;
      result.push_back(timers_.at(owner).timer);
    }
  }
  return result;
}

std::optional<Time> TimerQueue::next_due() {
  std::optional<Time> next;
  for (const auto& queue : queues_) {
    if (queue.empty()) continue;
    const auto first = queue.begin()->first;
    next = next ? std::min(*next, first) : first;
  }
  return next;
}

void TimerQueue::load(ports::RowKey key, const Timer& timer) {
  insert(timer, key);
  last_key_ = std::max(last_key_, key);
}

void TimerQueue::keep() {
  for (const auto& [owner, timer] : staged_) {
    const auto before = timers_.find(owner);
    if (before == timers_.end() && !timer) continue;
    const auto key = before == timers_.end() ? ++last_key_ : before->second.key;
    erase(owner);
    if (timer) insert(*timer, key);
    changes_.emplace_back(key, timer);
  }
  staged_.clear();
}

void TimerQueue::discard() { staged_.clear(); }

void TimerQueue::flush(ports::Ledger& ledger) {
  for (const auto& [key, timer] : changes_) {
    if (timer) {
      ledger.put_timer(key, *timer);
    } else {
      ledger.remove_timer(key);
    }
  }
  changes_.clear();
}

void TimerQueue::clear() {
  timers_.clear();
  for (auto& queue : queues_)
    queue.clear();
  staged_.clear();
  changes_.clear();
}

void TimerQueue::insert(const Timer& timer, ports::RowKey key) {
  timers_.insert_or_assign(timer.owner, Entry{timer, key});
  queue_of(timer).emplace(timer.due, timer.owner);
}

void TimerQueue::erase(AlertId owner) {
  const auto found = timers_.find(owner);
  if (found == timers_.end()) return;
  queue_of(found->second.timer).erase({found->second.timer.due, owner});
  timers_.erase(found);
}

}  // namespace tocsin::adapters::memory
