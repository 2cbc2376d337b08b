#include "application/alerting/ingest_event.hpp"

#include <stdexcept>

#include <benchmark/benchmark.h>

#include "adapters/memory/store.hpp"
#include "adapters/prometheus/metrics.hpp"
#include "adapters/re2/regexes.hpp"
#include "adapters/system/system_clock.hpp"
#include "adapters/system/uuid_generator.hpp"
#include "benchmarks/micro/empty_archives.hpp"
#include "benchmarks/micro/samples.hpp"
#include "main/engine/use_cases.hpp"
#include "tests/fakes/forgetful_ledger.hpp"

namespace tocsin::benchmarks {
namespace {

using application::IngestEvent;
using domain::EventOutcome;

constexpr std::size_t batch_commands = 500;

// The use case over the working set, in batches as the writer makes them, and an event manager
// that groups by class.
class World {
 public:
  World() {
    if (!store_.open() || !store_.begin_batch()) throw std::logic_error{"the store is closed"};
    store_.grouping_rules.save(
        {{tenant}, {"by-class"}, "by class", "class", std::chrono::hours{24}, {}, {}});
    store_.managers.save({{tenant}, {manager}, "bench", "", {"by-class"}, {}, "", {}, {}});
    if (!store_.commit()) throw std::logic_error{"the store keeps nothing"};
  }

  void ingest(std::size_t number, const std::string& class_name, EventOutcome expected) {
    const IngestEvent::Command command{event(number, class_name), "bench"};
    const auto answer = use_cases_.alerting.ingest_event.handle(command);
    if (!answer || answer->outcome != expected) throw std::logic_error{"not what was expected"};
    if (++commands_ % batch_commands != 0) return;
    if (!store_.commit_batch() || !store_.begin_batch()) throw std::logic_error{"no batch"};
  }

 private:
  tests::ForgetfulLedger ledger_;
  NoAlerts alert_archive_;
  NoNotifications notification_archive_;
  NoRuns run_archive_;
  NoJobs job_archive_;
  adapters::system::SystemClock clock_;
  adapters::system::UuidGenerator ids_{clock_};
  adapters::prometheus::PrometheusMetrics metrics_;
  adapters::memory::Store store_{ledger_,
                                 alert_archive_,
                                 notification_archive_,
                                 run_archive_,
                                 job_archive_};
  adapters::re2::Re2Regexes regexes_;
  UseCases use_cases_{store_, clock_, ids_, regexes_, metrics_, {}};
  std::size_t commands_ = 0;
};

// Each iteration makes its event, too; subtract this.
void make_event(benchmark::State& state) {
  std::size_t number = 0;
  for (auto _ : state) {
    ++number;
    benchmark::DoNotOptimize(event(number, std::to_string(number)));
  }
}
BENCHMARK(make_event);

void ingest_new_parent(benchmark::State& state) {
  World world;
  std::size_t number = 0;
  for (auto _ : state) {
    ++number;
    world.ingest(number, std::to_string(number), EventOutcome::opened);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ingest_new_parent)->Iterations(200'000);

void ingest_new_child(benchmark::State& state) {
  World world;
  world.ingest(0, "disk", EventOutcome::opened);
  std::size_t number = 0;
  for (auto _ : state) {
    world.ingest(++number, "disk", EventOutcome::joined);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ingest_new_child)->Iterations(200'000);

void ingest_repeat(benchmark::State& state) {
  World world;
  constexpr std::size_t keys = 1'000;
  for (std::size_t number = 0; number < keys; ++number)
    world.ingest(number, std::to_string(number), EventOutcome::opened);
  std::size_t sent = 0;
  for (auto _ : state) {
    const auto number = ++sent % keys;
    world.ingest(number, std::to_string(number), EventOutcome::repeated);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ingest_repeat);

}  // namespace
}  // namespace tocsin::benchmarks
