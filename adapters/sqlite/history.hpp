#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "adapters/sqlite/database/data_directory.hpp"
#include "ports/alerting/alert_reader.hpp"
#include "ports/alerting/timeline_reader.hpp"
#include "ports/delivery/notification_reader.hpp"
#include "ports/workflows/run_reader.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::adapters::sqlite {

class HistoryConnection;

// Reads closed data, and all timelines, over read-only connections. They do not block the ledger,
// nor does it block them. A read that takes longer than 5 s fails with unavailable, so that the
// ledger's WAL can be reused. For the policy of a closed alert, and the workflow of a run that has
// ended, only id, version and name are known. Thread-safe.
class SqliteHistory : public ports::AlertReader,
                      public ports::NotificationReader,
                      public ports::RunReader,
                      public ports::ScheduledJobReader,
                      public ports::TimelineReader {
 public:
  // The maximum number of rows that a listing scans before it returns where to continue.
  static constexpr std::size_t max_examined = 20'000;

  // Requires that the ledger was opened in that directory before.
  explicit SqliteHistory(const DataDirectory& directory);
  ~SqliteHistory() override;

  Result<std::optional<Shown>> find(const domain::TenantId& tenant, domain::AlertId id) override;
  Result<std::vector<Shown>> find_by_key(const domain::TenantId& tenant,
                                         std::string_view dedup_key) override;
  Result<ports::AlertSlice> list(const ports::AlertFilter& filter,
                                 std::optional<domain::AlertId> before,
                                 std::size_t limit) override;
  Result<ports::NotificationSlice> list(const ports::NotificationFilter& filter,
                                        std::optional<domain::NotificationId> before,
                                        std::size_t limit) override;
  Result<std::optional<domain::Notification>> find_notification(const domain::TenantId& tenant,
                                                                domain::NotificationId id) override;
  Result<std::optional<domain::Run>> find_run(const domain::TenantId& tenant,
                                              domain::RunId id) override;
  Result<ports::RunSlice> list(const ports::RunFilter& filter,
                               std::optional<domain::RunId> before,
                               std::size_t limit) override;
  Result<std::optional<domain::ScheduledJob>> find_job(const domain::TenantId& tenant,
                                                       domain::ScheduledJobId id) override;
  Result<std::vector<domain::TimelineEntry>> read(ports::TimelineMark mark,
                                                  std::size_t limit) override;

 private:
  // Lends a connection to one read; opens another one if all are lent.
  template <typename Read>
  auto with_connection(Read read) -> decltype(read(std::declval<HistoryConnection&>()));
  Result<std::unique_ptr<HistoryConnection>> borrow();
  void give_back(std::unique_ptr<HistoryConnection> connection);

  std::filesystem::path database_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<HistoryConnection>> idle_;
};

}  // namespace tocsin::adapters::sqlite
