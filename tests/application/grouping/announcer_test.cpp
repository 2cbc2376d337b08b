#include "application/announcer.hpp"

#include "tests/application/grouping/builders.hpp"
#include "tests/support/fakes.hpp"
#include "tests/support/mocks.hpp"

namespace tocsin::tests {
namespace {

using domain::Notification;
using domain::NotificationKind;
using trompeloeil::_;

class AnnouncerTest : public ::testing::Test {
 protected:
  const domain::Time now = ManualClock{}.now();
  const domain::Alert alert = open_alert({CountingIds::nth(7)}, triggered("disk"), billing, now);

  MockOutbox outbox;
  CountingIds ids;
  application::Announcer announcer{outbox, ids};
};

TEST_F(AnnouncerTest, tells_the_webhook_of_the_manager_what_the_alert_is_now) {
  Notification expected;
  expected.id = {CountingIds::nth(1)};
  expected.tenant = acme;
  expected.alert = alert.id;
  expected.kind = NotificationKind::alert_resolved;
  expected.target = {"ops", domain::Channel::webhook, webhook_url};
  expected.about = facts_of(alert, now);
  expected.created_at = now;
  expected.next_attempt_at = now;
  REQUIRE_CALL(outbox, add(_)).LR_WITH(_1 == expected);

  announcer.announce(NotificationKind::alert_resolved, alert, manager_of(ops), now);
}

TEST_F(AnnouncerTest, tells_nobody_when_the_manager_has_no_webhook) {
  auto manager = manager_of(ops);
  manager.webhook_url.clear();
  FORBID_CALL(outbox, add(_));

  announcer.announce(NotificationKind::alert_opened, alert, manager, now);
}

}  // namespace
}  // namespace tocsin::tests
