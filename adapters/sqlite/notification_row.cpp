#include "adapters/sqlite/notification_row.hpp"

#include <utility>
#include <vector>

#include "adapters/sqlite/json_text.hpp"

namespace tocsin::adapters::sqlite {

const std::string_view notification_columns =
    "row, id, tenant, alert, kind, level, target, channel, address, manager, service, dedup_key, "
    "summary, severity, alert_status, alert_type, child_count, told_at, status, attempt_count, "
    "attempts, possibly_repeated, created_at, next_attempt_at";

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
                    notification.target.id,
                    notification.target.channel,
                    notification.target.address,
                    about.manager,
                    about.service,
                    about.dedup_key,
                    about.summary,
                    about.severity,
                    about.status,
                    about.type,
                    about.child_count,
                    about.at,
                    notification.status,
                    notification.attempt_count,
                    json_of(notification.attempts),
                    notification.possibly_repeated,
                    notification.created_at,
                    notification.next_attempt_at);
}

NotificationRow read_notification(Rows& rows) {
  NotificationRow row;
  auto& notification = row.notification;
  auto& about = notification.about;
  std::optional<std::string_view> attempts;
  rows.read(row.key,
            notification.id,
            notification.tenant,
            notification.alert,
            notification.kind,
            notification.level,
            notification.target.id,
            notification.target.channel,
            notification.target.address,
            about.manager,
            about.service,
            about.dedup_key,
            about.summary,
            about.severity,
            about.status,
            about.type,
            about.child_count,
            about.at,
            notification.status,
            notification.attempt_count,
            attempts,
            notification.possibly_repeated,
            notification.created_at,
            notification.next_attempt_at);
  if (attempts) {
    auto list = attempts_from(*attempts);
    if (!list) rows.misread();
    notification.attempts = std::move(list).value_or(std::vector<domain::Attempt>{});
  }
  return row;
}

}  // namespace tocsin::adapters::sqlite
