#include "application/alerting/receive_alert.hpp"

#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the tests
using domain::Alert;
using trompeloeil::_;
using End = FakeUnitOfWork::End;

struct ReceiveAlertTest : PagingMocks {
  ReceiveAlert::Command command{acme, billing, "disk is full", severity("high"), "", "a probe"};

  // The same trouble is open already, and holds the outage.
  void given_it_is_open() {
    service.outage = kept.id;
    command.dedup_key = kept.dedup_key;
    alerts_find_open = NAMED_ALLOW_CALL(alerts, find_open(_)).LR_RETURN(std::optional{kept});
  }
};

TEST_F(ReceiveAlertTest, opens_the_outage_pages_and_sets_the_delay_in_one_commit) {
  const auto now = clock.now();
  REQUIRE_CALL(services, save(_)).LR_WITH(_1.outage == alert_id(1) && _1.updated_at == now);
  REQUIRE_CALL(outbox, add(_))
      .LR_WITH(_1.deliveries.front().target == alice && _1.alert == alert_id(1) && _1.level == 0)
      .LR_WITH(_1.created_at == now && _1.deliveries.front().next_attempt_at == now)
      .LR_WITH(_1.about.summary == "disk is full");
  REQUIRE_CALL(timers, set(_))
      .LR_WITH(_1 == (domain::Timer{acme, alert_id(1), 0, now + 15min, severity("high")}));
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.id == alert_id(1) && _1.is_escalating());

  const auto answer = receive_alert.handle(command);

  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, (ReceiveAlert::Outcome{alert_id(1), PageOutcome::paged}));
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ReceiveAlertTest, names_an_alert_that_has_no_key_after_its_id) {
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.dedup_key == to_text(alert_id(1)));

  EXPECT_TRUE(receive_alert.handle(command));
}

TEST_F(ReceiveAlertTest, keeps_the_key_it_was_given) {
  command.dedup_key = "disk-full";
  REQUIRE_CALL(alerts, find_open(_))
      .LR_WITH(_1 == (domain::AlertKey{"acme", "", "billing", "disk-full"}))
      .RETURN(no_alert());
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.dedup_key == "disk-full");

  EXPECT_TRUE(receive_alert.handle(command));
}

TEST_F(ReceiveAlertTest, is_not_found_without_its_service) {
  ALLOW_CALL(services, find(_, _)).RETURN(ServiceEntry{});

  const auto answer = receive_alert.handle(command);

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{ErrorKind::not_found, "service \"billing\" not found", ""}));
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(ReceiveAlertTest, is_taken_back_when_the_service_cannot_be_read) {
  ALLOW_CALL(services, find(_, _)).RETURN(gone());

  expect_taken_back(receive_alert.handle(command));
}

TEST_F(ReceiveAlertTest, is_taken_back_when_the_open_alerts_cannot_be_read) {
  ALLOW_CALL(alerts, find_open(_)).RETURN(gone());

  expect_taken_back(receive_alert.handle(command));
}

TEST_F(ReceiveAlertTest, is_taken_back_when_the_subscriptions_cannot_be_read) {
  ALLOW_CALL(subscriptions, match(_, _, _, _)).RETURN(gone());

  expect_taken_back(receive_alert.handle(command));
}

TEST_F(ReceiveAlertTest, is_taken_back_when_the_policy_cannot_be_read) {
  ALLOW_CALL(policies, find(_, _)).RETURN(gone());

  expect_taken_back(receive_alert.handle(command));
}

TEST_F(ReceiveAlertTest, is_taken_back_when_the_outage_cannot_be_read) {
  service.outage = kept.id;
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_taken_back(receive_alert.handle(command));
}

TEST_F(ReceiveAlertTest, a_repeat_is_taken_back_when_the_outage_cannot_be_read) {
  given_it_is_open();
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_taken_back(receive_alert.handle(command));
}

TEST_F(ReceiveAlertTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(receive_alert.handle(command));
}

TEST_F(ReceiveAlertTest, a_repeat_is_refused_when_it_cannot_be_kept) {
  given_it_is_open();
  work.refuses = true;

  expect_refused(receive_alert.handle(command));
}

}  // namespace
}  // namespace tocsin::application
