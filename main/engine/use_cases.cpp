#include "main/engine/use_cases.hpp"

#include <utility>

namespace tocsin {

UseCases::UseCases(adapters::memory::Store& store,
                   const ports::Clock& clock,
                   ports::IdGenerator& ids,
                   ports::Regexes& regexes,
                   ports::Metrics& metrics,
                   DeliverySettings settings)
    : UseCases(store, {store, store.timeline, metrics, ids, clock}, regexes, std::move(settings)) {}

UseCases::UseCases(adapters::memory::Store& s,
                   application::Surroundings around,
                   ports::Regexes& regexes,
                   DeliverySettings settings)
    : paging({s.services, s.policies, s.timers, s.alerts, s.outbox, s.managers, s.workflows},
             around,
             std::move(settings.fallback_target)),
      subscriptions({s.subscriptions, s.clients, s.announced, s.outbox}, around),
      alerting({s.alerts,
                s.managers,
                s.grouping_rules,
                s.early_resolves,
                s.receipts,
                s.services,
                s.outbox},
               around,
               paging,
               subscriptions,
               settings.correlation_window),
      logs({s.log_rules, regexes, s.log_windows, s.seeded_tenants, s.alerts}, around, alerting),
      workflows({s.workflows,
                 s.watches,
                 s.runs,
                 s.scheduled_jobs,
                 s.signal_receipts,
                 s.services,
                 s.alerts,
                 s.outbox},
                around,
                alerting),
      delivery({s.outbox, s.alerts, s.subscriptions, s.clients, s.runs},
               around,
               paging,
               workflows,
               settings.gate,
               std::move(settings.fallbacks)) {}

}  // namespace tocsin
