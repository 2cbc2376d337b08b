#pragma once

#include "ports/alerting/alert_reader.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/early_resolves.hpp"
#include "ports/alerting/event_receipts.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/alerting/timeline_reader.hpp"
#include "tests/support/prelude.hpp"

// Alerts, their timelines, and what is remembered of events.
namespace tocsin::tests {

struct MockAlerts : trompeloeil::mock_interface<ports::AlertRepository> {
  IMPLEMENT_MOCK2(get);
  IMPLEMENT_MOCK1(find_open);
  IMPLEMENT_MOCK1(find_parent);
  IMPLEMENT_MOCK2(find_oldest_open);
  IMPLEMENT_MOCK2(open_of);
  IMPLEMENT_MOCK2(find_open_of);
  IMPLEMENT_MOCK1(save);
};

struct MockAlertReader : trompeloeil::mock_interface<ports::AlertReader> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK2(find_by_key);
  IMPLEMENT_MOCK3(list);
};

struct MockEarlyResolves : trompeloeil::mock_interface<ports::EarlyResolves> {
  IMPLEMENT_MOCK1(remember);
  IMPLEMENT_MOCK3(take);
};

struct MockEventReceipts : trompeloeil::mock_interface<ports::EventReceipts> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK1(add);
};

struct MockTimeline : trompeloeil::mock_interface<ports::Timeline> {
  IMPLEMENT_MOCK1(add);
};

struct MockTimelineReader : trompeloeil::mock_interface<ports::TimelineReader> {
  IMPLEMENT_MOCK2(read);
};

}  // namespace tocsin::tests
