#include "adapters/writer/readers.hpp"

#include <utility>

namespace tocsin::adapters::writer {

using domain::AlertId;
using domain::NotificationId;
using domain::TenantId;

namespace {

// Continues where a bounded read has stopped, until the page is full or no rows are left.
template <typename Slice, typename Id, typename Look>
Result<Slice> listed(Writer& writer, std::optional<Id> before, std::size_t limit, Look look) {
  Slice whole;
  do {
    auto part = looked_at(
        writer, [&look, before, room = limit - whole.rows.size()] { return look(before, room); });
    if (!part) return part;
    for (auto& row : part->rows)
      whole.rows.push_back(std::move(row));
    before = part->resume_before;
  } while (before && whole.rows.size() < limit);
  whole.resume_before = before;
  return whole;
}

}  // namespace

OpenAlertReader::OpenAlertReader(Writer& writer, ports::AlertReader& open_alerts)
    : writer_(writer), open_alerts_(open_alerts) {}

Result<std::optional<ports::AlertReader::Shown>> OpenAlertReader::find(const TenantId& tenant,
                                                                       AlertId id) {
  return looked_at(writer_, [this, &tenant, id] { return open_alerts_.find(tenant, id); });
}

Result<std::vector<ports::AlertReader::Shown>> OpenAlertReader::find_by_key(
    const TenantId& tenant,
    std::string_view dedup_key) {
  return looked_at(
      writer_, [this, &tenant, dedup_key] { return open_alerts_.find_by_key(tenant, dedup_key); });
}

Result<ports::AlertSlice> OpenAlertReader::list(const ports::AlertFilter& filter,
                                                std::optional<AlertId> before,
                                                std::size_t limit) {
  return listed<ports::AlertSlice>(
      writer_, before, limit, [this, &filter](std::optional<AlertId> from, std::size_t room) {
        return open_alerts_.list(filter, from, room);
      });
}

OutboxReader::OutboxReader(Writer& writer, ports::NotificationReader& outbox)
    : writer_(writer), outbox_(outbox) {}

Result<std::optional<domain::Notification>> OutboxReader::find_notification(const TenantId& tenant,
                                                                            NotificationId id) {
  return looked_at(writer_, [this, &tenant, id] { return outbox_.find_notification(tenant, id); });
}

Result<ports::NotificationSlice> OutboxReader::list(const ports::NotificationFilter& filter,
                                                    std::optional<NotificationId> before,
                                                    std::size_t limit) {
  return listed<ports::NotificationSlice>(
      writer_,
      before,
      limit,
      [this, &filter](std::optional<NotificationId> from, std::size_t room) {
        return outbox_.list(filter, from, room);
      });
}

OpenRunReader::OpenRunReader(Writer& writer, ports::RunReader& open_runs)
    : writer_(writer), open_runs_(open_runs) {}

Result<std::optional<domain::Run>> OpenRunReader::find_run(const TenantId& tenant,
                                                           domain::RunId id) {
  return looked_at(writer_, [this, &tenant, id] { return open_runs_.find_run(tenant, id); });
}

Result<ports::RunSlice> OpenRunReader::list(const ports::RunFilter& filter,
                                            std::optional<domain::RunId> before,
                                            std::size_t limit) {
  return listed<ports::RunSlice>(
      writer_, before, limit, [this, &filter](std::optional<domain::RunId> from, std::size_t room) {
        return open_runs_.list(filter, from, room);
      });
}

OpenJobReader::OpenJobReader(Writer& writer, ports::ScheduledJobReader& open_jobs)
    : writer_(writer), open_jobs_(open_jobs) {}

Result<std::optional<domain::ScheduledJob>> OpenJobReader::find_job(const TenantId& tenant,
                                                                    domain::ScheduledJobId id) {
  return looked_at(writer_, [this, &tenant, id] { return open_jobs_.find_job(tenant, id); });
}

SubscriptionReader::SubscriptionReader(Writer& writer, ports::SubscriptionReader& subscriptions)
    : writer_(writer), subscriptions_(subscriptions) {}

Result<SubscriptionReader::Entry> SubscriptionReader::look_up(const TenantId& tenant,
                                                              const domain::SubscriptionId& id) {
  return looked_at(writer_, [this, &tenant, &id] { return subscriptions_.look_up(tenant, id); });
}

Result<SubscriptionReader::Entry> SubscriptionReader::look_up_endpoint(
    const TenantId& tenant,
    const domain::EndpointId& id) {
  return looked_at(writer_,
                   [this, &tenant, &id] { return subscriptions_.look_up_endpoint(tenant, id); });
}

Result<ports::Excerpt<SubscriptionReader::Entry>> SubscriptionReader::list(
    const TenantId& tenant,
    const std::optional<domain::ClientId>& client,
    std::size_t offset,
    std::size_t limit) {
  return looked_at(writer_, [this, &tenant, &client, offset, limit] {
    return subscriptions_.list(tenant, client, offset, limit);
  });
}

}  // namespace tocsin::adapters::writer
