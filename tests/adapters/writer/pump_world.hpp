#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/memory/store.hpp"
#include "adapters/writer/delivery_pump.hpp"
#include "adapters/writer/timer_pump.hpp"
#include "adapters/writer/writer.hpp"
#include "application/paging/pager.hpp"
#include "tests/adapters/writer/fakes.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_ledger.hpp"
#include "tests/support/fakes.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {

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

struct UncountedMetrics : ports::Metrics {
  void count(ports::Counter) override {}
};

// The writer and its pumps over a working set whose disk a test can fill. Nothing moves but by
// run(): there is no thread, and the clock goes only when told to.
struct PumpWorld {
  static constexpr std::size_t places = 2;  // in flight, for each channel

  PumpWorld() {
    writer.attach(timer_pump);
    writer.attach(delivery_pump);
    EXPECT_TRUE(store.open());
  }

  template <typename Work>
  void given(Work work) {
    ASSERT_TRUE(store.begin_batch());
    store.begin();
    work(store);
    ASSERT_TRUE(store.commit());
    ASSERT_TRUE(store.commit_batch());
  }

  // Pages of an alert that nobody has answered.
  void given_pages(const std::vector<domain::Notification>& pages) {
    given([&](adapters::memory::Store& inside) {
      inside.policies.save(a_policy({{alice}, {bob}}));
      inside.alerts.save(a_paging_alert());
      for (const auto& page : pages)
        inside.outbox.add(page);
    });
  }

  // Until there is nothing to do any more.
  int run() {
    int batches = 0;
    while (writer.run_batch() && batches < 100)
      ++batches;
    return batches;
  }

  domain::Delivery delivery(std::uint64_t n) {
    const auto found = store.outbox.get(notification_id(n));
    EXPECT_TRUE(found);
    return found ? found->deliveries[0] : domain::Delivery{};
  }

  // What the next process would find.
  std::optional<domain::Delivery> kept_delivery(std::uint64_t n) {
    adapters::memory::Store next{ledger, ledger, ledger, ledger, ledger};
    EXPECT_TRUE(next.open());
    const auto live = next.outbox.get(notification_id(n));
    if (live) return live->deliveries[0];
    const auto ended = ledger.find_notification(acme, notification_id(n));
    return *ended ? std::optional{(*ended)->deliveries[0]} : std::nullopt;
  }

  FakeLedger ledger;
  adapters::memory::Store store{ledger, ledger, ledger, ledger, ledger};
  ManualClock clock;
  CountingIds ids;
  SilentLog log;
  UncountedMetrics metrics;

  application::Pager pager{store.services,
                           store.policies,
                           store.alerts,
                           store.timers,
                           store.outbox,
                           store.timeline,
                           ids,
                           metrics,
                           std::nullopt};
  application::StillWanted wanted{store.alerts, store.subscriptions, store.clients, store.runs};
  domain::DeliveryGate gate{domain::GateSettings{}};
  application::Fallbacks fallbacks;
  application::OpenedIncidents incidents{store.alerts, store.runs};
  application::RunOutcomes run_outcomes{store.runs, metrics};
  application::DeliveryFailures delivery_failures{pager,
                                                  run_outcomes,
                                                  fallbacks,
                                                  store.timeline,
                                                  metrics};
  application::StartAttempt
      start_attempt{store, store.outbox, wanted, gate, delivery_failures, incidents, clock};
  application::RecordAttempt record_attempt{store,
                                            store.outbox,
                                            delivery_failures,
                                            run_outcomes,
                                            gate,
                                            store.timeline,
                                            metrics,
                                            clock};
  application::TimeOutAcknowledgement time_out{store, store.alerts, store.timers, pager, clock};

  HeldNotifier email;
  HeldNotifier sms;
  HeldNotifier console;
  int times_woken = 0;
  adapters::writer::Writer writer{store, store, clock, log};
  adapters::writer::TimerPump timer_pump{store.timers, time_out, clock, 40};
  adapters::writer::DeliveryPump delivery_pump{store.outbox,
                                               start_attempt,
                                               record_attempt,
                                               {&email, &sms, nullptr, nullptr, &console, nullptr},
                                               clock,
                                               log,
                                               [this] {
                                                 ++times_woken;
                                                 writer.wake();
                                               },
                                               places};
};

}  // namespace tocsin::tests
