#pragma once

#include <future>
#include <memory>
#include <utility>

#include "adapters/writer/writer.hpp"
#include "ports/alerting/alert_reader.hpp"
#include "ports/delivery/notification_reader.hpp"
#include "ports/kernel/catalogue.hpp"
#include "ports/subscriptions/subscription_reader.hpp"
#include "ports/workflows/run_reader.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::adapters::writer {

// Runs `look` on the writer's thread between two batches, and waits for its Result. Fails with
// unavailable if too many reads wait, or the writer has stopped. Callable from any thread except
// the writer's.
template <typename Look>
auto looked_at(Writer& writer, Look look) -> decltype(look()) {
  using Seen = decltype(look());
  auto seen = std::make_shared<std::promise<Seen>>();
  auto result = seen->get_future();
  const bool taken = writer.read([seen, look = std::move(look)] { seen->set_value(look()); });
  if (!taken) return fail(ErrorKind::unavailable, "too many requests are waiting");
  return result.get();
}

// Reads open alerts from any thread except the writer's: waits for the writer to run the read
// between two batches. A long listing is read in several bounded steps, so it delays nobody.
class OpenAlertReader : public ports::AlertReader {
 public:
  OpenAlertReader(Writer& writer, ports::AlertReader& open_alerts);

  Result<std::optional<Shown>> find(const domain::TenantId& tenant, domain::AlertId id) override;
  Result<std::vector<Shown>> find_by_key(const domain::TenantId& tenant,
                                         std::string_view dedup_key) override;
  Result<ports::AlertSlice> list(const ports::AlertFilter& filter,
                                 std::optional<domain::AlertId> before,
                                 std::size_t limit) override;

 private:
  Writer& writer_;
  ports::AlertReader& open_alerts_;
};

// Reads the outbox in the same way.
class OutboxReader : public ports::NotificationReader {
 public:
  OutboxReader(Writer& writer, ports::NotificationReader& outbox);

  Result<std::optional<domain::Notification>> find_notification(const domain::TenantId& tenant,
                                                                domain::NotificationId id) override;
  Result<ports::NotificationSlice> list(const ports::NotificationFilter& filter,
                                        std::optional<domain::NotificationId> before,
                                        std::size_t limit) override;

 private:
  Writer& writer_;
  ports::NotificationReader& outbox_;
};

// Reads open runs in the same way.
class OpenRunReader : public ports::RunReader {
 public:
  OpenRunReader(Writer& writer, ports::RunReader& open_runs);

  Result<std::optional<domain::Run>> find_run(const domain::TenantId& tenant,
                                              domain::RunId id) override;
  Result<ports::RunSlice> list(const ports::RunFilter& filter,
                               std::optional<domain::RunId> before,
                               std::size_t limit) override;

 private:
  Writer& writer_;
  ports::RunReader& open_runs_;
};

// Reads pending jobs in the same way.
class OpenJobReader : public ports::ScheduledJobReader {
 public:
  OpenJobReader(Writer& writer, ports::ScheduledJobReader& open_jobs);

  Result<std::optional<domain::ScheduledJob>> find_job(const domain::TenantId& tenant,
                                                       domain::ScheduledJobId id) override;

 private:
  Writer& writer_;
  ports::ScheduledJobReader& open_jobs_;
};

// Reads subscriptions in the same way. The result is a slice of a list in memory, so one step is
// enough for any length of the list.
class SubscriptionReader : public ports::SubscriptionReader {
 public:
  SubscriptionReader(Writer& writer, ports::SubscriptionReader& subscriptions);

  Result<Entry> look_up(const domain::TenantId& tenant, const domain::SubscriptionId& id) override;
  Result<Entry> look_up_endpoint(const domain::TenantId& tenant,
                                 const domain::EndpointId& id) override;
  Result<ports::Excerpt<Entry>> list(const domain::TenantId& tenant,
                                     const std::optional<domain::ClientId>& client,
                                     std::size_t offset,
                                     std::size_t limit) override;

 private:
  Writer& writer_;
  ports::SubscriptionReader& subscriptions_;
};

}  // namespace tocsin::adapters::writer
