#include "domain/delivery/notification.hpp"

#include "tests/builders/delivery.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using tests::a_match;
using tests::a_page;
using tests::a_subscription;
using tests::alice;
using tests::an_endpoint;
using tests::start_of_test;

TEST(NotificationTest, tells_of_the_alert_as_it_was) {
  auto alert = tests::an_alert();
  alert.manager = EventManagerId{"database-team"};
  alert.child_count = 2;
  alert.acknowledge("alice", start_of_test());

  const AlertFacts expected{EventManagerId{"database-team"},
                            tests::billing,
                            "disk-full",
                            "disk is full",
                            tests::severity("high"),
                            AlertStatus::acknowledged,
                            AlertType::parent,
                            2,
                            start_of_test() + 1s,
                            "",
                            "",
                            {}};
  EXPECT_EQ(facts_of(alert, start_of_test() + 1s), expected);
}

TEST(AlertFactsTest, name_the_trace_that_the_alert_was_found_in) {
  Alert alert;
  alert.fields = {{"region", "eu"}, {"trace_id", "t1"}};

  EXPECT_EQ(facts_of(alert, start_of_test()).context, (Fields{{"trace_id", "t1"}}));
}

Notification with_deliveries(NotificationKind kind, const std::vector<DeliveryStatus>& statuses) {
  auto notification = a_page();
  notification.kind = kind;
  notification.deliveries.clear();
  for (const auto status : statuses) {
    notification.deliveries.push_back(delivery_to(alice, start_of_test()));
    notification.deliveries.back().status = status;
  }
  return notification;
}

struct StatusRow {
  const char* name;
  std::vector<DeliveryStatus> deliveries;
  NotificationStatus status;
};

TEST(NotificationTest, is_told_as_far_as_its_deliveries_are) {
  using enum DeliveryStatus;
  const StatusRow rows[] = {
      {"nothing has happened yet", {pending, pending}, NotificationStatus::pending},
      {"on its way", {sending}, NotificationStatus::pending},
      {"one failed, one may arrive", {failed, pending}, NotificationStatus::pending},
      {"all arrived", {sent, sent}, NotificationStatus::sent},
      {"one arrived, nobody wants the other", {sent, cancelled}, NotificationStatus::sent},
      {"one arrived, one may", {sent, sending}, NotificationStatus::partial},
      {"one arrived, one failed", {failed, sent}, NotificationStatus::partial},
      {"all failed", {failed, failed}, NotificationStatus::failed},
      {"one failed, nobody wants the other", {cancelled, failed}, NotificationStatus::failed},
      {"there is nobody to tell", {}, NotificationStatus::failed},
  };

  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(with_deliveries(NotificationKind::match, row.deliveries).status(), row.status);
    EXPECT_EQ(with_deliveries(NotificationKind::page, row.deliveries).status(), row.status);
  }
}

TEST(NotificationTest, a_match_that_nobody_wants_any_more_is_suppressed_and_a_page_cancelled) {
  const std::vector cancelled{DeliveryStatus::cancelled};

  EXPECT_EQ(with_deliveries(NotificationKind::match, cancelled).status(),
            NotificationStatus::suppressed);
  EXPECT_EQ(with_deliveries(NotificationKind::page, cancelled).status(),
            NotificationStatus::cancelled);
}

TEST(NotificationTest, lives_and_ends_with_its_deliveries) {
  auto page = with_deliveries(NotificationKind::page, {DeliveryStatus::sent});
  EXPECT_FALSE(page.is_live());
  EXPECT_TRUE(page.has_ended());

  page.deliveries.push_back(delivery_to(alice, start_of_test()));
  EXPECT_TRUE(page.is_live());
  EXPECT_FALSE(page.has_ended());

  page.deliveries.back().start(start_of_test());
  page.cancel();
  EXPECT_FALSE(page.is_live());
  EXPECT_FALSE(page.has_ended());
  EXPECT_EQ(page.deliveries.front().status, DeliveryStatus::sent);

  page.lose_track(start_of_test());
  EXPECT_TRUE(page.has_ended());
}

TEST(NotificationTest, loses_track_of_all_that_is_in_flight) {
  auto page =
      with_deliveries(NotificationKind::page, {DeliveryStatus::pending, DeliveryStatus::pending});
  page.deliveries[1].start(start_of_test());

  page.lose_track(start_of_test() + 1min);

  EXPECT_FALSE(page.deliveries[0].possibly_repeated);
  EXPECT_TRUE(page.deliveries[1].possibly_repeated);
}

TEST(NotificationTest, gives_each_delivery_a_key_and_a_spread_of_its_own) {
  auto page =
      with_deliveries(NotificationKind::page, {DeliveryStatus::pending, DeliveryStatus::pending});

  EXPECT_EQ(page.key_of(0), to_text(page.id));
  EXPECT_EQ(page.key_of(1), to_text(page.id) + "-1");
  EXPECT_NE(page.spread_of(0), page.spread_of(1));

  const auto before = page.spread_of(0);
  page.deliveries[0].start(start_of_test());
  EXPECT_NE(page.spread_of(0), before);
  EXPECT_EQ(page.key_of(0), to_text(page.id));
}

TEST(NotificationTest, tells_each_channel_and_address_of_its_subscriptions_once) {
  auto switched_off = an_endpoint(3, Channel::sms, "+33600000001");
  switched_off.enabled = false;
  const auto match = a_match({a_subscription(1,
                                             {an_endpoint(1, Channel::email, "x@globex.example"),
                                              an_endpoint(2, Channel::slack, "x@globex.example"),
                                              switched_off}),
                              a_subscription(2,
                                             {an_endpoint(4, Channel::email, "x@globex.example"),
                                              an_endpoint(5,
                                                          Channel::email,
                                                          "y@globex.example, x@globex.example,"
                                                          "z@globex.example")})});

  std::vector<Target> targets;
  for (const auto& delivery : match.deliveries)
    targets.push_back(delivery.target);
  EXPECT_EQ(targets,
            (std::vector<Target>{{"globex", Channel::email, "x@globex.example"},
                                 {"globex", Channel::slack, "x@globex.example"},
                                 {"globex", Channel::email, "y@globex.example"},
                                 {"globex", Channel::email, "z@globex.example"}}));
}

TEST(NotificationTest, is_foreign_when_neither_a_manager_nor_a_service_has_sent_its_alert) {
  auto notification = a_page();
  EXPECT_FALSE(notification.is_foreign());

  notification.about.service = {};
  EXPECT_TRUE(notification.is_foreign());

  notification.about.manager = EventManagerId{"database-team"};
  EXPECT_FALSE(notification.is_foreign());
}

TEST(DeliveryRefTest, is_in_the_order_of_notifications_and_then_of_their_deliveries) {
  const DeliveryRef first{tests::notification_id(1), 7};
  const DeliveryRef second{tests::notification_id(2), 0};
  const DeliveryRef third{tests::notification_id(2), 1};

  EXPECT_TRUE(first < second && second < third);
  EXPECT_FALSE(second < first || third < second || first < first);
  EXPECT_EQ(first, (DeliveryRef{tests::notification_id(1), 7}));
  EXPECT_NE(second, third);
}

TEST(NotificationTest, opens_incidents_unless_it_tells_of_an_end_or_of_an_incident) {
  const std::vector<std::pair<NotificationKind, bool>> cases{
      {NotificationKind::page, true},
      {NotificationKind::alert_opened, true},
      {NotificationKind::match, true},
      {NotificationKind::workflow_message, true},
      {NotificationKind::alert_resolved, false},
      {NotificationKind::incident_acknowledged, false},
      {NotificationKind::incident_resolved, false}};
  for (const auto& [kind, opens] : cases) {
    auto notification = a_page();
    notification.kind = kind;
    EXPECT_EQ(notification.opens_incidents(), opens) << static_cast<int>(kind);
  }
}

// To three endpoints, two of which go to one fallback by now.
Notification with_twins() {
  auto match = a_match({a_subscription(1,
                                       {an_endpoint(1, Channel::email, "one"),
                                        an_endpoint(2, Channel::email, "two"),
                                        an_endpoint(3, Channel::slack, "fallback")})});
  match.deliveries[0].divert({"", Channel::sms, "fallback"}, match.created_at);
  match.deliveries[1].divert({"", Channel::sms, "fallback"}, match.created_at);
  return match;
}

TEST(NotificationTest, knows_what_another_delivery_does_at_the_same_address) {
  using Twin = Notification::Twin;
  auto match = with_twins();
  EXPECT_EQ(match.twin_of(0), Twin::none);

  match.deliveries[1].start(match.created_at);
  EXPECT_EQ(match.twin_of(0), Twin::in_flight);
  EXPECT_EQ(match.twin_of(1), Twin::none);
  EXPECT_EQ(match.twin_of(2), Twin::none);

  match.deliveries[1].record(1, {}, 0.5, match.created_at);
  EXPECT_EQ(match.twin_of(0), Twin::sent);
  match.deliveries[1].status = DeliveryStatus::failed;
  EXPECT_EQ(match.twin_of(0), Twin::none);
}

TEST(NotificationTest, has_told_an_address_with_one_of_its_deliveries) {
  auto match = with_twins();
  match.deliveries[1].start(match.created_at);
  match.deliveries[1].record(1, {}, 0.5, match.created_at);

  match.cancel_twins_of(1);

  EXPECT_EQ(match.deliveries[0].status, DeliveryStatus::cancelled);
  EXPECT_EQ(match.deliveries[1].status, DeliveryStatus::sent);
  EXPECT_EQ(match.deliveries[2].status, DeliveryStatus::pending);
}

}  // namespace
}  // namespace tocsin::domain
