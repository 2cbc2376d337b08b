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

// The pending deliveries of one channel by the time of their next attempt, each server's in a line
// of its own: passing over a line costs the same however long it is. For one thread.
class DueQueue {
 public:
  void add(std::string_view server, domain::Time at, domain::DeliveryRef delivery);
  // Nothing happens when it is not there.
  void remove(std::string_view server, domain::Time at, domain::DeliveryRef delivery);

  // As ports::Outbox wants it.
  void offer(domain::Time now, std::size_t limit, const ports::Outbox::Take& take) const;
  std::optional<domain::Time> next(const ports::Outbox::HasRoom& has_room) const;

  std::size_t size() const { return size_; }
  void clear();

 private:
  using Entry = std::pair<domain::Time, domain::DeliveryRef>;
  using Lines = std::map<std::string, std::set<Entry>, std::less<>>;

  Lines lines_;                             // none is empty
  std::map<Entry, Lines::iterator> heads_;  // the first of each line
  std::size_t size_ = 0;
};

}  // namespace tocsin::adapters::memory
