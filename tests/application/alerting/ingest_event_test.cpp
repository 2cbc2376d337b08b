#include "tests/worlds/alerting.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::EventAnswer;
using domain::EventOutcome;
using domain::EventReceipt;
using End = FakeUnitOfWork::End;
using Read = FakeAlerts::Read;

domain::Event with_id(domain::Event event, std::string event_id) {
  event.event_id = std::move(event_id);
  return event;
}

class IngestEventTest : public GroupingScenario {
 protected:
  void given_an_acknowledged_and_an_active_alert_beside(const std::string& dedup_key) {
    given_it_pages(alice_then_bob());
    given(triggered(dedup_key));
    given(triggered("checkout", "business"));
    given(acknowledged("checkout"));
    given(triggered("login", "access"));
  }

  void then_it_fails_on(const domain::Event& event) {
    const auto answer = ingest_event.handle({event, "monitoring"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), store_gone);
    EXPECT_EQ(work.end, End::rolled_back);
  }
};

TEST_F(IngestEventTest, commits_what_it_decided_once) {
  when(triggered("disk"));

  EXPECT_EQ(work.begun, 1);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(IngestEventTest, answers_an_event_id_within_seven_days_as_before_and_does_nothing) {
  const auto first = when(with_id(triggered("disk"), "e1"));
  given(resolved("disk"));
  when_time_passes(EventReceipt::kept_for - 1ms);

  const auto again = when(with_id(triggered("disk"), "e1"));

  EXPECT_EQ(again, first);
  EXPECT_EQ(alerts.kept.size(), 1U);
  EXPECT_EQ(announced(), (Told{"opened disk", "resolved disk"}));
}

TEST_F(IngestEventTest, takes_an_id_for_that_of_one_event_only_if_key_and_action_are_the_same) {
  EXPECT_EQ(when(with_id(triggered("disk"), "inc-7")).outcome, EventOutcome::opened);
  EXPECT_EQ(when(with_id(triggered("cpu"), "inc-7")).outcome, EventOutcome::joined);
  EXPECT_EQ(when(with_id(resolved("cpu"), "inc-7")).outcome, EventOutcome::resolved);
  EXPECT_EQ(when(with_id(triggered("cpu"), "inc-7")).outcome, EventOutcome::joined);
}

TEST_F(IngestEventTest, lets_an_event_id_take_effect_again_after_seven_days) {
  const auto first = when(with_id(triggered("disk"), "e1"));
  given(resolved("disk"));
  when_time_passes(EventReceipt::kept_for);

  const auto again = when(with_id(triggered("disk"), "e1"));
  EXPECT_EQ(again.outcome, EventOutcome::opened);
  EXPECT_NE(again.alert, first.alert);

  EXPECT_EQ(when(with_id(triggered("disk"), "e1")), again);
}

TEST_F(IngestEventTest, keeps_event_ids_of_tenants_apart) {
  const domain::TenantId other{"other"};
  auto manager = manager_of(ops);
  manager.tenant = other;
  managers.save(manager);
  given(with_id(triggered("disk"), "e1"));

  auto of_other = with_id(triggered("disk"), "e1");
  of_other.tenant = other;

  EXPECT_EQ(when(of_other).outcome, EventOutcome::opened);
}

TEST_F(IngestEventTest, keeps_event_ids_of_event_managers_apart) {
  managers.save(manager_of({"web"}));
  managers.save(manager_of({"web:1"}));
  given(with_id(triggered("disk"), "1:e1"));

  for (const domain::EventManagerId& manager : {domain::EventManagerId{"web"}, {"web:1"}}) {
    auto event = with_id(triggered("disk"), manager.value == "web" ? "1:e1" : "e1");
    event.manager = manager;
    EXPECT_EQ(when(event).outcome, EventOutcome::opened) << manager.value;
  }
}

TEST_F(IngestEventTest, forgets_an_event_id_that_was_refused) {
  auto event = with_id(triggered("disk"), "e1");
  managers.remove(acme, ops);
  ASSERT_FALSE(ingest_event.handle({event, "monitoring"}));
  managers.save(manager_of(ops));

  EXPECT_EQ(when(event).outcome, EventOutcome::opened);
}

TEST_F(IngestEventTest, keeps_no_receipt_for_an_event_without_an_id) {
  when(triggered("disk"));

  EXPECT_TRUE(receipts.kept.empty());
}

TEST_F(IngestEventTest, answers_a_second_acknowledgement_that_there_was_a_first) {
  given(triggered("disk"));
  given(acknowledged("disk"));

  const auto answer = when(acknowledged("disk"));

  EXPECT_EQ(answer.outcome, EventOutcome::already_acknowledged);
  EXPECT_EQ(answer.alert, alert("disk").id);
}

TEST_F(IngestEventTest, acknowledges_nothing_when_no_alert_is_open) {
  EXPECT_EQ(when(acknowledged("disk")), EventAnswer{});
  EXPECT_TRUE(alerts.kept.empty());
}

TEST_F(IngestEventTest, fails_when_receipts_cannot_be_read) {
  receipts.is_gone = true;
  then_it_fails_on(with_id(triggered("disk"), "e1"));
}

TEST_F(IngestEventTest, fails_when_event_managers_cannot_be_read) {
  managers.is_gone = true;
  then_it_fails_on(triggered("disk"));
}

TEST_F(IngestEventTest, fails_when_grouping_rules_cannot_be_read) {
  grouping_rules.is_gone = true;
  then_it_fails_on(with_id(triggered("disk"), "e1"));
  EXPECT_TRUE(receipts.kept.empty());
}

TEST_F(IngestEventTest, fails_when_open_alerts_cannot_be_read) {
  alerts.is_gone = Read::find_open;
  then_it_fails_on(triggered("disk"));
  then_it_fails_on(acknowledged("disk"));
  then_it_fails_on(resolved("disk"));
}

TEST_F(IngestEventTest, fails_when_groups_cannot_be_read) {
  alerts.is_gone = Read::find_parent;
  then_it_fails_on(triggered("disk"));
}

TEST_F(IngestEventTest, fails_when_services_cannot_be_read) {
  given_it_pages(alice_then_bob());
  services.is_gone = true;
  then_it_fails_on(triggered("disk"));
}

TEST_F(IngestEventTest, fails_when_policies_cannot_be_read) {
  given_it_pages(alice_then_bob());
  policies.is_gone = true;
  then_it_fails_on(triggered("disk"));
}

TEST_F(IngestEventTest, fails_when_the_alert_that_pages_cannot_be_read) {
  given_it_pages(alice_then_bob());
  given(triggered("disk"));
  alerts.unreadable.insert(alert("disk").id);
  then_it_fails_on(triggered("checkout", "business"));
}

TEST_F(IngestEventTest, fails_when_the_parent_of_a_resolved_child_cannot_be_read) {
  given(triggered("disk"));
  given(triggered("cpu"));
  alerts.unreadable.insert(alert("disk").id);
  then_it_fails_on(resolved("cpu"));
}

TEST_F(IngestEventTest, fails_when_nobody_can_be_found_to_take_over) {
  given_it_pages(alice_then_bob());
  given(triggered("disk"));
  alerts.is_gone = Read::find_oldest_open;
  then_it_fails_on(resolved("disk"));
}

TEST_F(IngestEventTest, fails_when_the_other_open_alerts_of_the_service_cannot_be_found) {
  given_an_acknowledged_and_an_active_alert_beside("disk");
  alerts.is_gone = Read::open_of;
  then_it_fails_on(resolved("disk"));
}

TEST_F(IngestEventTest, fails_when_another_open_alert_of_the_service_cannot_be_read) {
  given_an_acknowledged_and_an_active_alert_beside("disk");
  alerts.unreadable.insert(alert("login").id);
  then_it_fails_on(resolved("disk"));
}

TEST_F(IngestEventTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  const auto answer = ingest_event.handle({triggered("disk"), "monitoring"});

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(work.end, End::refused);
}

}  // namespace
}  // namespace tocsin::tests
