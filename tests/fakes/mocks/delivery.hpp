#pragma once

#include "ports/delivery/notification_reader.hpp"
#include "ports/delivery/notifier.hpp"
#include "ports/delivery/outbox.hpp"
#include "tests/support/prelude.hpp"

// Notifications: pending, sent, and ended.
namespace tocsin::tests {

struct MockOutbox : trompeloeil::mock_interface<ports::Outbox> {
  IMPLEMENT_MOCK1(add);
  IMPLEMENT_MOCK1(get);
  IMPLEMENT_MOCK2(find_ended);
  IMPLEMENT_MOCK1(save);
  IMPLEMENT_MOCK1(revive);
  IMPLEMENT_MOCK1(of);
  IMPLEMENT_MOCK4(offer_due);
  IMPLEMENT_MOCK2(next_due);
  IMPLEMENT_MOCK0(in_flight);
};

struct MockNotifier : trompeloeil::mock_interface<ports::Notifier> {
  IMPLEMENT_MOCK2(deliver);
};

struct MockNotificationReader : trompeloeil::mock_interface<ports::NotificationReader> {
  IMPLEMENT_MOCK2(find_notification);
  IMPLEMENT_MOCK3(list);
};

}  // namespace tocsin::tests
