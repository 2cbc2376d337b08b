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

// Shows what is closed, and the timeline of everything, over connections that only read. None of
// them is held up by the ledger, nor holds it up. A read that takes longer than 5 s is given up as
// unavailable, so that the ledger's log can be reused. Of the policy that a closed alert escalated
// by, and of the workflow of a run that has ended, only its id, version and name are known.
// Callable from any thread.
class SqliteHistory : public ports::AlertReader,
                      public ports::NotificationReader,
                      public ports::RunReader,
                      public ports::ScheduledJobReader,
                      public ports::TimelineReader {
 public:
  // A listing that finds little looks at so many rows before it says where to go on.
  static constexpr std::size_t max_examined = 20'000;

  // After the ledger has been opened in that directory.
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
  // Lends a connection to one read; opens another when all are lent.
  template <typename Read>
  auto with_connection(Read read) -> decltype(read(std::declval<HistoryConnection&>()));
  Result<std::unique_ptr<HistoryConnection>> borrow();
  void give_back(std::unique_ptr<HistoryConnection> connection);

  std::filesystem::path database_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<HistoryConnection>> idle_;
};

}  // namespace tocsin::adapters::sqlite
