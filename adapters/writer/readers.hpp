#pragma once

#include "adapters/writer/writer.hpp"
#include "ports/alert_reader.hpp"
#include "ports/catalogue.hpp"
#include "ports/notification_reader.hpp"

namespace tocsin::adapters::writer {

// Shows what is open to any thread: it waits for the writer to look between two batches. A long
// listing is looked at in several bounded goes, so it holds up nobody. unavailable when too many
// wait, or the writer has stopped.
class OpenAlertReader : public ports::AlertReader {
 public:
  OpenAlertReader(Writer& writer, ports::AlertReader& open_alerts);

  Result<std::optional<Shown>> find(const domain::TenantId& tenant, domain::AlertId id) override;
  Result<std::vector<Shown>> find_by_key(const domain::TenantId& tenant,
                                         std::string_view dedup_key) override;
  Result<ports::AlertStretch> list(const ports::AlertFilter& filter,
                                   std::optional<domain::AlertId> before,
                                   std::size_t limit) override;

 private:
  Writer& writer_;
  ports::AlertReader& open_alerts_;
};

// The same for the outbox.
class OutboxReader : public ports::NotificationReader {
 public:
  OutboxReader(Writer& writer, ports::NotificationReader& outbox);

  Result<ports::NotificationStretch> list(const ports::NotificationFilter& filter,
                                          std::optional<domain::NotificationId> before,
                                          std::size_t limit) override;

 private:
  Writer& writer_;
  ports::NotificationReader& outbox_;
};

}  // namespace tocsin::adapters::writer
