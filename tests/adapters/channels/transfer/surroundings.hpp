#pragma once

#include <future>

#include "adapters/channels/transfer/transfers.hpp"
#include "domain/delivery/message.hpp"
#include "ports/delivery/notifier.hpp"
#include "ports/kernel/clock.hpp"

namespace tocsin::adapters::channels {

// What the tests of this adapter share: a clock that stands, messages, and the patience for
// answers.

class StandingClock final : public ports::Clock {
 public:
  domain::Time now() const override { return domain::Time{std::chrono::seconds{1614265330}}; }
};

inline constexpr const char* notification_id = "01000000-0000-0000-0000-000000000000";
inline constexpr const char* alert_id = "0a000000-0000-0000-0000-000000000000";

inline domain::Message a_page() {
  domain::Message message;
  message.key = notification_id;
  message.notification.value.data[0] = 0x01;
  message.alert.value.data[0] = 0x0a;
  message.level = 1;
  message.about.manager = {"em-1"};
  message.about.service = {"payments"};
  message.about.dedup_key = "cpu-1";
  message.about.summary = "High CPU on server-1";
  message.about.severity = *domain::Severity::parse("high");
  message.about.at = domain::Time{std::chrono::milliseconds{1737559800123}};
  message.created_at = message.about.at;
  return message;
}

// What a client is told of an alert that was only announced: its sender's own key is its name.
inline domain::Message a_match() {
  domain::Message message;
  message.key = notification_id;
  message.kind = domain::NotificationKind::match;
  message.notification.value.data[0] = 0x01;
  message.alert.value.data[0] = 0x0a;
  message.client = {"shop"};
  message.subscriptions.resize(2);
  message.subscriptions[0].value.data[0] = 0x51;
  message.subscriptions[1].value.data[0] = 0x52;
  message.about.dedup_key = "alert-7";
  message.about.summary = "timeout";
  message.about.severity = *domain::Severity::parse("critical");
  message.about.source = "api";
  message.about.name = "timeout";
  message.about.context = {{"region", "eu"}, {"host.name", "web-1"}};
  message.about.at = domain::Time{std::chrono::milliseconds{1737559800123}};
  message.created_at = message.about.at;
  return message;
}

inline constexpr const char* rule_ids[] = {"51000000-0000-0000-0000-000000000000",
                                           "52000000-0000-0000-0000-000000000000"};

// A result that another thread will tell.
template <typename Value>
class Awaited {
 public:
  std::function<void(Value)> teller() {
    return [promise = promise_](Value value) { promise->set_value(std::move(value)); };
  }

  Value get() {
    if (!is_told_within(std::chrono::seconds{20})) throw std::runtime_error{"nothing was told"};
    return future_.get();
  }

  bool is_told_within(std::chrono::milliseconds time) {
    return future_.wait_for(time) == std::future_status::ready;
  }

 private:
  // Shared with the teller, which may outlive this.
  std::shared_ptr<std::promise<Value>> promise_ = std::make_shared<std::promise<Value>>();
  std::future<Value> future_ = promise_->get_future();
};

inline domain::AttemptResult delivered(ports::Notifier& notifier, const domain::Message& message) {
  Awaited<domain::AttemptResult> delivery;
  notifier.deliver(message, delivery.teller());
  return delivery.get();
}

}  // namespace tocsin::adapters::channels
