#include "adapters/memory/workflows/watches.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <boost/container_hash/hash.hpp>

namespace tocsin::adapters::memory {

using domain::SubjectKey;
using domain::Time;
using domain::WatchedSubject;
using ports::SubjectName;

namespace {

// Returns an estimate: the overhead of the allocator and the indexes is the same for all.
std::size_t bytes_of(const WatchedSubject& subject) {
  constexpr std::size_t of_each = 300;
  return of_each + subject.signal_type.size() + subject.subject.size() + subject.fields.bytes() +
         subject.watches.size() * sizeof(domain::Watch);
}

}  // namespace

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

bool Watches::has_room(const domain::TenantId& tenant) {
  const auto held = bytes_.find(tenant);
  return held == bytes_.end() || held->second < bytes_most_;
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
  return by_due_.empty() ? std::nullopt : std::optional{(*by_due_.begin())->due};
}

void Watches::look_soon(const domain::TenantId& tenant,
                        const domain::WorkflowId& workflow,
                        Time now) {
  recalls_.push_back({tenant, workflow, now});
}

void Watches::load(ports::RowKey key, WatchedSubject subject, bool is_old) {
  last_key_ = std::max(last_key_, key);
  Row* row = by_key_.find(subject.key());
  if (!subject.was_heard()) {
    if (!row) return;
    take_out(*row);
    give_back(*row);
    return;
  }
  if (row) {
    change(*row, std::move(subject));
  } else {
    row = &add(std::move(subject));
  }
  if (is_old) plan(*row, row->subject.received_at);
  append_to_chain(*row, key);
}

void Watches::keep() {
  for (auto& change : staged_)
    keep_one(std::move(change));
  for (const auto& one : recalls_)
    recall(one);
  discard();
}

void Watches::discard() {
  staged_.clear();
  recalls_.clear();
}

// Reschedules the subjects of a workflow. Scans all subjects, because workflows change rarely.
void Watches::recall(const Recall& recall) {
  std::vector<Row*> later;
  for (Row* row : by_due_) {
    const auto& watches = row->subject.watches;
    const bool is_watched =
        row->subject.tenant == recall.tenant &&
        std::any_of(watches.begin(), watches.end(), [&](const domain::Watch& watch) {
          return watch.follows->id == recall.workflow;
        });
    if (is_watched && row->due > recall.due) later.push_back(row);
  }
  for (Row* row : later)
    plan(*row, recall.due);
}

void Watches::keep_one(Change staged) {
  Row* row = by_key_.find(staged.subject.key());
  if (staged.is_forgotten) {
    if (!row) return;
    take_out(*row);
    row->is_forgotten = true;
  } else if (row) {
    change(*row, std::move(staged.subject));
  } else {
    row = &add(std::move(staged.subject));
  }
  mark_dirty(*row);
}

Watches::Row& Watches::add(WatchedSubject subject) {
  if (free_.empty()) {
    auto& fresh = rows_.emplace_back();
    fresh.place = static_cast<std::uint32_t>(rows_.size());
    free_.push_back(&fresh);
  }
  Row& row = *free_.back();
  free_.pop_back();
  row.due = subject.look_again_at();
  fill(row, std::move(subject));
  by_key_.put(row);
  by_due_.insert(&row);
  return row;
}

void Watches::change(Row& row, WatchedSubject subject) {
  const auto due = subject.look_again_at();
  fill(row, std::move(subject));
  plan(row, due);
}

void Watches::plan(Row& row, Time due) {
  if (due == row.due) return;
  auto place = by_due_.extract(&row);
  row.due = due;
  by_due_.insert(std::move(place));
}

void Watches::fill(Row& row, WatchedSubject subject) {
  row.subject = std::move(subject);
  auto& held = bytes_[row.subject.tenant];
  held -= row.bytes;
  row.bytes = bytes_of(row.subject);
  held += row.bytes;
}

void Watches::take_out(Row& row) {
  bytes_[row.subject.tenant] -= row.bytes;
  by_due_.erase(&row);
  by_key_.remove(row);
}

void Watches::give_back(Row& row) {
  remove_from_chain(row);
  const auto place = row.place;
  row = Row{};
  row.place = place;
  free_.push_back(&row);
}

void Watches::mark_dirty(Row& row) {
  if (!row.is_dirty) dirty_.push_back(&row);
  row.is_dirty = true;
}

void Watches::append_to_chain(Row& row, ports::RowKey key) {
  remove_from_chain(row);
  row.key = key;
  row.older = newest_;
  (newest_ != nullptr ? newest_->newer : oldest_) = &row;
  newest_ = &row;
}

void Watches::remove_from_chain(Row& row) {
  if (row.key == 0) return;
  (row.older != nullptr ? row.older->newer : oldest_) = row.newer;
  (row.newer != nullptr ? row.newer->older : newest_) = row.older;
  row.older = nullptr;
  row.newer = nullptr;
  row.key = 0;
}

void Watches::flush(ports::Ledger& ledger) {
  if (dirty_.empty()) return;
  for (Row* row : dirty_) {
    row->is_dirty = false;
    if (row->is_forgotten) {
      ledger.forget_watch(++last_key_, row->subject.key());
      give_back(*row);
    } else {
      write(*row, ledger);
    }
  }
  tidy(ledger, dirty_.size());
  dirty_.clear();
}

void Watches::write(Row& row, ports::Ledger& ledger) {
  append_to_chain(row, ++last_key_);
  ledger.put_watch(row.key, row.subject);
}

// Rewrites the oldest rows that still count, so that none stays behind permanently, and removes the
// rows before them, which are out of date.
void Watches::tidy(ports::Ledger& ledger, std::size_t written) {
  constexpr std::size_t spare = 1000;
  const auto max_rows = static_cast<ports::RowKey>(2 * size() + spare);
  for (std::size_t again = 0; again < 2 * written; ++again) {
    if (oldest_ == nullptr || last_key_ - oldest_->key < max_rows) break;
    write(*oldest_, ledger);
  }
  const auto first = oldest_ != nullptr ? oldest_->key : last_key_;
  ledger.remove_watches_before(first, 4 * written);
}

void Watches::clear() { *this = Watches{bytes_most_}; }

}  // namespace tocsin::adapters::memory
