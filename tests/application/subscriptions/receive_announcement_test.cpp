#include "application/subscriptions/receive_announcement.hpp"

#include "tests/worlds/subscriptions.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::EventOutcome;
using ports::Counter;
using End = FakeUnitOfWork::End;

// Of whatever source.
const domain::AlertPattern whatever_low{"LOW", "", ""};

class ReceiveAnnouncementTest : public SubscribingScenario {
 protected:
  ReceiveAnnouncementTest() {
    subscriptions.save(subscription_of(globex, 1, exactly, {hook(11, "one")}));
  }

  void then_it_fails() {
    const auto answer = receive_announcement.handle({test_alert(), "producer"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), store_gone);
    EXPECT_EQ(work.end, End::rolled_back);
  }
};

TEST_F(ReceiveAnnouncementTest, tells_what_was_announced) {
  auto announcement = test_alert();
  announcement.context.add("host", "db-1");
  announcement.occurred_at = clock.now() - 1h;

  const auto answer = when_announced(announcement);

  EXPECT_EQ(answer.outcome, EventOutcome::announced);
  EXPECT_EQ(answer.alert, domain::alert_id_of("a-1"));
  ASSERT_EQ(outbox.added.size(), 1U);
  const auto& told = outbox.added.front();
  EXPECT_EQ(told.tenant, acme);
  EXPECT_EQ(told.alert, answer.alert);
  EXPECT_EQ(told.kind, domain::NotificationKind::match);
  EXPECT_EQ(told.created_at, clock.now());
  EXPECT_TRUE(told.is_foreign());
  EXPECT_EQ(told.about.dedup_key, "a-1");
  EXPECT_EQ(told.about.summary, "test-name");
  EXPECT_EQ(told.about.severity, severity("low"));
  EXPECT_EQ(told.about.source, "test-source");
  EXPECT_EQ(told.about.name, "test-name");
  EXPECT_EQ(told.about.context, announcement.context);
  EXPECT_EQ(told.about.at, clock.now() - 1h);
}

TEST_F(ReceiveAnnouncementTest, dates_it_when_it_came_if_nothing_else_is_said) {
  when_announced(test_alert());

  EXPECT_EQ(outbox.added.front().about.at, clock.now());
}

TEST_F(ReceiveAnnouncementTest, keeps_no_alert_of_its_own) {
  when_announced(test_alert());

  EXPECT_TRUE(alerts.kept.empty());
  EXPECT_TRUE(timeline.kept.empty());
}

TEST_F(ReceiveAnnouncementTest, counts_what_was_announced_and_what_became_of_it) {
  when_announced(test_alert("a-1"));
  when_announced(test_alert("a-1"));
  auto unmatched = test_alert("a-2");
  unmatched.source = "elsewhere";
  EXPECT_EQ(outcome_of(unmatched), EventOutcome::unmatched);

  EXPECT_EQ(metrics.counts[Counter::alerts_announced], 3);
  EXPECT_EQ(metrics.counts[Counter::alerts_matched], 1);
  EXPECT_EQ(metrics.counts[Counter::clients_told], 1);
}

TEST_F(ReceiveAnnouncementTest, nobody_is_told_of_an_alert_that_nobody_has_subscribed_to) {
  auto graver = test_alert();
  graver.severity = severity("high");

  EXPECT_EQ(outcome_of(graver), EventOutcome::unmatched);
  EXPECT_TRUE(outbox.added.empty());
  EXPECT_TRUE(announced_before.kept.empty());
}

TEST_F(ReceiveAnnouncementTest, an_alert_of_another_tenant_with_the_same_key_is_another_alert) {
  when_announced(test_alert());
  auto of_other = test_alert();
  of_other.tenant = {"other"};
  EXPECT_EQ(outcome_of(of_other), EventOutcome::unmatched);

  auto subscription = subscription_of(globex, 2, exactly, {hook(21, "other")});
  subscription.tenant = of_other.tenant;
  subscriptions.save(subscription);
  auto client = a_client(globex);
  client.tenant = of_other.tenant;
  clients.save(client);
  EXPECT_EQ(outcome_of(of_other), EventOutcome::announced);
}

TEST_F(ReceiveAnnouncementTest, an_alert_of_another_source_with_the_same_key_is_another_alert) {
  subscriptions.save(subscription_of(globex, 1, whatever_low, {hook(11, "one")}));
  for (const auto* key : {"42", "INC0010001", "0b7c2f1e-5d6a-4c38-9f10-3f2a7d9e4b51"}) {
    SCOPED_TRACE(key);
    auto of_zabbix = test_alert(key);
    of_zabbix.source = "zabbix";
    auto of_kuma = test_alert(key);
    of_kuma.source = "uptime-kuma";

    EXPECT_EQ(outcome_of(of_zabbix), EventOutcome::announced);
    EXPECT_EQ(outcome_of(of_kuma), EventOutcome::announced);
    EXPECT_EQ(outcome_of(of_zabbix), EventOutcome::already_announced);
    EXPECT_EQ(outcome_of(of_kuma), EventOutcome::already_announced);
  }
}

TEST_F(ReceiveAnnouncementTest, finds_the_alerts_of_all_sources_with_the_same_key_by_that_key) {
  subscriptions.save(subscription_of(globex, 1, whatever_low, {hook(11, "one")}));
  auto of_another = test_alert("42");
  of_another.source = "uptime-kuma";

  when_announced(test_alert("42"));
  when_announced(of_another);

  ASSERT_EQ(outbox.added.size(), 2U);
  EXPECT_EQ(outbox.added.front().alert, domain::alert_id_of("42"));
  EXPECT_EQ(outbox.added.back().alert, domain::alert_id_of("42"));
}

TEST_F(ReceiveAnnouncementTest, who_was_told_before_sources_counted_is_not_told_again) {
  announced_before.remember(acme, domain::alert_id_of("a-1"), {globex}, clock.now());

  EXPECT_EQ(outcome_of(test_alert("a-1")), EventOutcome::already_announced);
  EXPECT_EQ(outcome_of(test_alert("a-1")), EventOutcome::already_announced);
  EXPECT_TRUE(outbox.added.empty());
}

TEST_F(ReceiveAnnouncementTest, what_was_told_before_sources_counted_belongs_to_the_first_to_come) {
  subscriptions.save(subscription_of(globex, 1, whatever_low, {hook(11, "one")}));
  announced_before.remember(acme, domain::alert_id_of("a-1"), {globex}, clock.now());
  when_announced(test_alert("a-1"));
  auto of_another = test_alert("a-1");
  of_another.source = "uptime-kuma";

  EXPECT_EQ(outcome_of(of_another), EventOutcome::announced);
}

TEST_F(ReceiveAnnouncementTest, fails_when_it_cannot_be_read_who_was_told) {
  announced_before.is_gone = true;
  then_it_fails();
}

TEST_F(ReceiveAnnouncementTest, fails_when_the_subscriptions_cannot_be_read) {
  subscriptions.is_gone = true;
  then_it_fails();
}

TEST_F(ReceiveAnnouncementTest, fails_when_the_clients_cannot_be_read) {
  clients.is_gone = true;
  then_it_fails();
}

TEST_F(ReceiveAnnouncementTest, says_when_it_could_not_be_kept) {
  work.refuses = true;

  for (const auto& alert_key : {"a-1", "a-1", "a-2"}) {
    const auto answer = receive_announcement.handle({test_alert(alert_key), "producer"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(work.end, End::refused);
  }
}

}  // namespace
}  // namespace tocsin::tests
