#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/writer/delivery_pump.hpp"
#include "adapters/writer/timer_pump.hpp"
#include "adapters/writer/writer.hpp"
#include "tests/builders/delivery.hpp"
#include "tests/fakes/delivery.hpp"
#include "tests/worlds/process.hpp"

namespace tocsin::tests {

// The writer and its pumps over a working set whose disk a test can fill. Nothing moves but by
// run(): there is no thread, and the clock goes only when told to.
struct PumpWorld {
  static constexpr std::size_t places = 2;  // in flight, for each channel

  PumpWorld() {
    writer.attach(timer_pump);
    writer.attach(delivery_pump);
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
  ManualClock clock;
  CountingIds ids;
  SilentLog log;
  FakeMetrics metrics;
  Process process{ledger, clock, ids, metrics};
  adapters::memory::Store& store = process.store;
  domain::DeliveryGate& gate = process.gate;
  application::Fallbacks& fallbacks = process.fallbacks;

  HeldNotifier email;
  HeldNotifier sms;
  HeldNotifier console;
  int times_woken = 0;
  adapters::writer::Writer writer{store, store, clock, log};
  adapters::writer::TimerPump timer_pump{store.timers, process.time_out_acknowledgement, clock, 40};
  adapters::writer::DeliveryPump delivery_pump{store.outbox,
                                               process.start_attempt,
                                               process.record_attempt,
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
