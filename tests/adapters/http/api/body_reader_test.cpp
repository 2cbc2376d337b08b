#include "adapters/http/api/body_reader.hpp"

#include <nlohmann/json.hpp>

#include "tests/adapters/http/api/calls.hpp"

namespace tocsin::adapters::http {
namespace {

using Json = nlohmann::json;

class BodyReaderTest : public ApiCalls {
 protected:
  // An event with these members beside those that it must have, as it is read.
  static Json read_event(const std::string& members) {
    BodyReader reader{schemas()};
    auto text = R"({"severity": "high", )" + members + "}";
    const auto length = text.size();
    text.append(body_padding, ' ');
    const auto body = reader.read(std::string_view{text}.substr(0, length), "event");
    if (const auto* violations = std::get_if<Violations>(&body)) {
      ADD_FAILURE() << violations->front().pointer << ' ' << violations->front().message;
      return Json::object();
    }
    return Json::parse(std::string{simdjson::minify(std::get<simdjson::dom::element>(body))});
  }

  static constexpr auto of_a_manager =
      R"("eventManagerId": "ops", "summary": "s", "action": "trigger", "dedup_key": "d")";
};

TEST_F(BodyReaderTest, takes_the_other_spellings_of_an_announcement) {
  const auto body = read_event(
      R"("alertId": "a", "eventTs": 1, "schemaVersion": 1, "source": "api", "name": "timeout")");

  EXPECT_EQ(body.at("alert_id"), "a");
  EXPECT_EQ(body.at("event_ts"), 1);
  EXPECT_EQ(body.at("schema_version"), 1);
}

TEST_F(BodyReaderTest, leaves_the_free_fields_of_an_event_their_names) {
  const auto body = read_event(
      std::string{of_a_manager} +
      R"(, "alertId": "a", "eventTs": "t", "event_ts": "u", "occurredAt": "2026-01-02T03:04:05Z")");

  EXPECT_EQ(body.at("event_manager_id"), "ops");
  EXPECT_EQ(body.at("dedupKey"), "d");
  EXPECT_TRUE(body.contains("occurred_at"));
  EXPECT_EQ(body.at("alertId"), "a");
  EXPECT_EQ(body.at("eventTs"), "t");
  EXPECT_EQ(body.at("event_ts"), "u");
  EXPECT_FALSE(body.contains("alert_id"));
}

TEST_F(BodyReaderTest, reads_a_number_that_fits_nowhere_as_a_string_also_beside_another_spelling) {
  const auto body =
      read_event(std::string{of_a_manager} + R"(, "n": 1e400, "m": 18446744073709551616)");

  EXPECT_EQ(body.at("dedupKey"), "d");
  EXPECT_EQ(body.at("n"), "1e400");
  EXPECT_EQ(body.at("m"), "18446744073709551616");
}

}  // namespace
}  // namespace tocsin::adapters::http
