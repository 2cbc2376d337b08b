#include "adapters/channels/slack/slack_notifier.hpp"

#include <nlohmann/json.hpp>

#include "adapters/channels/slack/slack_message.hpp"
#include "tests/adapters/channels/transfer/surroundings.hpp"
#include "tests/support/http_sink.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using domain::NotificationKind;
using nlohmann::json;
using test::HttpSink;
using Verdict = AttemptResult::Verdict;
using namespace std::chrono_literals;

TEST(SlackMessage, has_one_coloured_attachment) {
  const auto posted = json::parse(slack_message(a_page(), "#ops"));

  EXPECT_EQ(posted.at("channel"), "#ops");
  ASSERT_EQ(posted.at("attachments").size(), 1U);
  const auto& attachment = posted["attachments"][0];
  EXPECT_EQ(attachment.at("color"), "warning");
  EXPECT_EQ(attachment.at("title"), "[HIGH] payments: High CPU on server-1");
  EXPECT_EQ(attachment.at("fallback"), attachment.at("title"));
  EXPECT_EQ(attachment.at("text"),
            "To acknowledge: POST /v1/alerts/0a000000-0000-0000-0000-000000000000/acknowledge");
  EXPECT_EQ(attachment.at("fields").at(0),
            (json{{"title", "Service"}, {"value", "payments"}, {"short", true}}));
}

TEST(SlackMessage, is_for_the_channel_of_the_webhook_when_it_names_none) {
  EXPECT_FALSE(json::parse(slack_message(a_page(), "")).contains("channel"));
}

TEST(SlackMessage, is_coloured_by_severity_until_all_is_well) {
  struct Row {
    const char* severity;
    NotificationKind kind;
    const char* colour;
  };
  const Row rows[] = {
      {"CRITICAL", NotificationKind::page, "danger"},
      {"high", NotificationKind::page, "warning"},
      {"warning", NotificationKind::page, "warning"},
      {"medium", NotificationKind::alert_opened, "warning"},
      {"low", NotificationKind::page, "good"},
      {"info", NotificationKind::page, "good"},
      {"critical", NotificationKind::alert_resolved, "good"},
      {"critical", NotificationKind::incident_resolved, "good"},
      {"critical", NotificationKind::incident_acknowledged, "danger"},
  };

  for (const auto& row : rows) {
    SCOPED_TRACE(row.severity);
    auto message = a_page();
    message.kind = row.kind;
    message.about.severity = *domain::Severity::parse(row.severity);
    const auto posted = json::parse(slack_message(message, ""));
    EXPECT_EQ(posted["attachments"][0]["color"], row.colour);
  }
}

TEST(SlackMessage, mentions_nobody_that_a_text_names) {
  auto message = a_page();
  message.about.summary = "<!channel> & <@U123>";
  message.about.dedup_key = "<https://evil.example|ok>";

  const auto posted = slack_message(message, "");

  EXPECT_EQ(json::parse(posted)["attachments"][0]["title"],
            "[HIGH] payments: &lt;!channel&gt; &amp; &lt;@U123&gt;");
  EXPECT_EQ(posted.find('<'), std::string::npos);
}

TEST(SlackMessage, says_that_it_may_be_a_repeated_one) {
  auto message = a_page();
  message.possibly_repeated = true;

  const auto posted = json::parse(slack_message(message, ""));
  const auto text = posted["attachments"][0]["text"].get<std::string>();

  EXPECT_TRUE(text.ends_with("/acknowledge\n(possibly repeated)")) << text;
}

class SlackNotifierTest : public testing::Test {
 protected:
  SlackNotifierTest() { page.target.address = "#ops"; }

  SlackSettings as_bot() const { return {"xoxb-secret", "", sink.url("")}; }

  StandingClock clock;
  HttpSink sink;
  Transfers transfers{{}, clock};
  domain::Message page = a_page();
};

TEST_F(SlackNotifierTest, posts_to_the_webhook_that_the_address_is) {
  SlackNotifier notifier{as_bot(), transfers};
  page.target.address = sink.url("/services/T0/B0/secret");
  sink.answer_next({200, "ok", {}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::sent, "HTTP 200 from 127.0.0.1", std::nullopt}));

  const auto request = sink.requests().at(0);
  EXPECT_EQ(request.target, "/services/T0/B0/secret");
  EXPECT_EQ(request.body, slack_message(page, ""));
  EXPECT_EQ(request.header("content-type"), "application/json; charset=utf-8");
  EXPECT_EQ(request.headers.count("authorization"), 0U);
}

TEST_F(SlackNotifierTest, posts_to_a_channel_as_the_bot) {
  SlackNotifier notifier{as_bot(), transfers};
  sink.answer_next({200, R"({"ok":true,"ts":"1.2"})", {}});

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);

  const auto request = sink.requests().at(0);
  EXPECT_EQ(request.target, "/api/chat.postMessage");
  EXPECT_EQ(request.header("authorization"), "Bearer xoxb-secret");
  EXPECT_EQ(request.body, slack_message(page, "#ops"));
}

TEST_F(SlackNotifierTest, posts_to_a_channel_by_the_default_webhook_without_a_bot) {
  SlackNotifier notifier{{"", sink.url("/services/secret"), ""}, transfers};

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);

  EXPECT_EQ(sink.requests().at(0).target, "/services/secret");
  EXPECT_EQ(sink.requests().at(0).body, slack_message(page, "#ops"));
}

TEST_F(SlackNotifierTest, gives_up_a_channel_without_any_way_to_it) {
  SlackNotifier notifier{{}, transfers};

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::refused);
}

TEST_F(SlackNotifierTest, believes_the_body_of_a_200_to_the_bot) {
  struct Row {
    const char* body;
    Verdict verdict;
    const char* detail;
  };
  const char* unclear = "HTTP 200 from 127.0.0.1, but the body is not a valid Slack response";
  const Row rows[] = {
      {R"({"ok":true})", Verdict::sent, "HTTP 200 from 127.0.0.1"},
      {R"({"ok":false,"error":"channel_not_found"})",
       Verdict::refused,
       "channel_not_found from 127.0.0.1"},
      {R"({"ok":false,"error":"invalid_auth"})", Verdict::refused, "invalid_auth from 127.0.0.1"},
      {R"({"ok":false,"error":"ratelimited"})", Verdict::limited, "ratelimited from 127.0.0.1"},
      {R"({"ok":false,"error":"internal_error"})",
       Verdict::try_again,
       "internal_error from 127.0.0.1"},
      {R"({"ok":"yes"})", Verdict::unclear, unclear},
      {R"({"ok":false,"error":7})", Verdict::unclear, unclear},
      {R"([true])", Verdict::unclear, unclear},
      {"<html>", Verdict::unclear, unclear},
      {"", Verdict::unclear, unclear},
  };

  SlackNotifier notifier{as_bot(), transfers};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.body);
    sink.answer_next({200, row.body, {}});
    EXPECT_EQ(delivered(notifier, page), (AttemptResult{row.verdict, row.detail, std::nullopt}));
  }
}

TEST_F(SlackNotifierTest, survives_an_answer_of_nothing_but_brackets) {
  SlackNotifier notifier{as_bot(), transfers};
  sink.answer_next({200, std::string(100'000, '['), {}});

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::unclear);
}

TEST_F(SlackNotifierTest, waits_as_long_as_slack_asks) {
  SlackNotifier notifier{as_bot(), transfers};
  sink.answer_next({429, R"({"ok":false,"error":"ratelimited"})", {{"Retry-After", "30"}}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::limited, "HTTP 429 from 127.0.0.1", 30s}));
}

}  // namespace
}  // namespace tocsin::adapters::channels
