#pragma once

#include <optional>

#include "adapters/memory/store.hpp"
#include "application/alerting/use_cases.hpp"
#include "application/delivery/use_cases.hpp"
#include "application/logs/use_cases.hpp"
#include "application/paging/use_cases.hpp"
#include "application/subscriptions/use_cases.hpp"
#include "application/workflows/use_cases.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/logs/regexes.hpp"

namespace tocsin {

// The operator's choices about deliveries.
struct DeliverySettings {
  std::optional<domain::Target> fallback_target;  // paged for an alert that has no target
  domain::GateSettings gate;
  application::Fallbacks fallbacks;
  // Problems of linked services within it are related.
  domain::Duration correlation_window = application::AlertRaiser::default_correlation_window;
};

// Every use case that changes data, over the working set. The members are in the order of their
// dependencies.
struct UseCases {
  UseCases(adapters::memory::Store& store,
           const ports::Clock& clock,
           ports::IdGenerator& ids,
           ports::Regexes& regexes,
           ports::Metrics& metrics,
           DeliverySettings settings);

  application::PagingUseCases paging;
  application::SubscriptionUseCases subscriptions;
  application::AlertingUseCases alerting;
  application::LogUseCases logs;
  application::WorkflowUseCases workflows;
  application::DeliveryUseCases delivery;

 private:
  UseCases(adapters::memory::Store& store,
           application::Surroundings around,
           ports::Regexes& regexes,
           DeliverySettings settings);
};

}  // namespace tocsin
