#include "adapters/sqlite/delivery/notification_row.hpp"

#include <utility>
#include <vector>

#include "adapters/sqlite/database/json_text.hpp"

namespace tocsin::adapters::sqlite {
namespace {

// A list that is stored as JSON text; NULL if it is empty.
template <typename List, typename Read>
void take_list(Rows& rows, const std::optional<std::string_view>& text, Read read, List& list) {
  if (!text) return;
  auto kept = read(*text);
  if (!kept) return rows.misread();
  list = *std::move(kept);
}

}  // namespace

const std::string_view notification_columns =
    "row, id, tenant, alert, kind, level, epoch, client, subscriptions, manager, service, "
    "dedup_key, summary, severity, alert_status, alert_type, child_count, told_at, source, name, "
    "context, status, deliveries, created_at, run";

bool write_notification(Statement& insert,
                        std::optional<ports::RowKey> key,
                        const domain::Notification& notification) {
  const auto& about = notification.about;
  return insert.run(key,
                    notification.id,
                    notification.tenant,
                    notification.alert,
                    notification.kind,
                    notification.level,
                    notification.epoch,
                    notification.client,
                    json_of(notification.subscriptions),
                    about.manager,
                    about.service,
                    about.dedup_key,
                    about.summary,
                    about.severity,
                    about.status,
                    about.type,
                    about.child_count,
                    about.at,
                    about.source,
                    about.name,
                    json_of(about.context),
                    notification.status(),
                    json_of(notification.deliveries),
                    notification.created_at,
                    notification.run);
}

NotificationRow read_notification(Rows& rows) {
  NotificationRow row;
  auto& notification = row.notification;
  auto& about = notification.about;
  std::optional<std::string_view> subscriptions;
  std::optional<std::string_view> context;
  std::optional<std::string_view> deliveries;
  std::string_view status;  // follows from the deliveries
  rows.read(row.key,
            notification.id,
            notification.tenant,
            notification.alert,
            notification.kind,
            notification.level,
            notification.epoch,
            notification.client,
            subscriptions,
            about.manager,
            about.service,
            about.dedup_key,
            about.summary,
            about.severity,
            about.status,
            about.type,
            about.child_count,
            about.at,
            about.source,
            about.name,
            context,
            status,
            deliveries,
            notification.created_at,
            notification.run);
  take_list(rows, subscriptions, subscription_ids_from, notification.subscriptions);
  take_list(rows, context, fields_from, about.context);
  take_list(rows, deliveries, deliveries_from, notification.deliveries);
  return row;
}

}  // namespace tocsin::adapters::sqlite
