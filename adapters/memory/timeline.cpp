#include "adapters/memory/timeline.hpp"

#include <iterator>
#include <utility>

namespace tocsin::adapters::memory {

Timeline::Timeline(OpenAlerts& alerts, ports::AlertReader& archive)
    : alerts_(alerts), archive_(archive) {}

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
      ledger.add_timeline_entry(mark, mark_of_archived(entry), entry);
      archived_[entry.alert] = mark;
    }
  }
  for (const auto& [alert, mark] : archived_)
    ledger.mark_archived_alert(alert, mark);
  kept_.clear();
  archived_.clear();
}

void Timeline::clear() {
  staged_.clear();
  kept_.clear();
  archived_.clear();
  last_ = 0;
}

ports::TimelineMark Timeline::mark_of_archived(const domain::TimelineEntry& entry) {
  const auto moved = archived_.find(entry.alert);
  if (moved != archived_.end()) return moved->second;
  const auto shown = archive_.find(entry.tenant, entry.alert);
  return shown && *shown ? (*shown)->timeline : 0;
}

}  // namespace tocsin::adapters::memory
