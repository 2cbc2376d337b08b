#include "adapters/channels/pagerduty/pagerduty_notifier.hpp"

#include <nlohmann/json.hpp>

#include "adapters/channels/pagerduty/pagerduty_event.hpp"
#include "domain/subscriptions/announcement.hpp"
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

constexpr const char* routing_key = "0123456789abcdef0123456789abcdef";

domain::Message to_pagerduty(domain::Message message) {
  message.target = {"ops", domain::Channel::pagerduty, routing_key};
  return message;
}

TEST(PagerdutyEvent, opens_an_incident_for_a_page) {
  EXPECT_EQ(json::parse(pagerduty_event(to_pagerduty(a_page()))),
            (json{{"routing_key", routing_key},
                  {"event_action", "trigger"},
                  {"dedup_key", alert_id},
                  {"payload",
                   {{"summary", "[HIGH] payments: High CPU on server-1"},
                    {"source", "payments"},
                    {"severity", "error"},
                    {"timestamp", "2025-01-22T15:30:00.123Z"},
                    {"component", "payments"},
                    {"custom_details",
                     {{"Service", "payments"},
                      {"Event manager", "em-1"},
                      {"Severity", "high"},
                      {"Status", "active"},
                      {"Dedup key", "cpu-1"},
                      {"Alert", alert_id},
                      {"Level", "1"},
                      {"Time", "2025-01-22T15:30:00.123Z"}}}}}}));
}

TEST(PagerdutyEvent, opens_an_incident_for_a_match_of_our_own_under_the_id_of_its_alert) {
  auto match = a_match();
  match.about.manager = {"em-1"};

  EXPECT_EQ(json::parse(pagerduty_event(to_pagerduty(match))).at("dedup_key"), alert_id);
}

TEST(PagerdutyEvent, opens_an_incident_for_each_source_that_announces_an_alert_of_that_id) {
  auto of_another = a_match();
  of_another.about.source = "uptime-kuma";

  EXPECT_NE(json::parse(pagerduty_event(to_pagerduty(a_match()))).at("dedup_key"),
            json::parse(pagerduty_event(to_pagerduty(of_another))).at("dedup_key"));
}

TEST(PagerdutyEvent, opens_an_incident_for_a_match_under_an_id_made_of_its_source_and_its_own) {
  const auto event = json::parse(pagerduty_event(to_pagerduty(a_match())));

  EXPECT_EQ(event.at("event_action"), "trigger");
  EXPECT_EQ(event.at("dedup_key"),
            domain::to_text(domain::announced_id_of("api", a_match().alert)));
  EXPECT_EQ(event.at("payload"),
            (json{{"summary", "Alert: CRITICAL - timeout"},
                  {"source", "api"},
                  {"severity", "critical"},
                  {"timestamp", "2025-01-22T15:30:00.123Z"},
                  {"class", "timeout"},
                  {"custom_details",
                   {{"Severity", "CRITICAL"},
                    {"Source", "api"},
                    {"Name", "timeout"},
                    {"Alert ID", "alert-7"},
                    {"Client ID", "shop"},
                    {"Notification ID", notification_id},
                    {"Matched Rule IDs", std::string{rule_ids[0]} + ", " + rule_ids[1]},
                    {"Context", {{"region", "eu"}, {"host.name", "web-1"}}}}}}));
}

TEST(PagerdutyEvent, has_no_context_when_there_is_none) {
  auto match = a_match();
  match.about.context = {};

  const auto event = json::parse(pagerduty_event(match));

  EXPECT_FALSE(event.at("payload").at("custom_details").contains("Context"));
}

TEST(PagerdutyEvent, keeps_the_incident_in_step_with_its_alert) {
  struct Row {
    NotificationKind kind;
    const char* action;
  };
  const Row rows[] = {{NotificationKind::incident_acknowledged, "acknowledge"},
                      {NotificationKind::incident_resolved, "resolve"},
                      {NotificationKind::alert_resolved, "resolve"}};
  for (const auto& row : rows) {
    auto message = to_pagerduty(a_match());
    message.about.manager = {"em-1"};
    message.kind = row.kind;
    EXPECT_EQ(
        json::parse(pagerduty_event(message)),
        (json{
            {"routing_key", routing_key}, {"event_action", row.action}, {"dedup_key", alert_id}}));
  }

  auto opened = to_pagerduty(a_page());
  opened.kind = NotificationKind::alert_opened;
  EXPECT_EQ(json::parse(pagerduty_event(opened)).at("event_action"), "trigger");
}

TEST(PagerdutyEvent, says_how_grave_it_is_in_pagerdutys_words) {
  struct Row {
    const char* severity;
    const char* word;
  };
  const Row rows[] = {{"critical", "critical"},
                      {"HIGH", "error"},
                      {"medium", "warning"},
                      {"warning", "warning"},
                      {"low", "info"},
                      {"info", "info"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.severity);
    auto message = a_page();
    message.about.severity = *domain::Severity::parse(row.severity);
    EXPECT_EQ(json::parse(pagerduty_event(message)).at("payload").at("severity"), row.word);
  }
}

TEST(PagerdutyEvent, always_has_a_source) {
  auto message = a_page();
  message.about.service = {};
  EXPECT_EQ(json::parse(pagerduty_event(message)).at("payload").at("source"), "em-1");

  message.about.manager = {};
  EXPECT_EQ(json::parse(pagerduty_event(message)).at("payload").at("source"), "Tocsin");
}

TEST(PagerdutyEvent, keeps_its_summary_to_1024_characters) {
  auto message = a_page();
  message.about.service = {};
  message.about.manager = {};
  message.about.summary.clear();
  for (int i = 0; i < 2000; ++i)
    message.about.summary += "\u20ac";

  const auto summary =
      json::parse(pagerduty_event(message)).at("payload").at("summary").get<std::string>();

  const std::string head = "[HIGH] ";
  EXPECT_EQ(summary.size(), head.size() + 3 * (1024 - head.size()));
  EXPECT_TRUE(summary.ends_with("\u20ac"));
}

class PagerdutyNotifierTest : public testing::Test {
 protected:
  StandingClock clock;
  HttpSink sink;
  Transfers transfers{{}, clock};
  PagerdutyNotifier notifier{{sink.url("")}, transfers};
  domain::Message page = to_pagerduty(a_page());
};

TEST_F(PagerdutyNotifierTest, posts_the_event) {
  sink.answer_next({202, R"({"status":"success","message":"Event processed"})", {}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::sent, "HTTP 202 from 127.0.0.1", std::nullopt}));

  const auto request = sink.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/v2/enqueue");
  EXPECT_EQ(request.header("content-type"), "application/json");
  EXPECT_EQ(request.body, pagerduty_event(page));
}

TEST_F(PagerdutyNotifierTest, goes_to_pagerduty_unless_told_otherwise) {
  EXPECT_EQ(PagerdutySettings{}.base_url, "https://events.pagerduty.com");
}

TEST_F(PagerdutyNotifierTest, tells_why_pagerduty_refuses) {
  struct Row {
    const char* body;
    const char* detail;
  };
  const Row rows[] = {
      {R"({"status":"invalid event","message":"Event object is invalid",)"
       R"("errors":["'summary' is missing\nor blank","no"]})",
       "HTTP 400 from 127.0.0.1 (Event object is invalid: 'summary' is missing or blank: no)"},
      {R"({"errors":["no"]})", "HTTP 400 from 127.0.0.1 (no)"},
      {R"({"message":7,"errors":[{}]})", "HTTP 400 from 127.0.0.1"},
      {R"(["message"])", "HTTP 400 from 127.0.0.1"},
      {"<html>", "HTTP 400 from 127.0.0.1"},
      {"", "HTTP 400 from 127.0.0.1"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.body);
    sink.answer_next({400, row.body, {}});
    EXPECT_EQ(delivered(notifier, page),
              (AttemptResult{Verdict::refused, row.detail, std::nullopt}));
  }
}

TEST_F(PagerdutyNotifierTest, does_not_give_the_routing_key_away) {
  const std::string key = routing_key;
  const auto mistake = "'" + key + "' and " + key + " are the wrong key";
  sink.answer_next({400, json{{"message", mistake}}.dump(), {}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::refused,
                           "HTTP 400 from 127.0.0.1 ('***' and *** are the wrong key)",
                           std::nullopt}));
}

TEST_F(PagerdutyNotifierTest, does_not_give_a_part_of_the_routing_key_away_by_a_cut) {
  sink.answer_next({400, json{{"message", std::string(298, 'x') + routing_key}}.dump(), {}});

  EXPECT_EQ(delivered(notifier, page).detail,
            "HTTP 400 from 127.0.0.1 (" + std::string(298, 'x') + "**)");
}

TEST_F(PagerdutyNotifierTest, tries_again_when_it_is_too_much_or_pagerduty_is_ill) {
  sink.answer_next({429, R"({"message":"too many"})", {{"Retry-After", "30"}}});
  sink.answer_next({500, "", {}});

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::limited, "HTTP 429 from 127.0.0.1 (too many)", 30s}));
  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::try_again, "HTTP 500 from 127.0.0.1", std::nullopt}));
}

TEST_F(PagerdutyNotifierTest, survives_an_answer_of_nothing_but_brackets) {
  sink.answer_next({400, R"({"errors":)" + std::string(100'000, '['), {}});

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::refused);
}

TEST_F(PagerdutyNotifierTest, gives_up_a_target_without_a_routing_key) {
  page.target.address.clear();

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::refused, "the target has no routing key", std::nullopt}));
  EXPECT_TRUE(sink.requests().empty());
}

}  // namespace
}  // namespace tocsin::adapters::channels
