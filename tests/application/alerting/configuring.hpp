#pragma once

#include "domain/subscriptions/client.hpp"
#include "tests/application/alerting/builders.hpp"
#include "tests/application/alerting/fake_stores.hpp"
#include "tests/support/fake_subscriptions.hpp"
#include "tests/support/fakes.hpp"

namespace tocsin::tests {

// What the use cases that configure something share.
class Configuring : public ::testing::Test {
 protected:
  using End = FakeUnitOfWork::End;

  template <typename Outcome>
  void then_it_failed(const Result<Outcome>& result, ErrorKind kind, const std::string& pointer) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, kind);
    EXPECT_EQ(result.error().pointer, pointer);
    EXPECT_EQ(work.end, End::rolled_back);
  }

  template <typename Outcome>
  void then_the_store_was_gone(const Result<Outcome>& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), store_is_gone);
    EXPECT_EQ(work.end, End::rolled_back);
  }

  template <typename Outcome>
  void then_it_was_not_kept(const Result<Outcome>& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(work.end, End::refused);
  }

  FakeUnitOfWork work;
  ManualClock clock;
  FakeAlerts alerts;
  FakeCatalogue<domain::Service> services;
  FakeCatalogue<domain::EscalationPolicy> policies;
  FakeCatalogue<domain::EventManager> managers;
  FakeCatalogue<domain::GroupingRule> rules;
  FakeCatalogue<domain::Client> clients;
  FakeSubscriptions subscriptions;
  CountingIds ids;
};

}  // namespace tocsin::tests
