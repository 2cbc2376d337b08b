#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "ports/paging/timers.hpp"

namespace tocsin::tests {

// Timers in a map, one for each alert.
struct FakeTimers : ports::Timers {
  void set(const domain::Timer& timer) override { kept.insert_or_assign(timer.owner, timer); }
  void cancel(domain::AlertId owner) override { kept.erase(owner); }

  std::optional<domain::Time> due_of(domain::AlertId owner) override {
    const auto found = kept.find(owner);
    return found == kept.end() ? std::nullopt : std::optional{found->second.due};
  }

  std::vector<domain::Timer> due(domain::Time now, std::size_t limit) override {
    std::vector<domain::Timer> timers;
    for (const auto& [owner, timer] : kept) {
      if (timer.due <= now) timers.push_back(timer);
    }
    std::stable_sort(timers.begin(), timers.end(), [](const auto& a, const auto& b) {
      return std::pair{-a.severity.rank(), a.due} < std::pair{-b.severity.rank(), b.due};
    });
    timers.resize(std::min(timers.size(), limit));
    return timers;
  }

  std::optional<domain::Time> next_due() override {
    std::optional<domain::Time> next;
    for (const auto& [owner, timer] : kept) {
      next = std::min(next.value_or(timer.due), timer.due);
    }
    return next;
  }

  std::map<domain::AlertId, domain::Timer> kept;
};

}  // namespace tocsin::tests
