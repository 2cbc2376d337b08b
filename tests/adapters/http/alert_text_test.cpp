#include "adapters/http/alert_text.hpp"

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
constexpr Time later = start + std::chrono::minutes{5};

AlertId id_of(const std::string& last_digit) {
  return {*domain::uuid_from("01936c2e-7a13-7a44-9c1e-3d5f7b9a1c2" + last_digit)};
}

Alert parent() {
  Alert alert;
  alert.id = id_of("1");
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
  alert.class_name = "disk";
  alert.fields = {{"host", "db1"}, {"labels.rack", "7"}};
  alert.parent = id_of("2");
  alert.parent_dedup_key = "site";
  alert.resolve_requested = true;
  alert.escalation = domain::Escalation{nullptr, domain::EscalationState::acknowledged, 2, 0, 1};
  alert.acknowledgement = domain::Deed{"ann", later};
  alert.resolution = domain::Deed{"bob", later};

  const auto shown = Json::parse(text_of(alert));

  EXPECT_EQ(shown["event_manager_id"], "database");
  EXPECT_EQ(shown["service_id"], "billing");
  EXPECT_EQ(shown["class"], "disk");
  EXPECT_EQ(shown["fields"], Json({{"host", "db1"}, {"labels.rack", "7"}}));
  EXPECT_EQ(shown["type"], "child");
  EXPECT_EQ(shown["status"], "resolved");
  EXPECT_EQ(shown["parent_id"], "01936c2e-7a13-7a44-9c1e-3d5f7b9a1c22");
  EXPECT_EQ(shown["parent_dedupKey"], "site");
  EXPECT_EQ(shown["resolve_requested"], true);
  EXPECT_EQ(shown["escalation"], "acknowledged");
  EXPECT_EQ(shown["notified_level"], 2);
  EXPECT_EQ(shown["acknowledged_by"], "ann");
  EXPECT_EQ(shown["acknowledged_at"], "2026-01-02T03:09:05.678Z");
  EXPECT_EQ(shown["resolved_by"], "bob");
  EXPECT_EQ(shown["resolved_at"], "2026-01-02T03:09:05.678Z");
}

TEST(AlertText, says_of_a_closed_alert_that_it_escalates_no_more) {
  auto alert = parent();
  alert.escalation = domain::Escalation{nullptr, domain::EscalationState::escalating, 1, 0, 1};
  EXPECT_EQ(Json::parse(text_of(alert))["escalation"], "escalating");

  alert.resolution = domain::Deed{"bob", later};
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
