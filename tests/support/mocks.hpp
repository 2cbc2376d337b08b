#pragma once

#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/early_resolves.hpp"
#include "ports/alerting/event_receipts.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/catalogue.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/paging/timers.hpp"
#include "ports/subscriptions/announced.hpp"
#include "ports/subscriptions/subscriptions.hpp"
#include "ports/workflows/workflows.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {

struct MockAlerts : trompeloeil::mock_interface<ports::AlertRepository> {
  IMPLEMENT_MOCK2(get);
  IMPLEMENT_MOCK1(find_open);
  IMPLEMENT_MOCK1(find_parent);
  IMPLEMENT_MOCK2(find_oldest_open);
  IMPLEMENT_MOCK2(open_of);
  IMPLEMENT_MOCK1(save);
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

struct MockWorkflows : trompeloeil::mock_interface<ports::Workflows> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK1(list);
  IMPLEMENT_MOCK1(save);
  IMPLEMENT_MOCK2(remove);
  IMPLEMENT_MOCK3(find_version);
  IMPLEMENT_MOCK2(last_version);
  IMPLEMENT_MOCK2(of_type);
};

struct MockTimers : trompeloeil::mock_interface<ports::Timers> {
  IMPLEMENT_MOCK1(set);
  IMPLEMENT_MOCK1(cancel);
  IMPLEMENT_MOCK1(due_of);
  IMPLEMENT_MOCK2(due);
  IMPLEMENT_MOCK0(next_due);
};

struct MockOutbox : trompeloeil::mock_interface<ports::Outbox> {
  IMPLEMENT_MOCK1(add);
  IMPLEMENT_MOCK1(get);
  IMPLEMENT_MOCK2(find_ended);
  IMPLEMENT_MOCK1(save);
  IMPLEMENT_MOCK1(revive);
  IMPLEMENT_MOCK1(of);
  IMPLEMENT_MOCK4(offer_due);
  IMPLEMENT_MOCK2(next_due);
  IMPLEMENT_MOCK0(in_flight);
};

struct MockSubscriptions : trompeloeil::mock_interface<ports::Subscriptions> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK2(find_by_endpoint);
  IMPLEMENT_MOCK3(find_same);
  IMPLEMENT_MOCK4(match);
  IMPLEMENT_MOCK1(save);
  IMPLEMENT_MOCK2(remove);
  IMPLEMENT_MOCK2(remove_of);
};

struct MockAnnounced : trompeloeil::mock_interface<ports::Announced> {
  IMPLEMENT_MOCK2(told);
  IMPLEMENT_MOCK3(remember);
};

struct MockTimeline : trompeloeil::mock_interface<ports::Timeline> {
  IMPLEMENT_MOCK1(add);
};

struct MockEarlyResolves : trompeloeil::mock_interface<ports::EarlyResolves> {
  IMPLEMENT_MOCK1(remember);
  IMPLEMENT_MOCK3(take);
};

struct MockEventReceipts : trompeloeil::mock_interface<ports::EventReceipts> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK1(add);
};

struct MockMetrics : trompeloeil::mock_interface<ports::Metrics> {
  IMPLEMENT_MOCK1(count);
};

}  // namespace tocsin::tests
