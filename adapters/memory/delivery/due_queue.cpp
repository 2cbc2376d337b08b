#include "adapters/memory/delivery/due_queue.hpp"

#include <queue>
#include <vector>

namespace tocsin::adapters::memory {

using domain::DeliveryRef;
using domain::Time;

void DueQueue::add(std::string_view server, Time at, DeliveryRef delivery) {
  auto line = lines_.find(server);
  if (line == lines_.end()) {
    line = lines_.emplace(server, std::set<Entry>{}).first;
  } else {
    heads_.erase(*line->second.begin());
  }
  if (line->second.emplace(at, delivery).second) ++size_;
  heads_.emplace(*line->second.begin(), line);
}

void DueQueue::remove(std::string_view server, Time at, DeliveryRef delivery) {
  const auto line = lines_.find(server);
  if (line == lines_.end()) return;

  heads_.erase(*line->second.begin());
  size_ -= line->second.erase({at, delivery});
  if (line->second.empty()) {
    lines_.erase(line);
  } else {
    heads_.emplace(*line->second.begin(), line);
  }
}

// Offers deliveries. A server's queue joins when its first delivery is the next to be offered, and
// leaves when one is rejected.
void DueQueue::offer(Time now, std::size_t limit, const ports::Outbox::Take& take) const {
  struct Place {
    std::set<Entry>::const_iterator next;
    Lines::const_iterator line;
  };
  const auto is_later = [](const Place& a, const Place& b) { return *b.next < *a.next; };
  std::priority_queue<Place, std::vector<Place>, decltype(is_later)> places{is_later};
  auto head = heads_.begin();
  while (limit > 0) {
    if (head != heads_.end() && (places.empty() || head->first < *places.top().next)) {
      places.push({head->second->second.begin(), head->second});
      ++head;
    }
    if (places.empty()) return;
    auto place = places.top();
    places.pop();
    if (place.next->first > now) return;
    if (!take(place.next->second, place.line->first)) continue;
    --limit;
    if (++place.next != place.line->second.end()) places.push(place);
  }
}

std::optional<Time> DueQueue::next(const ports::Outbox::HasRoom& has_room) const {
  for (const auto& [first, line] : heads_) {
    if (has_room(line->first)) return first.first;
  }
  return std::nullopt;
}

void DueQueue::clear() {
  heads_.clear();
  lines_.clear();
  size_ = 0;
}

}  // namespace tocsin::adapters::memory
