#include "adapters/http/alerting/alert_text.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::Alert;
using domain::AlertId;
using domain::Duration;
using domain::Time;
using Json = nlohmann::json;

constexpr Time start{Duration{1'767'323'045'678}};

Time minute(int number) { return start + std::chrono::minutes{number}; }

AlertId alert_id(const std::string& last_digit) {
  return {*domain::uuid_from("01936c2e-7a13-7a44-9c1e-3d5f7b9a1c2" + last_digit)};
}

Alert parent() {
  Alert alert;
  alert.id = alert_id("1");
  alert.dedup_key = "disk";
  alert.summary = "disk is full";
  alert.severity = *domain::Severity::parse("critical");
  alert.event_count = 3;
  alert.opened_at = alert.updated_at = alert.occurred_at = start;
  return alert;
}

std::string text_of(const Alert& alert) {
  std::string json;
  append(json, alert);
  return json;
}

TEST(AlertText, leaves_out_what_an_alert_does_not_have) {
  EXPECT_EQ(text_of(parent()),
            R"({"id":"01936c2e-7a13-7a44-9c1e-3d5f7b9a1c21","dedup_key":"disk","dedupKey":"disk",)"
            R"("summary":"disk is full","severity":"critical","type":"parent","status":"active",)"
            R"("child_count":0,"active_children":0,"resolve_requested":false,"event_count":3,)"
            R"("suppressed_count":0,"escalation":"none","opened_at":"2026-01-02T03:04:05.678Z",)"
            R"("created_at":"2026-01-02T03:04:05.678Z","updated_at":"2026-01-02T03:04:05.678Z",)"
            R"("occurred_at":"2026-01-02T03:04:05.678Z"})");
}

TEST(AlertText, shows_all_that_it_has) {
  auto alert = parent();
  alert.manager = {"database"};
  alert.service = {"billing"};
  alert.class_name = "storage";
  alert.fields = {{"host", "db1"}, {"labels.rack", "7"}};
  alert.parent = alert_id("2");
  alert.parent_dedup_key = "site";
  alert.child_count = 4;
  alert.active_children = 2;
  alert.resolve_requested = true;
  alert.suppressed_count = 5;
  alert.escalation = domain::Escalation{nullptr, domain::EscalationState::acknowledged, 1, 0, 1};
  alert.acknowledgement = domain::Mark{"ann", minute(2)};
  alert.resolution = domain::Mark{"bob", minute(3)};
  alert.updated_at = minute(4);
  alert.occurred_at = minute(5);

  EXPECT_EQ(
      text_of(alert),
      R"({"id":"01936c2e-7a13-7a44-9c1e-3d5f7b9a1c21","dedup_key":"disk","dedupKey":"disk",)"
      R"("event_manager_id":"database","service_id":"billing","summary":"disk is full",)"
      R"("severity":"critical","class":"storage","fields":{"host":"db1","labels.rack":"7"},)"
      R"("type":"child","status":"resolved","parent_id":"01936c2e-7a13-7a44-9c1e-3d5f7b9a1c22",)"
      R"("parent_dedupKey":"site","child_count":4,"active_children":2,"resolve_requested":true,)"
      R"("event_count":3,"suppressed_count":5,"escalation":"acknowledged","notified_level":1,)"
      R"("acknowledged_by":"ann","acknowledged_at":"2026-01-02T03:06:05.678Z",)"
      R"("resolved_by":"bob","resolved_at":"2026-01-02T03:07:05.678Z",)"
      R"("opened_at":"2026-01-02T03:04:05.678Z","created_at":"2026-01-02T03:04:05.678Z",)"
      R"("updated_at":"2026-01-02T03:08:05.678Z","occurred_at":"2026-01-02T03:09:05.678Z"})");
}

TEST(AlertText, names_the_alert_that_one_raised_by_tocsin_is_related_to) {
  auto alert = parent();
  alert.parent = alert_id("2");
  alert.manager = {std::string{domain::own_manager}};

  const auto shown = Json::parse(text_of(alert));

  EXPECT_EQ(shown["related_to"], domain::to_text(alert_id("2")));
  EXPECT_EQ(shown["parent_id"], domain::to_text(alert_id("2")));
  EXPECT_EQ(shown["type"], "child");
}

TEST(AlertText, relates_no_child_of_a_group_and_no_alert_without_a_parent) {
  auto child = parent();
  child.parent = alert_id("2");
  child.manager = {"database"};
  auto alone = parent();
  alone.manager = {std::string{domain::own_manager}};

  EXPECT_FALSE(Json::parse(text_of(child)).contains("related_to"));
  EXPECT_FALSE(Json::parse(text_of(alone)).contains("related_to"));
}

TEST(AlertText, says_of_a_closed_alert_that_it_escalates_no_more) {
  auto alert = parent();
  alert.escalation = domain::Escalation{nullptr, domain::EscalationState::escalating, 1, 0, 1};
  EXPECT_EQ(Json::parse(text_of(alert))["escalation"], "escalating");

  alert.resolution = domain::Mark{"bob", minute(1)};
  EXPECT_EQ(Json::parse(text_of(alert))["escalation"], "none");
}

TEST(AlertText, quotes_what_people_have_written) {
  auto alert = parent();
  alert.summary = "\"quoted\"\nand {open";
  alert.fields = {{"a \"path\"", "ü\\"}};

  const auto shown = Json::parse(text_of(alert));

  EXPECT_EQ(shown["summary"], alert.summary);
  EXPECT_EQ(shown["fields"], Json({{"a \"path\"", "ü\\"}}));
}

TEST(AlertText, shows_the_field_that_counts_when_two_have_one_path) {
  auto alert = parent();
  alert.fields = {{"labels.rack", "7"}, {"labels.rack", "8"}};

  EXPECT_NE(text_of(alert).find(R"("fields":{"labels.rack":"7"},"type")"), std::string::npos);
}

}  // namespace
}  // namespace tocsin::adapters::http
