#include "application/alerting/browse_alerts.hpp"
#include "application/delivery/browse_notifications.hpp"
#include "tests/builders/kernel.hpp"
#include "tests/fakes/mocks/alerting.hpp"
#include "tests/fakes/mocks/delivery.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::application {
namespace {

using domain::Alert;
using domain::AlertId;
using domain::EventManagerId;
using ports::AlertFilter;
using ports::AlertReader;
using ports::AlertSlice;
using Shown = AlertReader::Shown;
using tests::acme;
using tests::MockAlertReader;
using tests::MockNotificationReader;
using tests::MockTimelineReader;
using tests::store_gone;
using trompeloeil::_;

AlertId nth(std::uint64_t n) { return {tests::CountingIds::nth(n)}; }

Alert alert(std::uint64_t n, const std::string& manager = "database") {
  Alert made;
  made.id = nth(n);
  made.tenant = acme;
  made.manager = {manager};
  made.dedup_key = "disk";
  return made;
}

AlertSlice slice(std::vector<std::uint64_t> ids, std::optional<AlertId> resume_before = {}) {
  AlertSlice result;
  for (const auto id : ids)
    result.rows.push_back(alert(id));
  result.resume_before = resume_before;
  return result;
}

class BrowseAlertsTest : public ::testing::Test {
 protected:
  using Ids = std::vector<AlertId>;

  Listing<domain::Alert> listing(AlertSlice from_open, AlertSlice from_closed, std::size_t limit) {
    ALLOW_CALL(open, list(_, _, _)).LR_RETURN(from_open);
    ALLOW_CALL(closed, list(_, _, _)).LR_RETURN(from_closed);
    auto listed = browse.list({acme, {}, {}, {}, {}, {}, {}}, std::nullopt, limit);
    EXPECT_TRUE(listed);
    return *listed;
  }

  static Ids ids_of(const Listing<domain::Alert>& listing) {
    Ids ids;
    for (const auto& row : listing.rows)
      ids.push_back(row.id);
    return ids;
  }

  MockAlertReader open;
  MockAlertReader closed;
  MockTimelineReader timelines;
  BrowseAlerts browse{open, closed, timelines};
};

TEST_F(BrowseAlertsTest, lists_what_is_open_and_what_is_closed_newest_first) {
  const auto shown = listing(slice({6, 3}), slice({5, 4, 1}), 10);

  EXPECT_EQ(ids_of(shown), (Ids{nth(6), nth(5), nth(4), nth(3), nth(1)}));
  EXPECT_EQ(shown.next, std::nullopt);
}

TEST_F(BrowseAlertsTest, cuts_a_page_at_its_limit_and_says_where_to_go_on) {
  const auto shown = listing(slice({6, 3}), slice({5, 4}), 3);

  EXPECT_EQ(ids_of(shown), (Ids{nth(6), nth(5), nth(4)}));
  EXPECT_EQ(shown.next, nth(4));
}

TEST_F(BrowseAlertsTest, shows_an_alert_that_closed_between_the_two_looks_once) {
  const auto shown = listing(slice({6, 4}), slice({4, 2}), 10);

  EXPECT_EQ(ids_of(shown), (Ids{nth(6), nth(4), nth(2)}));
}

TEST_F(BrowseAlertsTest, ends_a_page_where_a_reader_stopped_looking) {
  const auto shown = listing(slice({9}, nth(7)), slice({8, 3, 2}), 10);

  EXPECT_EQ(ids_of(shown), (Ids{nth(9), nth(8)}));
  EXPECT_EQ(shown.next, nth(7));
}

TEST_F(BrowseAlertsTest, goes_on_behind_a_stretch_in_which_nothing_was_found) {
  const auto shown = listing(slice({}), slice({}, nth(7)), 10);

  EXPECT_TRUE(shown.rows.empty());
  EXPECT_EQ(shown.next, nth(7));
}

TEST_F(BrowseAlertsTest, asks_only_the_reader_that_can_have_the_status) {
  AlertFilter filter{acme, {}, {}, {}, {}, {}, {}};
  for (const auto status : {domain::AlertStatus::active, domain::AlertStatus::acknowledged}) {
    filter.status = status;
    REQUIRE_CALL(open, list(_, _, _)).RETURN(slice({2}));
    FORBID_CALL(closed, list(_, _, _));
    EXPECT_TRUE(browse.list(filter, std::nullopt, 10));
  }
  filter.status = domain::AlertStatus::resolved;
  FORBID_CALL(open, list(_, _, _));
  REQUIRE_CALL(closed, list(_, _, _)).RETURN(slice({1}));
  EXPECT_TRUE(browse.list(filter, std::nullopt, 10));
}

TEST_F(BrowseAlertsTest, fails_when_one_of_the_readers_does) {
  {
    ALLOW_CALL(open, list(_, _, _)).RETURN(Failure{store_gone});
    EXPECT_EQ(browse.list({}, std::nullopt, 1).error(), store_gone);
  }
  ALLOW_CALL(open, list(_, _, _)).RETURN(slice({}));
  ALLOW_CALL(closed, list(_, _, _)).RETURN(Failure{store_gone});
  EXPECT_EQ(browse.list({}, std::nullopt, 1).error(), store_gone);
}

TEST_F(BrowseAlertsTest, finds_an_open_alert_by_its_id) {
  REQUIRE_CALL(open, find(acme, nth(1))).RETURN(std::optional{Shown{alert(1), 7}});

  const auto found = browse.find(acme, to_text(nth(1)), std::nullopt);

  ASSERT_TRUE(found);
  EXPECT_EQ(found->alert, alert(1));
  EXPECT_EQ(found->timeline, 7);
}

TEST_F(BrowseAlertsTest, finds_a_closed_alert_by_its_id) {
  ALLOW_CALL(open, find(_, _)).RETURN(std::optional<Shown>{});
  REQUIRE_CALL(closed, find(acme, nth(1))).RETURN(std::optional{Shown{alert(1), 0}});

  EXPECT_TRUE(browse.find(acme, to_text(nth(1)), std::nullopt));
}

TEST_F(BrowseAlertsTest, takes_an_id_that_nothing_has_for_a_key) {
  ALLOW_CALL(open, find(_, _)).RETURN(std::optional<Shown>{});
  ALLOW_CALL(closed, find(_, _)).RETURN(std::optional<Shown>{});
  REQUIRE_CALL(open, find_by_key(acme, to_text(nth(1)))).RETURN(std::vector{Shown{alert(2), 0}});

  const auto found = browse.find(acme, to_text(nth(1)), std::nullopt);

  ASSERT_TRUE(found);
  EXPECT_EQ(found->alert.id, nth(2));
}

TEST_F(BrowseAlertsTest, prefers_the_open_alert_of_a_key) {
  ALLOW_CALL(open, find_by_key(_, _)).RETURN(std::vector{Shown{alert(2), 0}});
  FORBID_CALL(closed, find_by_key(_, _));

  EXPECT_EQ(browse.find(acme, "disk", std::nullopt)->alert.id, nth(2));
}

TEST_F(BrowseAlertsTest, wants_to_know_the_event_manager_when_several_have_the_key) {
  const std::vector both{Shown{alert(1, "database"), 0}, Shown{alert(2, "network"), 0}};
  ALLOW_CALL(open, find_by_key(_, _)).RETURN(both);

  const auto unclear = browse.find(acme, "disk", std::nullopt);
  ASSERT_FALSE(unclear);
  EXPECT_EQ(unclear.error().kind, ErrorKind::conflict);
  EXPECT_EQ(unclear.error().pointer, "?event_manager_id");
  EXPECT_NE(unclear.error().message.find("database network"), std::string::npos);

  const auto clear = browse.find(acme, "disk", EventManagerId{"network"});
  ASSERT_TRUE(clear);
  EXPECT_EQ(clear->alert.id, nth(2));
}

TEST_F(BrowseAlertsTest, finds_nothing_under_a_key_that_nobody_has) {
  ALLOW_CALL(open, find_by_key(_, _)).RETURN(std::vector<Shown>{});
  ALLOW_CALL(closed, find_by_key(_, _)).RETURN(std::vector<Shown>{});

  EXPECT_EQ(browse.find(acme, "disk", std::nullopt).error().kind, ErrorKind::not_found);
}

TEST_F(BrowseAlertsTest, passes_on_that_a_reader_failed) {
  ALLOW_CALL(open, find(_, _)).RETURN(Failure{store_gone});
  ALLOW_CALL(open, find_by_key(_, _)).RETURN(Failure{store_gone});

  EXPECT_EQ(browse.find(acme, to_text(nth(1)), std::nullopt).error(), store_gone);
  EXPECT_EQ(browse.find(acme, "disk", std::nullopt).error(), store_gone);
}

TEST_F(BrowseAlertsTest, reads_the_timeline_from_its_newest_entry) {
  const std::vector entries{domain::TimelineEntry{}};
  REQUIRE_CALL(timelines, read(7, BrowseAlerts::max_timeline_entries)).RETURN(entries);

  const auto timeline = browse.timeline({alert(1), 7});

  ASSERT_TRUE(timeline);
  EXPECT_EQ(*timeline, entries);
}

TEST(BrowseNotificationsTest, lists_what_is_live_and_what_has_ended_or_says_what_failed) {
  MockNotificationReader live;
  MockNotificationReader ended;
  BrowseNotifications browse{live, ended};
  ports::NotificationSlice one;
  one.rows.emplace_back().id = {tests::CountingIds::nth(2)};
  {
    ALLOW_CALL(live, list(_, _, _)).LR_RETURN(one);
    ALLOW_CALL(ended, list(_, _, _)).RETURN(ports::NotificationSlice{});
    EXPECT_EQ(browse.list({}, std::nullopt, 5)->rows, one.rows);
  }
  {
    ALLOW_CALL(live, list(_, _, _)).LR_RETURN(one);
    ALLOW_CALL(ended, list(_, _, _)).RETURN(Failure{store_gone});
    EXPECT_EQ(browse.list({}, std::nullopt, 5).error(), store_gone);
  }
  ALLOW_CALL(live, list(_, _, _)).RETURN(Failure{store_gone});
  EXPECT_EQ(browse.list({}, std::nullopt, 5).error(), store_gone);
}

TEST(BrowseNotificationsTest, asks_only_the_reader_that_can_have_the_status) {
  using enum domain::NotificationStatus;
  const auto asks = [](const ports::NotificationFilter& filter, bool the_live, bool the_ended) {
    MockNotificationReader live;
    MockNotificationReader ended;
    bool live_asked = false;
    bool ended_asked = false;
    ALLOW_CALL(live, list(_, _, _))
        .LR_SIDE_EFFECT(live_asked = true)
        .RETURN(ports::NotificationSlice{});
    ALLOW_CALL(ended, list(_, _, _))
        .LR_SIDE_EFFECT(ended_asked = true)
        .RETURN(ports::NotificationSlice{});
    EXPECT_TRUE((BrowseNotifications{live, ended}.list(filter, std::nullopt, 5)));
    return live_asked == the_live && ended_asked == the_ended;
  };
  ports::NotificationFilter filter;
  EXPECT_TRUE(asks(filter, true, true));
  for (const auto& [status, the_live, the_ended] : {std::tuple{pending, true, false},
                                                    std::tuple{partial, true, true},
                                                    std::tuple{sent, true, true},
                                                    std::tuple{failed, true, true},
                                                    std::tuple{cancelled, true, true},
                                                    std::tuple{suppressed, true, true}}) {
    filter.status = status;
    EXPECT_TRUE(asks(filter, the_live, the_ended)) << static_cast<int>(status);
  }
  filter.status.reset();
  filter.failed = true;
  EXPECT_TRUE(asks(filter, false, true));
}

using Found = std::optional<domain::Notification>;

TEST(BrowseNotificationsTest, finds_one_that_lives_before_one_that_has_ended) {
  MockNotificationReader live;
  MockNotificationReader ended;
  BrowseNotifications browse{live, ended};
  domain::Notification one;
  one.id = {tests::CountingIds::nth(2)};
  {
    ALLOW_CALL(live, find_notification(acme, one.id)).LR_RETURN(Found{one});
    FORBID_CALL(ended, find_notification(_, _));
    EXPECT_EQ(*browse.find(acme, one.id), one);
  }
  ALLOW_CALL(live, find_notification(_, _)).RETURN(Found{});
  {
    ALLOW_CALL(ended, find_notification(acme, one.id)).LR_RETURN(Found{one});
    EXPECT_EQ(*browse.find(acme, one.id), one);
  }
  ALLOW_CALL(ended, find_notification(_, _)).RETURN(Found{});
  EXPECT_EQ(browse.find(acme, one.id).error().kind, ErrorKind::not_found);
}

TEST(BrowseNotificationsTest, says_why_one_cannot_be_looked_for) {
  MockNotificationReader live;
  MockNotificationReader ended;
  BrowseNotifications browse{live, ended};
  ALLOW_CALL(live, find_notification(_, _)).RETURN(Failure{store_gone});

  EXPECT_EQ(browse.find(acme, {tests::CountingIds::nth(2)}).error(), store_gone);
}

}  // namespace
}  // namespace tocsin::application
