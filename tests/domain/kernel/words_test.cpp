#include "domain/kernel/words.hpp"

#include "domain/alerting/alert.hpp"
#include "domain/alerting/event.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/alerting/timeline_entry.hpp"
#include "domain/channels/channel.hpp"
#include "domain/delivery/circuit_breaker.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/generator/generator_job.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/paging/escalation.hpp"
#include "domain/workflows/run.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

template <typename Enum>
class WordsTest : public ::testing::Test {};

using Enums = ::testing::Types<Action,
                               AlertStatus,
                               AlertType,
                               AcknowledgeOutcome,
                               ResolveOutcome,
                               EscalationState,
                               TimeoutOutcome,
                               Channel,
                               BreakerState,
                               NotificationKind,
                               NotificationStatus,
                               DeliveryStatus,
                               AttemptOutcome,
                               RecordOutcome,
                               EventOutcome,
                               Change,
                               JobStatus,
                               LogLevel,
                               LogRuleType,
                               WindowType,
                               RunStatus,
                               StepStatus,
                               ScheduledJobType,
                               ScheduledJobStatus>;
TYPED_TEST_SUITE(WordsTest, Enums);

TYPED_TEST(WordsTest, are_read_back_as_they_are_written) {
  for (const auto word : words_of<TypeParam>) {
    const auto value = from_word<TypeParam>(word);
    ASSERT_TRUE(value) << word;
    EXPECT_EQ(word_for(*value), word);
  }
  EXPECT_EQ(from_word<TypeParam>("gibberish"), std::nullopt);
}

TEST(WordsOfEnumerators, stand_in_the_order_of_their_declaration) {
  EXPECT_EQ(word_for(Action::resolve), "resolve");
  EXPECT_EQ(word_for(AlertStatus::resolved), "resolved");
  EXPECT_EQ(word_for(AlertType::child), "child");
  EXPECT_EQ(word_for(AcknowledgeOutcome::already_resolved), "already_resolved");
  EXPECT_EQ(word_for(ResolveOutcome::already_resolved), "already_resolved");
  EXPECT_EQ(word_for(EscalationState::no_policy), "no_policy");
  EXPECT_EQ(word_for(TimeoutOutcome::superseded), "superseded");
  EXPECT_EQ(word_for(Channel::console), "console");
  EXPECT_EQ(word_for(BreakerState::open), "open");
  EXPECT_EQ(word_for(BreakerState::half_open), "half_open");
  EXPECT_EQ(word_for(NotificationKind::alert_resolved), "alert_resolved");
  EXPECT_EQ(word_for(NotificationStatus::cancelled), "cancelled");
  EXPECT_EQ(word_for(AttemptOutcome::unknown), "unknown");
  EXPECT_EQ(word_for(RecordOutcome::superseded), "superseded");
  EXPECT_EQ(word_for(EventOutcome::no_open_alert), "no_open_alert");
  EXPECT_EQ(word_for(Change::nobody_to_page), "nobody_to_page");
  EXPECT_EQ(word_for(JobStatus::cancelled), "cancelled");
  EXPECT_EQ(word_for(LogLevel::fatal), "FATAL");
  EXPECT_EQ(word_for(LogRuleType::custom), "CUSTOM");
  EXPECT_EQ(word_for(WindowType::sliding), "sliding");
  EXPECT_EQ(word_for(Change::notification_failed), "notification_failed");
}

}  // namespace
}  // namespace tocsin::domain
