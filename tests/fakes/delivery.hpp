#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "ports/delivery/notifier.hpp"
#include "ports/delivery/outbox.hpp"
#include "tests/fakes/kernel.hpp"

namespace tocsin::tests {

// Remembers all it was ever given, in addition to what is still pending. Its reads fail while it
// is gone.
struct FakeOutbox : ports::Outbox {
  void add(domain::Notification notification) override {
    added.push_back(notification);
    save(std::move(notification));
  }

  Result<domain::Notification> get(domain::NotificationId id) override {
    if (is_gone) return gone();
    const auto found = kept.find(id);
    if (found == kept.end()) return fail(ErrorKind::not_found, "no notification " + to_text(id));
    return found->second;
  }

  Result<std::optional<domain::Notification>> find_ended(const domain::TenantId& tenant,
                                                         domain::NotificationId id) override {
    if (is_gone) return gone();
    const auto found = ended.find(id);
    const bool is_there = found != ended.end() && found->second.tenant == tenant;
    return is_there ? std::optional{found->second} : std::nullopt;
  }

  void save(domain::Notification notification) override {
    const auto id = notification.id;
    if (notification.has_ended()) {
      kept.erase(id);
      ended.insert_or_assign(id, std::move(notification));
    } else {
      kept.insert_or_assign(id, std::move(notification));
    }
  }

  void revive(domain::Notification notification) override {
    ended.erase(notification.id);
    save(std::move(notification));
  }

  std::vector<domain::NotificationId> of(domain::AlertId alert) override {
    return ids_of([&](const auto& notification) { return notification.alert == alert; });
  }

  // As of one server without a name.
  void offer_due(domain::Channel channel,
                 domain::Time now,
                 std::size_t limit,
                 const Take& take) override {
    for (const auto ref : pending_on(channel)) {
      if (limit-- == 0 || due_of(ref) > now || !take(ref, {})) return;
    }
  }

  std::optional<domain::Time> next_due(domain::Channel channel, const HasRoom& has_room) override {
    const auto waiting = pending_on(channel);
    return waiting.empty() || !has_room({}) ? std::nullopt : std::optional{due_of(waiting.front())};
  }

  std::vector<domain::NotificationId> in_flight() override {
    return ids_of([](const auto& notification) {
      return std::any_of(notification.deliveries.begin(),
                         notification.deliveries.end(),
                         [](const auto& delivery) { return delivery.is_in_flight(); });
    });
  }

  std::vector<domain::Notification> added;  // ever, in this order
  std::map<domain::NotificationId, domain::Notification> kept;
  std::map<domain::NotificationId, domain::Notification> ended;
  bool is_gone = false;

 private:
  // The one that is due first comes first.
  std::vector<domain::DeliveryRef> pending_on(domain::Channel channel) const {
    std::vector<domain::DeliveryRef> refs;
    for (const auto& [id, notification] : kept) {
      for (std::uint16_t index = 0; index < notification.deliveries.size(); ++index) {
        const auto& delivery = notification.deliveries[index];
        const bool is_pending = delivery.status == domain::DeliveryStatus::pending;
        if (is_pending && delivery.target.channel == channel) refs.push_back({id, index});
      }
    }
    std::stable_sort(refs.begin(), refs.end(), [this](const auto a, const auto b) {
      return due_of(a) < due_of(b);
    });
    return refs;
  }

  domain::Time due_of(domain::DeliveryRef ref) const {
    return kept.at(ref.notification).deliveries[ref.index].next_attempt_at;
  }

  template <typename Predicate>
  std::vector<domain::NotificationId> ids_of(Predicate wanted) const {
    std::vector<domain::NotificationId> ids;
    for (const auto& [id, notification] : kept) {
      if (wanted(notification)) ids.push_back(id);
    }
    return ids;
  }
};

// The deliveries that an outbox offers to a caller that takes everything.
inline std::vector<domain::DeliveryRef> due_on(ports::Outbox& outbox,
                                               domain::Channel channel,
                                               domain::Time now,
                                               std::size_t limit = 100) {
  std::vector<domain::DeliveryRef> due;
  outbox.offer_due(channel, now, limit, [&due](domain::DeliveryRef delivery, const std::string&) {
    due.push_back(delivery);
    return true;
  });
  return due;
}

// Answers when the test says so.
struct HeldNotifier : ports::Notifier {
  void deliver(const domain::Message& message, Answered answered) override {
    messages.push_back(message);
    waiting.push_back(std::move(answered));
    if (on_deliver) on_deliver();
  }

  // The one that has waited longest.
  void answer(domain::AttemptResult result = {}) {
    ASSERT_FALSE(waiting.empty());
    const auto answered = std::move(waiting.front());
    waiting.erase(waiting.begin());
    answered(std::move(result));
  }

  std::vector<domain::Message> messages;  // all that it was ever given
  std::vector<Answered> waiting;
  std::function<void()> on_deliver;
};

}  // namespace tocsin::tests
