#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "adapters/memory/kernel/part.hpp"
#include "domain/paging/timer.hpp"
#include "ports/paging/timers.hpp"

namespace tocsin::adapters::memory {

// The pending timers, ordered by severity and due time. For the writer's thread only.
class TimerQueue : public Part, public ports::Timers {
 public:
  void set(const domain::Timer& timer) override;
  void cancel(domain::AlertId owner) override;
  std::optional<domain::Time> due_of(domain::AlertId owner) override;
  std::vector<domain::Timer> due(domain::Time now, std::size_t limit) override;
  std::optional<domain::Time> next_due() override;

  void load(ports::RowKey key, const domain::Timer& timer);
  std::size_t size() const { return timers_.size(); }

  void keep() override;
  void discard() override;
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  struct Entry {
    domain::Timer timer;
    ports::RowKey key = 0;
  };
  using Queue = std::set<std::pair<domain::Time, domain::AlertId>>;

  Queue& queue_of(const domain::Timer& timer) {
    return queues_[static_cast<std::size_t>(timer.severity.rank())];
  }
  void insert(const domain::Timer& timer, ports::RowKey key);
  void erase(domain::AlertId owner);

  std::map<domain::AlertId, Entry> timers_;
  std::array<Queue, 5> queues_;  // by rank of severity
  std::vector<std::pair<domain::AlertId, std::optional<domain::Timer>>> staged_;  // nothing: cancel
  std::vector<std::pair<ports::RowKey, std::optional<domain::Timer>>> changes_;
  ports::RowKey last_key_ = 0;
};

}  // namespace tocsin::adapters::memory
