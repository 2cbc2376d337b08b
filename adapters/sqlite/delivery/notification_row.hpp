#pragma once

#include <optional>
#include <string_view>

#include "adapters/sqlite/database/statement.hpp"
#include "domain/delivery/notification.hpp"
#include "ports/store/ledger.hpp"

namespace tocsin::adapters::sqlite {

// The columns of notifications and notification_history, in the order in which both functions
// below use them.
extern const std::string_view notification_columns;

struct NotificationRow {
  ports::RowKey key = 0;
  domain::Notification notification;
};

// Runs an insert of notification_columns. Without a key, SQLite assigns the next one.
bool write_notification(Statement& insert,
                        std::optional<ports::RowKey> key,
                        const domain::Notification& notification);

// Reads a select of notification_columns.
NotificationRow read_notification(Rows& rows);

}  // namespace tocsin::adapters::sqlite
