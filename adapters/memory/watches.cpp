#include "adapters/memory/watches.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <boost/container_hash/hash.hpp>

namespace tocsin::adapters::memory {

using domain::SubjectKey;
using domain::Time;
using domain::WatchedSubject;
using ports::SubjectName;

std::size_t Watches::HashOf::operator()(const SubjectKey& key) const {
  const std::hash<std::string_view> hash;
  std::size_t seed = hash(key.subject);
  boost::hash_combine(seed, hash(key.signal_type));
  boost::hash_combine(seed, hash(key.tenant));
  return seed;
}

std::optional<WatchedSubject> Watches::find(const SubjectKey& key) {
  const auto staged = std::find_if(staged_.rbegin(), staged_.rend(), [&](const Change& change) {
    return change.subject.key() == key;
  });
  if (staged != staged_.rend()) {
    return staged->is_forgotten ? std::nullopt : std::optional{staged->subject};
  }
  const Row* row = by_key_.find(key);
  return row ? std::optional{row->subject} : std::nullopt;
}

void Watches::save(WatchedSubject subject) { staged_.push_back({std::move(subject), false}); }

void Watches::forget(const SubjectKey& key) {
  WatchedSubject subject;
  subject.tenant.value = key.tenant;
  subject.signal_type = key.signal_type;
  subject.subject = key.subject;
  staged_.push_back({std::move(subject), true});
}

std::vector<SubjectName> Watches::due(Time now, std::size_t limit) {
  std::vector<SubjectName> names;
  for (const Row* row : by_due_) {
    if (row->due > now || names.size() == limit) break;
    names.push_back({row->subject.tenant, row->subject.signal_type, row->subject.subject});
  }
  return names;
}

std::optional<Time> Watches::next_due() {
  const bool is_none = by_due_.empty() || (*by_due_.begin())->due == domain::Watch::never;
  return is_none ? std::nullopt : std::optional{(*by_due_.begin())->due};
}

void Watches::load(ports::RowKey key, WatchedSubject subject) {
  add(std::move(subject), key);
  last_key_ = std::max(last_key_, key);
}

void Watches::keep() {
  for (auto& change : staged_)
    keep_one(std::move(change));
  staged_.clear();
}

void Watches::keep_one(Change change) {
  Row* row = by_key_.find(change.subject.key());
  if (change.is_forgotten) {
    if (!row) return;
    by_due_.erase(row);
    by_key_.remove(*row);
    row->is_forgotten = true;
  } else if (row) {
    const auto due = change.subject.look_again_at();
    row->subject = std::move(change.subject);
    if (due != row->due) {
      auto place = by_due_.extract(row);
      row->due = due;
      by_due_.insert(std::move(place));
    }
  } else {
    row = &add(std::move(change.subject), ++last_key_);
  }
  mark_dirty(*row);
}

Watches::Row& Watches::add(WatchedSubject subject, ports::RowKey key) {
  if (free_.empty()) free_.push_back(&rows_.emplace_back());
  Row& row = *free_.back();
  free_.pop_back();
  row.due = subject.look_again_at();
  row.subject = std::move(subject);
  row.key = key;
  by_key_.put(row);
  by_due_.insert(&row);
  return row;
}

void Watches::mark_dirty(Row& row) {
  if (!row.is_dirty) dirty_.push_back(&row);
  row.is_dirty = true;
}

void Watches::flush(ports::Ledger& ledger) {
  for (Row* row : dirty_) {
    row->is_dirty = false;
    if (row->is_forgotten) {
      ledger.remove_watch(row->key);
      *row = Row{};
      free_.push_back(row);
    } else {
      ledger.put_watch(row->key, row->subject);
    }
  }
  dirty_.clear();
}

void Watches::clear() { *this = Watches{}; }

}  // namespace tocsin::adapters::memory
