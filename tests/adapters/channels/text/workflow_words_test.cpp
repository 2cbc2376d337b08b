#include "adapters/channels/text/workflow_words.hpp"

#include <nlohmann/json.hpp>

#include "adapters/channels/email/mail_content.hpp"
#include "adapters/channels/pagerduty/pagerduty_event.hpp"
#include "adapters/channels/slack/slack_message.hpp"
#include "adapters/channels/webhook/webhook_body.hpp"
#include "tests/adapters/channels/transfer/surroundings.hpp"

namespace tocsin::adapters::channels {
namespace {

using nlohmann::json;

constexpr const char* run_id = "0b000000-0000-0000-0000-000000000000";

domain::Message a_workflow_message() {
  auto message = a_page();
  message.kind = domain::NotificationKind::workflow_message;
  message.alert = {};
  message.run.emplace().value.data[0] = 0x0b;
  message.about = {};
  message.about.name = "Internet\ndowntime";
  message.about.dedup_key = "internet_downtime";
  message.about.summary = "No signal from <org_x>\nfor 5 minutes & more";
  message.about.source = "org_x";
  message.about.severity = *domain::Severity::parse("critical");
  message.about.at = domain::Time{std::chrono::milliseconds{1737559800123}};
  return message;
}

TEST(WorkflowWords, are_what_the_step_says) {
  auto message = a_workflow_message();
  EXPECT_EQ(workflow_title(message), "Internet downtime");
  EXPECT_EQ(workflow_words(message, 1600), "No signal from <org_x>\nfor 5 minutes & more");
  message.possibly_repeated = true;
  EXPECT_EQ(workflow_words(message, 29), "No signal\n(possibly repeated)");
}

TEST(WorkflowWords, know_what_they_are_about) {
  auto message = a_workflow_message();
  EXPECT_EQ(workflow_facts(message).size(), 4U);
  message.about.source.clear();
  message.run.reset();
  ASSERT_EQ(workflow_facts(message).size(), 2U);
  EXPECT_EQ(workflow_facts(message).front().value, "internet_downtime");
}

TEST(WorkflowWords, are_a_mail_under_the_name_of_the_workflow) {
  const auto mail = mail_content(a_workflow_message());
  EXPECT_EQ(mail.subject, "Internet downtime");
  EXPECT_EQ(mail.text,
            "No signal from <org_x>\nfor 5 minutes & more\n\nSubject: org_x\n"
            "Workflow: internet_downtime\nRun: " +
                std::string{run_id} + "\nTime: 2025-01-22T15:30:00.123Z\n");
  EXPECT_NE(mail.html.find("No signal from &lt;org_x&gt;\nfor 5 minutes &amp; more"),
            std::string::npos);
}

TEST(WorkflowWords, are_all_that_slack_shows) {
  const auto body = json::parse(slack_message(a_workflow_message(), "#ops"));
  EXPECT_EQ(body,
            (json{{"channel", "#ops"},
                  {"text", "No signal from &lt;org_x&gt;\nfor 5 minutes &amp; more"}}));
}

TEST(WorkflowWords, have_a_webhook_body_of_their_own) {
  EXPECT_EQ(webhook_body(a_workflow_message()),
            R"({"notification_id":"01000000-0000-0000-0000-000000000000",)"
            R"("kind":"workflow_message","run_id":"0b000000-0000-0000-0000-000000000000",)"
            R"("workflow_id":"internet_downtime","subject":"org_x",)"
            R"("message":"No signal from <org_x>\nfor 5 minutes & more",)"
            R"("timestamp":"2025-01-22T15:30:00.123Z"})");
}

TEST(WorkflowWords, open_one_incident_for_a_run) {
  const auto event = json::parse(pagerduty_event(a_workflow_message()));
  EXPECT_EQ(event["event_action"], "trigger");
  EXPECT_EQ(event["dedup_key"], run_id);
  EXPECT_EQ(event["payload"]["summary"], "No signal from <org_x> for 5 minutes & more");
  EXPECT_EQ(event["payload"]["source"], "org_x");
  EXPECT_EQ(event["payload"]["severity"], "critical");
  EXPECT_EQ(event["payload"]["custom_details"]["Workflow"], "internet_downtime");
}

}  // namespace
}  // namespace tocsin::adapters::channels
