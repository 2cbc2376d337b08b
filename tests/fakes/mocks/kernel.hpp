#pragma once

#include <vector>

#include "ports/kernel/catalogue.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/log.hpp"
#include "ports/kernel/metrics.hpp"
#include "tests/support/prelude.hpp"

// The surroundings of every use case, and what a tenant has configured.
namespace tocsin::tests {

struct MockClock : trompeloeil::mock_interface<ports::Clock> {
  IMPLEMENT_CONST_MOCK0(now);
};

struct MockIdGenerator : trompeloeil::mock_interface<ports::IdGenerator> {
  IMPLEMENT_MOCK0(next);
};

struct MockLog : trompeloeil::mock_interface<ports::Log> {
  IMPLEMENT_MOCK3(write);
};

struct MockMetrics : trompeloeil::mock_interface<ports::Metrics> {
  IMPLEMENT_MOCK1(count);
};

template <typename Entity>
struct MockCatalogue : ports::Catalogue<Entity> {
  using Entry = typename ports::Catalogue<Entity>::Entry;
  using Snapshot = typename ports::Catalogue<Entity>::Snapshot;
  using Key = typename Entity::Id;

  MAKE_MOCK2(find, (Result<Entry>(const domain::TenantId&, const Key&)), override);
  MAKE_MOCK1(list, (Result<std::vector<Entry>>(const domain::TenantId&)), override);
  MAKE_MOCK1(snapshot, (Result<Snapshot>(const domain::TenantId&)), override);
  MAKE_MOCK1(save, void(Entity), override);
  MAKE_MOCK2(remove, void(const domain::TenantId&, const Key&), override);
};

}  // namespace tocsin::tests
