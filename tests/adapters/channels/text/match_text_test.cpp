#include "adapters/channels/text/match_text.hpp"

#include <nlohmann/json.hpp>

#include "adapters/channels/email/mail_content.hpp"
#include "adapters/channels/slack/slack_message.hpp"
#include "adapters/channels/webhook/webhook_body.hpp"
#include "tests/adapters/channels/transfer/surroundings.hpp"

namespace tocsin::adapters::channels {
namespace {

using nlohmann::json;

domain::Message kept(domain::Message message) {
  message.about.manager = {"em-1"};
  message.about.service = {"payments"};
  return message;
}

TEST(MatchText, names_an_alert_as_its_sender_does_unless_it_is_kept_here) {
  auto nameless = a_match();
  nameless.about.dedup_key.clear();

  EXPECT_EQ(match_alert_id(a_match()), "alert-7");
  EXPECT_EQ(match_alert_id(kept(a_match())), alert_id);
  EXPECT_EQ(match_alert_id(nameless), alert_id);
}

TEST(MatchText, has_a_brief_form) {
  auto message = a_match();
  EXPECT_EQ(match_brief(message, 1600),
            "Alert: CRITICAL - timeout\nSource: api\nAlert ID: alert-7");

  message = kept(message);
  message.about.summary = "High CPU\non server-1";
  message.about.severity = *domain::Severity::parse("warning");
  message.possibly_repeated = true;
  const auto head = "Alert: MEDIUM - timeout\nSource: api\nAlert ID: " + std::string{alert_id};
  EXPECT_EQ(match_brief(message, 1600), head + "\nHigh CPU on server-1\n(possibly repeated)");
  EXPECT_EQ(match_brief(message, head.size() + 9 + 20), head + "\nHigh CPU\n(possibly repeated)");

  message.about.summary.clear();
  EXPECT_EQ(match_brief(message, 1600), head + "\n(possibly repeated)");
}

TEST(MatchText, shows_as_much_context_as_anybody_reads) {
  auto message = a_match();
  message.about.context = {};
  message.about.context.add(std::string(200, 'n'), std::string(2000, 'v'));
  message.about.context.add("a\nb", "c\rd");
  for (int i = 0; i < 100; ++i)
    message.about.context.add("k", "v");

  auto context = match_context(message);
  ASSERT_EQ(context.size(), 50U);
  EXPECT_EQ(context[0].name, std::string(100, 'n'));
  EXPECT_EQ(context[0].value, std::string(500, 'v'));
  EXPECT_EQ(context[1].name, "a b");
  EXPECT_EQ(context[1].value, "c d");

  message.about.context = {};
  for (int i = 0; i < 50; ++i)
    message.about.context.add("key", std::string(497, 'v'));
  EXPECT_EQ(match_context(message).size(), 8U);
}

TEST(MatchWebhook, has_the_shape_that_the_contract_has) {
  EXPECT_EQ(webhook_body(a_match()),
            R"({"notification_id":"01000000-0000-0000-0000-000000000000","kind":"match",)"
            R"("client_id":"shop","alert_id":"alert-7","dedupKey":"alert-7",)"
            R"("summary":"timeout","severity":"CRITICAL","source":"api","name":"timeout",)"
            R"("context":{"host.name":"web-1","region":"eu"},)"
            R"("rule_ids":["51000000-0000-0000-0000-000000000000",)"
            R"("52000000-0000-0000-0000-000000000000"],)"
            R"("timestamp":"2025-01-22T15:30:00.123Z"})");
}

TEST(MatchWebhook, says_where_an_alert_that_is_kept_here_belongs) {
  auto message = kept(a_match());
  message.about.context = {};

  const auto body = json::parse(webhook_body(message));

  EXPECT_EQ(body.at("alert_id"), alert_id);
  EXPECT_EQ(body.at("dedupKey"), "alert-7");
  EXPECT_EQ(body.at("event_manager_id"), "em-1");
  EXPECT_EQ(body.at("service_id"), "payments");
  EXPECT_FALSE(body.contains("context"));
}

TEST(MatchWebhook, keeps_any_text) {
  auto message = a_match();
  message.about.name = "<script>\n";
  message.about.dedup_key = "\"a\nb";
  message.about.context = {{"<k>", "\xff\""}};

  const auto body = json::parse(webhook_body(message));

  EXPECT_EQ(body.at("name"), "<script>\n");
  EXPECT_EQ(body.at("alert_id"), "\"a\nb");
  EXPECT_EQ(body.at("context"), (json{{"<k>", "\xef\xbf\xbd\""}}));
}

TEST(MatchSlack, has_the_attachment_that_the_contract_has) {
  const auto field = [](const char* title, const std::string& value, bool is_short = true) {
    return json{{"title", title}, {"value", value}, {"short", is_short}};
  };
  const auto rules = std::string{rule_ids[0]} + ", " + rule_ids[1];

  EXPECT_EQ(json::parse(slack_message(a_match(), "")),
            (json{{"attachments",
                   {{{"fallback", "Alert: CRITICAL - timeout"},
                     {"color", "danger"},
                     {"title", "Alert: CRITICAL - timeout"},
                     {"text",
                      "*Alert: timeout*\n\n*Context:*\n\u2022 region: eu\n"
                      "\u2022 host.name: web-1\n"},
                     {"fields",
                      {field("Severity", "CRITICAL"),
                       field("Source", "api"),
                       field("Name", "timeout"),
                       field("Alert ID", "alert-7"),
                       field("Client ID", "shop"),
                       field("Notification ID", notification_id),
                       field("Matched Rule IDs", rules, false)}}}}}}));
}

TEST(MatchSlack, has_no_context_when_there_is_none_and_says_what_may_be_repeated) {
  auto message = a_match();
  message.about.context = {};
  EXPECT_EQ(json::parse(slack_message(message, ""))["attachments"][0]["text"],
            "*Alert: timeout*\n");

  message.possibly_repeated = true;
  EXPECT_EQ(json::parse(slack_message(message, ""))["attachments"][0]["text"],
            "*Alert: timeout*\n(possibly repeated)");
}

TEST(MatchSlack, is_coloured_by_severity) {
  struct Row {
    const char* severity;
    const char* colour;
  };
  const Row rows[] = {{"CRITICAL", "danger"},
                      {"HIGH", "warning"},
                      {"MEDIUM", "warning"},
                      {"LOW", "good"},
                      {"info", "good"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.severity);
    auto message = a_match();
    message.about.severity = *domain::Severity::parse(row.severity);
    EXPECT_EQ(json::parse(slack_message(message, ""))["attachments"][0]["color"], row.colour);
  }
}

TEST(MatchSlack, mentions_nobody_that_a_text_names) {
  auto message = a_match();
  message.about.name = "<!channel>";
  message.about.source = "<@U1>";
  message.about.dedup_key = "<https://evil.example|ok>";
  message.about.context = {{"<!here>", "a & <b>\n\u2022 forged: line"}};

  const auto posted = slack_message(message, "");
  const auto attachment = json::parse(posted)["attachments"][0];

  EXPECT_EQ(attachment["text"],
            "*Alert: &lt;!channel&gt;*\n\n*Context:*\n"
            "\u2022 &lt;!here&gt;: a &amp; &lt;b&gt; \u2022 forged: line\n");
  EXPECT_EQ(posted.find('<'), std::string::npos);
}

TEST(MatchMail, has_the_text_that_the_contract_has) {
  const auto mail = mail_content(a_match());

  EXPECT_EQ(mail.subject, "Alert: CRITICAL - timeout");
  EXPECT_EQ(mail.text,
            "Alert Notification\n"
            "==================\n"
            "\n"
            "Severity: CRITICAL\n"
            "Source: api\n"
            "Name: timeout\n"
            "Alert ID: alert-7\n"
            "Client ID: shop\n"
            "Notification ID: 01000000-0000-0000-0000-000000000000\n"
            "Matched Rule IDs: 51000000-0000-0000-0000-000000000000, "
            "52000000-0000-0000-0000-000000000000\n"
            "\n"
            "Context:\n"
            "  region: eu\n"
            "  host.name: web-1\n");
}

TEST(MatchMail, has_no_context_when_there_is_none_and_says_what_may_be_repeated) {
  auto message = a_match();
  message.about.context = {};
  auto mail = mail_content(message);
  EXPECT_EQ(mail.text.find("Context"), std::string::npos);
  EXPECT_EQ(mail.html.find("Context"), std::string::npos);

  message.possibly_repeated = true;
  mail = mail_content(message);
  EXPECT_TRUE(mail.text.ends_with("\n\n(possibly repeated)\n")) << mail.text;
  EXPECT_NE(mail.html.find("<p>(possibly repeated)</p>"), std::string::npos);
}

TEST(MatchMail, is_coloured_by_severity) {
  struct Row {
    const char* severity;
    const char* colour;
  };
  const Row rows[] = {{"CRITICAL", "#dc2626"},
                      {"high", "#ea580c"},
                      {"MEDIUM", "#ca8a04"},
                      {"warning", "#ca8a04"},
                      {"LOW", "#16a34a"},
                      {"info", "#6b7280"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.severity);
    auto message = a_match();
    message.about.severity = *domain::Severity::parse(row.severity);
    const auto html = mail_content(message).html;
    EXPECT_NE(html.find("<h2 style=\"color: " + std::string{row.colour} + "\">"), std::string::npos)
        << html;
  }
}

TEST(MatchMail, runs_no_script_and_forges_no_line_whatever_the_sender_writes) {
  auto message = a_match();
  const std::string hostile = "<script>alert('1')</script>\r\nSeverity: LOW";
  message.client = {hostile};
  message.about.name = hostile;
  message.about.source = hostile;
  message.about.dedup_key = hostile;
  message.about.context = {{hostile, hostile}};

  const auto mail = mail_content(message);

  EXPECT_EQ(mail.html.find("<script"), std::string::npos);
  EXPECT_NE(mail.html.find("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;  Severity: LOW</h2>"),
            std::string::npos)
      << mail.html;
  EXPECT_EQ(mail.subject, "Alert: CRITICAL - <script>alert('1')</script>  Severity: LOW");
  EXPECT_EQ(mail.text.find("\nSeverity: LOW"), std::string::npos);
  EXPECT_EQ(mail.text.find('\r'), std::string::npos);
}

}  // namespace
}  // namespace tocsin::adapters::channels
