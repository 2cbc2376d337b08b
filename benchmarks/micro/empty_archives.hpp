#pragma once

#include <optional>
#include <vector>

#include "ports/alerting/alert_reader.hpp"
#include "ports/delivery/notification_reader.hpp"
#include "ports/workflows/run_reader.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::benchmarks {

// Histories in which there is nothing: what is measured over them is the working set alone.
struct NoAlerts : ports::AlertReader {
  Result<std::optional<Shown>> find(const domain::TenantId&, domain::AlertId) override {
    return std::optional<Shown>{};
  }
  Result<std::vector<Shown>> find_by_key(const domain::TenantId&, std::string_view) override {
    return std::vector<Shown>{};
  }
  Result<ports::AlertSlice> list(const ports::AlertFilter&,
                                 std::optional<domain::AlertId>,
                                 std::size_t) override {
    return ports::AlertSlice{};
  }
};

struct NoNotifications : ports::NotificationReader {
  Result<std::optional<domain::Notification>> find_notification(const domain::TenantId&,
                                                                domain::NotificationId) override {
    return std::optional<domain::Notification>{};
  }
  Result<ports::NotificationSlice> list(const ports::NotificationFilter&,
                                        std::optional<domain::NotificationId>,
                                        std::size_t) override {
    return ports::NotificationSlice{};
  }
};

struct NoRuns : ports::RunReader {
  Result<std::optional<domain::Run>> find_run(const domain::TenantId&, domain::RunId) override {
    return std::optional<domain::Run>{};
  }
  Result<ports::RunSlice> list(const ports::RunFilter&,
                               std::optional<domain::RunId>,
                               std::size_t) override {
    return ports::RunSlice{};
  }
};

struct NoJobs : ports::ScheduledJobReader {
  Result<std::optional<domain::ScheduledJob>> find_job(const domain::TenantId&,
                                                       domain::ScheduledJobId) override {
    return std::optional<domain::ScheduledJob>{};
  }
};

}  // namespace tocsin::benchmarks
