#include "main/engine/engine.hpp"

#include <string>
#include <utility>

namespace tocsin {

using adapters::writer::Lane;

Engine::Engine(EngineStores stores,
               EnginePorts outside,
               DeliverySettings settings,
               adapters::writer::DeliveryPump::Notifiers notifiers)
    : ports(outside),
      store(stores.ledger,
            stores.closed_alerts,
            stores.ended_notifications,
            stores.ended_runs,
            stores.ended_jobs),
      use_cases(store, ports.clock, ports.ids, ports.regexes, ports.metrics, std::move(settings)),
      writer(store, store, ports.clock, ports.log),
      timers(store.timers, use_cases.paging.time_out_acknowledgement, ports.clock),
      workflows(store.watches,
                store.runs,
                store.scheduled_jobs,
                use_cases.workflows.look_at_watches,
                use_cases.workflows.advance_runs,
                use_cases.workflows.fire_jobs,
                ports.clock),
      deliveries(store.outbox,
                 use_cases.delivery.start_attempt,
                 use_cases.delivery.record_attempt,
                 notifiers,
                 ports.clock,
                 ports.log,
                 [this] { writer.wake(); }),
      logs(store.log_windows, use_cases.logs.checkpoint_log_windows, ports.clock),
      open_alerts(writer, store.alerts),
      outbox(writer, store.outbox),
      open_runs(writer, store.runs),
      open_jobs(writer, store.scheduled_jobs),
      subscriptions(writer, store.subscriptions),
      browse_alerts(open_alerts, stores.closed_alerts, stores.timelines),
      browse_notifications(outbox, stores.ended_notifications),
      browse_runs(open_runs, stores.ended_runs),
      browse_jobs(open_jobs, stores.ended_jobs) {}

Result<Done> Engine::open(const std::vector<domain::TenantId>& tenants) {
  if (auto opened = store.open(); !opened) return opened;

  const auto lost = run_first(use_cases.delivery.recover_attempts, {});
  if (!lost) return Failure{lost.error()};
  if (*lost > 0) {
    ports.log.write(ports::LogLevel::warning,
                    "retrying attempts that were in flight at the last stop",
                    {{"attempts", std::to_string(*lost)}});
  }
  const auto seeded = run_first(use_cases.logs.seed_log_rules, {tenants});
  if (!seeded) return Failure{seeded.error()};

  // Not before: an attempt of this process would be taken for one of the last, and made twice.
  writer.attach(timers);
  writer.attach(workflows);
  writer.attach(deliveries);
  writer.attach(logs);
  return Done{};
}

template <typename UseCase>
Result<typename UseCase::Outcome> Engine::run_first(UseCase& use_case,
                                                    typename UseCase::Command command) {
  Result<typename UseCase::Outcome> answer{typename UseCase::Outcome{}};
  const auto front = writer.front(Lane::urgent, use_case);
  const bool taken =
      front({{}, "start", {}}, std::move(command), [&](const auto& outcome) { answer = outcome; });
  if (!taken || !writer.run_batch()) return fail(ErrorKind::unavailable, "cannot start the writer");
  return answer;
}

}  // namespace tocsin
