#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database/statement.hpp"
#include "domain/alerting/timeline_entry.hpp"
#include "ports/alerting/alert_reader.hpp"
#include "ports/delivery/notification_reader.hpp"
#include "ports/workflows/run_reader.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::adapters::sqlite {

// A read-only connection and its statements. For one thread at a time.
class HistoryConnection {
 public:
  static Result<std::unique_ptr<HistoryConnection>> open(const std::filesystem::path& database);

  explicit HistoryConnection(std::unique_ptr<Connection> connection);

  // Sets the deadline of the reads that follow.
  void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }

  Result<std::optional<ports::AlertReader::Shown>> find(const domain::TenantId& tenant,
                                                        domain::AlertId id);
  Result<std::vector<ports::AlertReader::Shown>> find_by_key(const domain::TenantId& tenant,
                                                             std::string_view dedup_key);
  Result<ports::AlertSlice> list(const ports::AlertFilter& filter,
                                 std::optional<domain::AlertId> before,
                                 std::size_t limit);
  Result<ports::NotificationSlice> list(const ports::NotificationFilter& filter,
                                        std::optional<domain::NotificationId> before,
                                        std::size_t limit);
  Result<std::optional<domain::Notification>> find_notification(const domain::TenantId& tenant,
                                                                domain::NotificationId id);
  Result<std::optional<domain::Run>> find_run(const domain::TenantId& tenant, domain::RunId id);
  Result<ports::RunSlice> list(const ports::RunFilter& filter,
                               std::optional<domain::RunId> before,
                               std::size_t limit);
  Result<std::optional<domain::ScheduledJob>> find_job(const domain::TenantId& tenant,
                                                       domain::ScheduledJobId id);
  Result<std::vector<domain::TimelineEntry>> timeline(ports::TimelineMark mark, std::size_t limit);

 private:
  static int is_late(void* self);
  Rows notifications_before(const ports::NotificationFilter& filter,
                            const domain::NotificationId& end);
  Rows runs_before(const ports::RunFilter& filter, const domain::RunId& end);

  std::unique_ptr<Connection> connection_;
  std::chrono::steady_clock::time_point deadline_;
  Statement find_alert_;
  Statement alerts_by_key_;
  Statement alerts_of_tenant_;
  Statement alerts_of_parent_;
  Statement notifications_of_tenant_;
  Statement notifications_of_alert_;
  Statement notifications_of_client_;
  Statement failed_notifications_;
  Statement find_notification_;
  Statement timeline_entry_;
  Statement find_run_;
  Statement runs_of_tenant_;
  Statement runs_of_workflow_;
  Statement runs_of_subject_;
  Statement runs_of_status_;
  Statement find_job_;
};

}  // namespace tocsin::adapters::sqlite
