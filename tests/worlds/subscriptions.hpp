#pragma once

#include <map>
#include <string>
#include <vector>

#include "application/subscriptions/receive_announcement.hpp"
#include "tests/builders/subscriptions.hpp"
#include "tests/worlds/alerting.hpp"

namespace tocsin::tests {

// From what is announced to what arrives at the endpoints of a client, over stores in memory.
class SubscribingScenario : public GroupingScenario {
 protected:
  using Answer = domain::AttemptResult;
  using Verdict = Answer::Verdict;

  SubscribingScenario() { clients.save(a_client(globex)); }

  domain::EventAnswer when_announced(const domain::Announcement& announcement) {
    const auto answer = receive_announcement.handle({announcement, "producer"});
    EXPECT_TRUE(answer);
    EXPECT_EQ(work.end, FakeUnitOfWork::End::committed);
    return answer ? *answer : domain::EventAnswer{};
  }

  domain::EventOutcome outcome_of(const domain::Announcement& announcement) {
    return when_announced(announcement).outcome;
  }

  // Every delivery that is due is tried once: it arrives unless its address answers otherwise.
  void when_deliveries_are_tried() {
    const auto all = outbox.kept;
    for (const auto& [id, notification] : all) {
      for (std::uint16_t index = 0; index < notification.deliveries.size(); ++index)
        try_once({id, index});
    }
  }

  // The only one that there is.
  domain::Notification notification() {
    EXPECT_EQ(outbox.kept.size() + outbox.ended.size(), 1U);
    return outbox.kept.empty() ? outbox.ended.begin()->second : outbox.kept.begin()->second;
  }

  // Who was told by now, in the order of telling.
  Told clients_told() const {
    Told told;
    for (const auto& one : outbox.added) {
      if (one.kind == domain::NotificationKind::match) told.push_back(one.client.value);
    }
    return told;
  }

  std::map<std::string, Answer> answers;  // of an address
  Told reached;                           // addresses, in the order of the attempts

 private:
  void try_once(domain::DeliveryRef delivery) {
    if (!outbox.get(delivery.notification)) return;
    const auto message = start_attempt.handle({delivery});
    ASSERT_TRUE(message);
    if (!*message) return;
    const auto& address = (*message)->target.address;
    reached.push_back(address);
    ASSERT_TRUE(record_attempt.handle({delivery, (*message)->attempt, answers[address]}));
  }
};

}  // namespace tocsin::tests
