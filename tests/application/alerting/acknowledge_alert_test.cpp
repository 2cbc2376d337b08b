#include "application/alerting/acknowledge_alert.hpp"

#include "tests/worlds/paging_mocks.hpp"

namespace tocsin::application {
namespace {

using namespace tests;  // NOLINT: the words of the tests
using domain::AcknowledgeOutcome;
using domain::Change;
using domain::Mark;
using domain::NotificationKind;
using domain::NotificationStatus;
using trompeloeil::_;
using End = FakeUnitOfWork::End;

struct AcknowledgeAlertTest : PagingMocks {
  AcknowledgeAlert::Command command{acme, kept.id, "alice"};
};

TEST_F(AcknowledgeAlertTest, ends_the_paging_and_says_by_whom) {
  const auto now = clock.now();
  REQUIRE_CALL(timers, cancel(kept.id));
  REQUIRE_CALL(timeline, add(_))
      .LR_WITH(_1.alert == kept.id && _1.at == now)
      .LR_WITH(_1.what == Change::acknowledged && _1.by == "alice");
  REQUIRE_CALL(metrics, count(ports::Counter::acknowledgements));
  REQUIRE_CALL(alerts, save(_))
      .LR_WITH(_1.acknowledgement == Mark{"alice", now} && !_1.is_escalating());

  const auto outcome = acknowledge_alert.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, AcknowledgeOutcome::accepted);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(AcknowledgeAlertTest, cancels_the_pages_that_have_not_gone_out) {
  ALLOW_CALL(outbox, of(kept.id)).LR_RETURN(std::vector{page.id});
  REQUIRE_CALL(outbox, save(_))
      .LR_WITH(_1.id == page.id && _1.status() == NotificationStatus::cancelled);

  EXPECT_TRUE(acknowledge_alert.handle(command));
}

TEST_F(AcknowledgeAlertTest, lets_announcements_go_out) {
  page.kind = NotificationKind::alert_opened;
  ALLOW_CALL(outbox, of(kept.id)).LR_RETURN(std::vector{page.id});
  FORBID_CALL(outbox, save(_));

  EXPECT_TRUE(acknowledge_alert.handle(command));
}

TEST_F(AcknowledgeAlertTest, does_not_mind_a_page_that_has_just_ended) {
  ALLOW_CALL(outbox, of(kept.id)).LR_RETURN(std::vector{page.id});
  ALLOW_CALL(outbox, get(_)).RETURN(fail(ErrorKind::not_found, "it has ended"));
  FORBID_CALL(outbox, save(_));

  EXPECT_TRUE(acknowledge_alert.handle(command));
}

TEST_F(AcknowledgeAlertTest, changes_nothing_when_somebody_was_faster) {
  kept.acknowledge("bob", clock.now());
  FORBID_CALL(alerts, save(_));
  FORBID_CALL(timeline, add(_));

  const auto outcome = acknowledge_alert.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, AcknowledgeOutcome::already_acknowledged);
}

TEST_F(AcknowledgeAlertTest, is_taken_back_when_the_alert_cannot_be_read) {
  ALLOW_CALL(alerts, get(_, _)).RETURN(gone());

  expect_taken_back(acknowledge_alert.handle(command));
}

TEST_F(AcknowledgeAlertTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(acknowledge_alert.handle(command));
}

}  // namespace
}  // namespace tocsin::application
