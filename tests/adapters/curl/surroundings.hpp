#pragma once

#include <future>

#include "adapters/curl/transfers.hpp"
#include "domain/notification.hpp"
#include "ports/clock.hpp"
#include "ports/notifier.hpp"

namespace tocsin::adapters::curl {

// What the tests of this adapter share: a clock that stands, a page, and the patience for answers.

class StandingClock final : public ports::Clock {
 public:
  domain::Time now() const override { return domain::Time{std::chrono::seconds{1614265330}}; }
};

inline domain::Notification a_page() {
  domain::Notification notification;
  notification.id.value.data[0] = 0x01;
  notification.alert.value.data[0] = 0x0a;
  notification.level = 1;
  notification.about.manager = {"em-1"};
  notification.about.service = {"payments"};
  notification.about.dedup_key = "cpu-1";
  notification.about.summary = "High CPU on server-1";
  notification.about.severity = *domain::Severity::parse("high");
  notification.about.at = domain::Time{std::chrono::milliseconds{1737559800123}};
  notification.created_at = notification.about.at;
  return notification;
}

inline constexpr const char* notification_id = "01000000-0000-0000-0000-000000000000";
inline constexpr const char* alert_id = "0a000000-0000-0000-0000-000000000000";

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

inline domain::AttemptResult delivered(ports::Notifier& notifier,
                                       const domain::Notification& notification) {
  Awaited<domain::AttemptResult> delivery;
  notifier.deliver(notification, delivery.teller());
  return delivery.get();
}

}  // namespace tocsin::adapters::curl
