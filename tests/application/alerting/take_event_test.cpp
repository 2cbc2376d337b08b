#include "application/alerting/take_event.hpp"

#include "tests/worlds/alerting.hpp"

namespace tocsin::tests {
namespace {

using domain::EventOutcome;

class TakeEventTest : public GroupingScenario {};

TEST_F(TakeEventTest, an_event_for_an_event_manager_opens_an_alert) {
  const application::IngestEvent::Command event{triggered("disk"), "monitoring"};

  const auto answer = alerting.take_event.handle(event);

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, EventOutcome::opened);
  EXPECT_EQ(alerts.kept.size(), 1U);
}

TEST_F(TakeEventTest, an_announcement_opens_none) {
  const application::ReceiveAnnouncement::Command announcement{
      {acme, "a-1", {}, "test-source", "test-name", {}, {}}, "producer"};

  const auto answer = alerting.take_event.handle(announcement);

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, EventOutcome::unmatched);
  EXPECT_TRUE(alerts.kept.empty());
}

}  // namespace
}  // namespace tocsin::tests
