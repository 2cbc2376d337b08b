#include "application/alerting/receive_healthy_event.hpp"

#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::Health;
using trompeloeil::_;
using End = FakeUnitOfWork::End;
using AlertIds = std::vector<domain::AlertId>;

struct ReceiveHealthyEventTest : PagingMocks {
  ReceiveHealthyEventTest() {
    service.outage = kept.id;
    clock.advance(5min);
  }

  ReceiveHealthyEvent::Command command{acme, billing, "a probe"};
  Expectation alerts_open_of = NAMED_ALLOW_CALL(alerts, open_of(_, _)).LR_RETURN(AlertIds{kept.id});
};

TEST_F(ReceiveHealthyEventTest, resolves_the_alert_and_cancels_its_timer) {
  const auto now = clock.now();
  REQUIRE_CALL(services, save(_)).LR_WITH(!_1.outage && _1.updated_at == now);
  REQUIRE_CALL(timers, cancel(kept.id)).TIMES(AT_LEAST(1));
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.resolution == domain::Mark{"a probe", now});

  const auto answer = receive_healthy_event.handle(command);

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->health(), Health::healthy);
  EXPECT_EQ(answer->updated_at, now);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ReceiveHealthyEventTest, changes_nothing_when_the_service_is_healthy) {
  service.outage.reset();
  FORBID_CALL(services, save(_));

  const auto answer = receive_healthy_event.handle(command);

  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, service);
}

TEST_F(ReceiveHealthyEventTest, is_not_found_without_its_service) {
  ALLOW_CALL(services, find(_, _)).RETURN(ServiceEntry{});

  const auto answer = receive_healthy_event.handle(command);

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{ErrorKind::not_found, "service \"billing\" not found", ""}));
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(ReceiveHealthyEventTest, is_taken_back_when_the_service_cannot_be_read) {
  ALLOW_CALL(services, find(_, _)).RETURN(gone());

  expect_taken_back(receive_healthy_event.handle(command));
}

TEST_F(ReceiveHealthyEventTest, is_taken_back_when_the_outage_cannot_be_read) {
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_taken_back(receive_healthy_event.handle(command));
}

TEST_F(ReceiveHealthyEventTest, is_taken_back_when_the_open_alerts_cannot_be_listed) {
  ALLOW_CALL(alerts, open_of(_, _)).RETURN(gone());

  expect_taken_back(receive_healthy_event.handle(command));
}

TEST_F(ReceiveHealthyEventTest, is_taken_back_when_one_of_the_alerts_cannot_be_read) {
  ALLOW_CALL(alerts, open_of(_, _)).LR_RETURN(AlertIds{kept.id, alert_id(2)});
  ALLOW_CALL(alerts, get(_, alert_id(2))).RETURN(gone());

  expect_taken_back(receive_healthy_event.handle(command));
}

TEST_F(ReceiveHealthyEventTest, is_taken_back_when_one_of_the_alerts_cannot_be_resolved) {
  kept.manager = domain::EventManagerId{"database-team"};
  ALLOW_CALL(managers, find(_, _)).RETURN(gone());

  expect_taken_back(receive_healthy_event.handle(command));
}

TEST_F(ReceiveHealthyEventTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(receive_healthy_event.handle(command));
}

}  // namespace
}  // namespace tocsin::application
