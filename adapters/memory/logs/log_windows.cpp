#include "adapters/memory/logs/log_windows.hpp"

#include <algorithm>
#include <cassert>

#include <boost/container_hash/hash.hpp>

namespace tocsin::adapters::memory {

using domain::ServiceLog;
using domain::Time;

std::size_t LogWindows::Hash::operator()(const Key& key) const {
  std::size_t hash = std::hash<std::string_view>{}(key.service);
  boost::hash_combine(hash, std::hash<std::string_view>{}(key.tenant));
  return hash;
}

LogWindows::Key LogWindows::key_of(const ServiceLog& log) {
  return {log.tenant().value, log.service()};
}

ServiceLog* LogWindows::find(const domain::TenantId& tenant, std::string_view service) {
  const auto found = rows_.find(Key{tenant.value, service});
  return found == rows_.end() ? nullptr : &found->second->log;
}

ServiceLog* LogWindows::find_or_make(const domain::TenantId& tenant, std::string_view service) {
  if (auto* const found = find(tenant, service)) return found;
  if (rows_.size() >= limit_ || services_[tenant] >= tenant_limit_) return nullptr;
  return &add(ServiceLog{tenant, std::string{service}}).log;
}

LogWindows::Row& LogWindows::add(ServiceLog log) {
  auto made = std::make_unique<Row>(std::move(log), ++last_made_);
  auto& row = *made;
  rows_.insert_or_assign(key_of(row.log), std::move(made));
  ++services_[row.log.tenant()];
  settle_by(row, Time{});
  return row;
}

LogWindows::Row& LogWindows::row_of(const ServiceLog& log) {
  const auto found = rows_.find(key_of(log));
  assert(found != rows_.end());
  return *found->second;
}

void LogWindows::changed(ServiceLog& log) {
  auto& row = row_of(log);
  if (row.waits) return;
  row.waits = true;
  waiting_.push_back(&row);
}

void LogWindows::write(ServiceLog& log) {
  auto& row = row_of(log);
  if (row.is_written) return;
  row.is_written = true;
  written_.push_back(&row);
}

std::size_t LogWindows::write_changed(std::size_t limit) {
  for (; limit > 0 && !waiting_.empty(); --limit) {
    auto& row = *waiting_.front();
    waiting_.pop_front();
    row.waits = false;
    write(row.log);
  }
  return waiting_.size();
}

std::vector<ServiceLog*> LogWindows::take_due(Time now, std::size_t limit) {
  std::vector<ServiceLog*> taken;
  while (taken.size() < limit && !due_.empty() && due_.begin()->first <= now) {
    auto& row = *due_.begin()->second;
    due_.erase(due_.begin());
    row.settles_at.reset();
    taken.push_back(&row.log);
  }
  return taken;
}

void LogWindows::settle_by(ServiceLog& log, Time at) { settle_by(row_of(log), at); }

void LogWindows::settle_by(Row& row, Time at) {
  if (row.settles_at && *row.settles_at <= at) return;
  if (row.settles_at) due_.erase({*row.settles_at, &row});
  row.settles_at = at;
  due_.emplace(at, &row);
}

void LogWindows::settle_all(const domain::TenantId& tenant) {
  for (auto& [key, row] : rows_) {
    if (key.tenant == tenant.value) settle_by(*row, Time{});
  }
}

// Removes the log. If a line arrives before the batch ends, a new log is created, which is written
// after this one was removed.
void LogWindows::forget(ServiceLog& log) {
  const auto found = rows_.find(key_of(log));
  assert(found != rows_.end());
  auto row = std::move(found->second);
  rows_.erase(found);
  if (--services_[row->log.tenant()] == 0) services_.erase(row->log.tenant());
  if (row->settles_at) due_.erase({*row->settles_at, row.get()});
  if (row->waits) std::erase(waiting_, row.get());
  if (row->is_written) std::erase(written_, row.get());
  forgotten_.push_back(std::move(row));
}

std::optional<Time> LogWindows::next_turn() const {
  if (!waiting_.empty()) return Time{};
  if (due_.empty()) return std::nullopt;
  return due_.begin()->first;
}

void LogWindows::load(ServiceLog log) { add(std::move(log)); }

void LogWindows::flush(ports::Ledger& ledger) {
  for (const auto& row : forgotten_)
    ledger.remove_service_log(row->log);
  forgotten_.clear();
  for (auto* const row : written_) {
    row->is_written = false;
    ledger.put_service_log(row->log);
  }
  written_.clear();
}

void LogWindows::clear() {
  rows_.clear();
  services_.clear();
  waiting_.clear();
  written_.clear();
  forgotten_.clear();
  due_.clear();
}

}  // namespace tocsin::adapters::memory
