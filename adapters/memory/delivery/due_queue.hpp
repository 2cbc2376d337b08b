#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "domain/delivery/notification.hpp"
#include "ports/delivery/outbox.hpp"

namespace tocsin::adapters::memory {

// The pending deliveries of one channel by the time of their next attempt, with a separate queue
// for each server: skipping a queue costs the same for any length. For one thread.
class DueQueue {
 public:
  void add(std::string_view server, domain::Time at, domain::DeliveryRef delivery);
  // Does nothing if the delivery is not queued.
  void remove(std::string_view server, domain::Time at, domain::DeliveryRef delivery);

  // Offers the due deliveries, see ports::Outbox::offer_due.
  void offer(domain::Time now, std::size_t limit, const ports::Outbox::Take& take) const;
  std::optional<domain::Time> next(const ports::Outbox::HasRoom& has_room) const;

  std::size_t size() const { return size_; }
  void clear();

 private:
  using Entry = std::pair<domain::Time, domain::DeliveryRef>;
  using Lines = std::map<std::string, std::set<Entry>, std::less<>>;

  Lines lines_;                             // none is empty
  std::map<Entry, Lines::iterator> heads_;  // the first entry of each queue
  std::size_t size_ = 0;
};

}  // namespace tocsin::adapters::memory
