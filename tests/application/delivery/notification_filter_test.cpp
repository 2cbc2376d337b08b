#include "ports/delivery/notification_reader.hpp"
#include "tests/builders/delivery.hpp"

// Which notifications somebody who looks at a list is shown.
namespace tocsin::ports {
namespace {

using namespace tests;  // NOLINT: the words of the tests
using domain::Channel;
using domain::DeliveryStatus;
using domain::NotificationStatus;

struct NotificationFilterTest : testing::Test {
  NotificationFilterTest() { filter.tenant = acme; }

  bool is_shown() const { return filter.accepts(match); }

  NotificationFilter filter;
  domain::Notification match =
      a_match({a_subscription(1,
                              {an_endpoint(1, Channel::slack, "#alerts"),
                               an_endpoint(2, Channel::email, "x@globex.example")})});
};

TEST_F(NotificationFilterTest, shows_the_tenant_its_own) {
  EXPECT_TRUE(is_shown());

  filter.tenant = domain::TenantId{"other"};
  EXPECT_FALSE(is_shown());
}

TEST_F(NotificationFilterTest, shows_those_of_an_alert) {
  filter.alert = match.alert;
  EXPECT_TRUE(is_shown());

  filter.alert = alert_id(404);
  EXPECT_FALSE(is_shown());
}

TEST_F(NotificationFilterTest, shows_those_of_a_client) {
  filter.client = globex;
  EXPECT_TRUE(is_shown());

  filter.client = domain::ClientId{"initech"};
  EXPECT_FALSE(is_shown());
}

TEST_F(NotificationFilterTest, shows_those_that_have_come_so_far) {
  filter.status = NotificationStatus::pending;
  EXPECT_TRUE(is_shown());

  filter.status = NotificationStatus::sent;
  EXPECT_FALSE(is_shown());
}

TEST_F(NotificationFilterTest, shows_those_with_a_delivery_on_a_channel) {
  filter.channel = Channel::email;
  EXPECT_TRUE(is_shown());

  filter.channel = Channel::sms;
  EXPECT_FALSE(is_shown());
}

TEST_F(NotificationFilterTest, shows_what_some_target_was_not_told_once_nothing_will_change) {
  filter.failed = true;
  match.deliveries[0].status = DeliveryStatus::failed;
  EXPECT_FALSE(is_shown());

  match.deliveries[1].status = DeliveryStatus::sent;
  EXPECT_TRUE(is_shown());

  match.deliveries[0].status = DeliveryStatus::sent;
  EXPECT_FALSE(is_shown());

  match.deliveries.clear();
  EXPECT_TRUE(is_shown());
}

}  // namespace
}  // namespace tocsin::ports
