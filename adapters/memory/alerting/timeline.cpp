#include "adapters/memory/alerting/timeline.hpp"

#include <iterator>
#include <utility>

namespace tocsin::adapters::memory {

void Timeline::add(domain::TimelineEntry entry) { staged_.push_back(std::move(entry)); }

void Timeline::keep() {
  std::move(staged_.begin(), staged_.end(), std::back_inserter(kept_));
  staged_.clear();
}

void Timeline::flush(ports::Ledger& ledger) {
  for (const auto& entry : kept_) {
    const auto mark = ++last_;
    if (ports::TimelineMark* newest = alerts_.timeline_of(entry.alert)) {
      ledger.add_timeline_entry(mark, std::exchange(*newest, mark), entry);
    } else {
      ledger.add_archived_timeline_entry(mark, entry);
    }
  }
  kept_.clear();
}

void Timeline::clear() {
  staged_.clear();
  kept_.clear();
  last_ = 0;
}

}  // namespace tocsin::adapters::memory
