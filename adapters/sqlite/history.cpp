#include "adapters/sqlite/history.hpp"

#include <chrono>
#include <utility>

#include "adapters/sqlite/history_connection.hpp"

namespace tocsin::adapters::sqlite {
namespace {

constexpr std::chrono::seconds max_read{5};

}  // namespace

SqliteHistory::SqliteHistory(const DataDirectory& directory) : database_(directory.database()) {}

SqliteHistory::~SqliteHistory() = default;

Result<std::unique_ptr<HistoryConnection>> SqliteHistory::borrow() {
  {
    const std::lock_guard lock{mutex_};
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return HistoryConnection::open(database_);
}

void SqliteHistory::give_back(std::unique_ptr<HistoryConnection> connection) {
  const std::lock_guard lock{mutex_};
  idle_.push_back(std::move(connection));
}

template <typename Read>
auto SqliteHistory::with_connection(Read read)
    -> decltype(read(std::declval<HistoryConnection&>())) {
  auto borrowed = borrow();
  if (!borrowed) return Failure{borrowed.error()};

  auto& connection = **borrowed;
  connection.set_deadline(std::chrono::steady_clock::now() + max_read);
  auto found = read(connection);
  give_back(*std::move(borrowed));
  return found;
}

Result<std::optional<ports::AlertReader::Shown>> SqliteHistory::find(const domain::TenantId& tenant,
                                                                     domain::AlertId id) {
  return with_connection([&](auto& connection) { return connection.find(tenant, id); });
}

Result<std::vector<ports::AlertReader::Shown>> SqliteHistory::find_by_key(
    const domain::TenantId& tenant,
    std::string_view dedup_key) {
  return with_connection(
      [&](auto& connection) { return connection.find_by_key(tenant, dedup_key); });
}

Result<ports::AlertSlice> SqliteHistory::list(const ports::AlertFilter& filter,
                                              std::optional<domain::AlertId> before,
                                              std::size_t limit) {
  return with_connection([&](auto& connection) { return connection.list(filter, before, limit); });
}

Result<ports::NotificationSlice> SqliteHistory::list(const ports::NotificationFilter& filter,
                                                     std::optional<domain::NotificationId> before,
                                                     std::size_t limit) {
  return with_connection([&](auto& connection) { return connection.list(filter, before, limit); });
}

Result<std::optional<domain::Notification>> SqliteHistory::find_notification(
    const domain::TenantId& tenant,
    domain::NotificationId id) {
  return with_connection(
      [&](auto& connection) { return connection.find_notification(tenant, id); });
}

Result<std::optional<domain::Run>> SqliteHistory::find_run(const domain::TenantId& tenant,
                                                           domain::RunId id) {
  return with_connection([&](auto& connection) { return connection.find_run(tenant, id); });
}

Result<ports::RunSlice> SqliteHistory::list(const ports::RunFilter& filter,
                                            std::optional<domain::RunId> before,
                                            std::size_t limit) {
  return with_connection([&](auto& connection) { return connection.list(filter, before, limit); });
}

Result<std::optional<domain::ScheduledJob>> SqliteHistory::find_job(const domain::TenantId& tenant,
                                                                    domain::ScheduledJobId id) {
  return with_connection([&](auto& connection) { return connection.find_job(tenant, id); });
}

Result<std::vector<domain::TimelineEntry>> SqliteHistory::read(ports::TimelineMark mark,
                                                               std::size_t limit) {
  return with_connection([&](auto& connection) { return connection.timeline(mark, limit); });
}

}  // namespace tocsin::adapters::sqlite
