#include "adapters/load/payloads.hpp"

#include <sstream>

#include <nlohmann/json.hpp>

#include "domain/kernel/ids.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::load {
namespace {

using domain::AlertGenerator;
using domain::GeneratorSettings;
using domain::SubscriptionSet;
using nlohmann::json;

const domain::Time noon{std::chrono::milliseconds{1'767'225'600'999}};

std::vector<json> lines_of(const std::string& body) {
  std::vector<json> lines;
  std::istringstream stream{body};
  for (std::string line; std::getline(stream, line);)
    lines.push_back(json::parse(line));
  return lines;
}

TEST(AlertBatch, has_one_alert_a_line_with_the_time_in_whole_seconds) {
  const AlertGenerator generator{GeneratorSettings{}};

  const auto message = alert_batch(generator, 5, 2, noon);

  EXPECT_EQ(message.path, "/v1/events/batch");
  EXPECT_EQ(message.content_type, "application/x-ndjson");
  const auto lines = lines_of(message.body);
  ASSERT_EQ(lines.size(), 2U);
  const auto alert = generator.alert(5);
  EXPECT_EQ(lines[0],
            (json{{"alert_id", domain::to_text(alert.id)},
                  {"severity", alert.severity},
                  {"source", alert.source},
                  {"name", alert.name},
                  {"context",
                   {{"environment", *alert.context.find("environment")},
                    {"region", *alert.context.find("region")},
                    {"instance", *alert.context.find("instance")}}},
                  {"event_ts", 1'767'225'600}}));
  EXPECT_EQ(lines[1]["alert_id"], domain::to_text(generator.alert(6).id));
}

TEST(AlertBatch, is_json_whatever_a_name_has_in_it) {
  GeneratorSettings settings;
  settings.name = "a \"quote\"\n and \xFF";

  const auto lines = lines_of(alert_batch(AlertGenerator{settings}, 0, 1, noon).body);

  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0]["name"], "a \"quote\"\n and \xEF\xBF\xBD");
}

TEST(RuleBatch, goes_from_one_client_to_the_next) {
  const auto set = *SubscriptionSet::parse("3x2");

  const auto message = subscription_batch(set, {}, 1, 3);

  EXPECT_EQ(message.path, "/v1/rules/import");
  const auto lines = lines_of(message.body);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0],
            (json{{"client_id", "client-0001"},
                  {"severity", "MEDIUM"},
                  {"source", "api"},
                  {"name", "timeout"}}));
  EXPECT_EQ(lines[1]["client_id"], "client-0002");
  EXPECT_EQ(lines[1]["severity"], "LOW");
  EXPECT_EQ(lines[2]["client_id"], "client-0002");
}

TEST(RuleBatch, gives_every_rule_the_endpoints) {
  const auto lines =
      lines_of(subscription_batch(*SubscriptionSet::parse("1x2"),
                                  {{"webhook", "http://a/?b=c"}, {"email", "ops@x.example"}},
                                  0,
                                  2)
                   .body);

  for (const auto& line : lines) {
    EXPECT_EQ(line["endpoints"],
              (json::array({{{"type", "webhook"}, {"value", "http://a/?b=c"}},
                            {{"type", "email"}, {"value", "ops@x.example"}}})));
  }
}

TEST(ClientMessage, names_the_client) {
  const auto message = client_message(99);

  EXPECT_EQ(message.path, "/v1/clients");
  EXPECT_EQ(json::parse(message.body),
            (json{{"client_id", "client-0100"}, {"name", "Client 100"}}));
}

TEST(EndpointWish, is_read_up_to_the_first_equals_sign) {
  const auto read = endpoint_from("webhook=http://127.0.0.1:9000/?key=value");
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (EndpointWish{"webhook", "http://127.0.0.1:9000/?key=value"}));

  for (const auto* text : {"", "webhook", "=http://a/", "webhook="}) {
    EXPECT_FALSE(endpoint_from(text)) << text;
  }
}

}  // namespace
}  // namespace tocsin::adapters::load
