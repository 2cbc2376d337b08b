#pragma once

#include "ports/subscriptions/announced.hpp"
#include "ports/subscriptions/subscription_reader.hpp"
#include "ports/subscriptions/subscriptions.hpp"
#include "tests/support/prelude.hpp"

// Who is notified of which alerts, and who has been.
namespace tocsin::tests {

struct MockSubscriptions : trompeloeil::mock_interface<ports::Subscriptions> {
  IMPLEMENT_MOCK2(find);
  IMPLEMENT_MOCK2(find_by_endpoint);
  IMPLEMENT_MOCK3(find_same);
  IMPLEMENT_MOCK4(match);
  IMPLEMENT_MOCK1(save);
  IMPLEMENT_MOCK2(remove);
  IMPLEMENT_MOCK2(remove_of);
};

struct MockSubscriptionReader : trompeloeil::mock_interface<ports::SubscriptionReader> {
  IMPLEMENT_MOCK2(look_up);
  IMPLEMENT_MOCK2(look_up_endpoint);
  IMPLEMENT_MOCK4(list);
};

struct MockAnnounced : trompeloeil::mock_interface<ports::Announced> {
  IMPLEMENT_MOCK2(told);
  IMPLEMENT_MOCK4(remember);
};

}  // namespace tocsin::tests
