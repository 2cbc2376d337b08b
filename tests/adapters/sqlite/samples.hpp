#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "domain/alerting/alert.hpp"
#include "domain/alerting/early_resolve.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/alerting/timeline_entry.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"
#include "domain/paging/timer.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "ports/store/journal.hpp"
#include "tests/builders/kernel.hpp"

namespace tocsin::tests {

inline const domain::Time noon{std::chrono::milliseconds{1'767'268'800'000}};

// The nth id, in the order of their making.
template <typename Id>
Id nth(std::uint64_t n) {
  Id id;
  for (std::size_t byte = 0; byte < 8; ++byte) {
    id.value.data[7 - byte] = static_cast<std::uint8_t>(n >> (8 * byte));
  }
  return id;
}

// With all that is optional, and with texts that are hard to keep.
domain::Alert full_alert(std::shared_ptr<const domain::EscalationPolicy> policy);
domain::Notification full_notification();
domain::Subscription full_subscription(std::uint64_t n);
domain::Client client(const std::string& id);
domain::EscalationPolicy policy(std::uint64_t version);

// With nothing that is optional.
domain::Alert plain_alert(std::uint64_t n);
domain::Alert resolved_alert(std::uint64_t n);
domain::Notification plain_notification(std::uint64_t n);  // to nobody
domain::Subscription plain_subscription(std::uint64_t n);

// With one delivery.
domain::Notification pending_notification(std::uint64_t n);
domain::Notification ended_notification(std::uint64_t n, domain::DeliveryStatus how);

domain::TimelineEntry timeline_entry(std::uint64_t alert, std::string why);
ports::JournalEntry journal_entry(domain::Time at, std::size_t bytes);
domain::EventReceipt receipt(std::string event_id, domain::Time received_at);

}  // namespace tocsin::tests
