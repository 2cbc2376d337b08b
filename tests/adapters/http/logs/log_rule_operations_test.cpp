#include "adapters/http/logs/log_rule_operations.hpp"

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/api/body_reader.hpp"
#include "adapters/http/logs/log_rule_body.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "schemas/embedded.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {
namespace {

using application::Configured;
using application::Existing;
using domain::LogRule;
using domain::LogRuleId;
using domain::LogRuleType;
using domain::TenantId;
using domain::WindowType;
using namespace std::chrono_literals;
using Json = nlohmann::json;

const json::Schemas& rule_schemas() {
  static const auto loaded = [] {
    std::vector<std::pair<std::string, std::string>> documents;
    for (const auto& [name, text] : tocsin::schemas::all()) {
      if (name != "openapi") documents.emplace_back(name, text);
    }
    return json::Schemas::load(documents);
  }();
  return *loaded;
}

// The operations over a map of rules, for the admin of acme.
class LogRuleOperations : public testing::Test {
 protected:
  using Entry = std::shared_ptr<const LogRule>;

  LogRuleOperations() {
    LogRuleFronts fronts;
    fronts.entries.save = [this](ports::Received, application::Save<LogRule> entry, auto answer) {
      if (is_full) return false;
      answer(save(std::move(entry)));
      return true;
    };
    fronts.entries.remove = [this](
                                ports::Received, application::Remove<LogRule> wish, auto answer) {
      if (is_full) return false;
      const bool is_gone = rules.erase(wish.id.value) == 1;
      answer(is_gone ? Result<Done>{Done{}} : fail(ErrorKind::not_found, "there is none"));
      return true;
    };
    fronts.entries.find = [this](const TenantId&, const LogRuleId& id) -> Result<Entry> {
      if (is_down) return fail(ErrorKind::unavailable, "the store is gone");
      const auto found = rules.find(id.value);
      return found == rules.end() ? Entry{} : std::make_shared<const LogRule>(found->second);
    };
    fronts.entries.list = [this](const TenantId&) -> Result<std::vector<Entry>> {
      if (is_down) return fail(ErrorKind::unavailable, "the store is gone");
      std::vector<Entry> entries;
      for (const auto& [id, rule] : rules)
        entries.push_back(std::make_shared<const LogRule>(rule));
      return entries;
    };
    fronts.set_enabled =
        [this](ports::Received, application::SetEnabled<domain::LogRule> wish, auto answer) {
          if (is_full) return false;
          const auto found = rules.find(wish.id.value);
          if (found == rules.end()) {
            answer(fail(ErrorKind::not_found, "there is none"));
          } else {
            found->second.enabled = wish.enabled;
            answer(found->second);
          }
          return true;
        };
    add_log_rule_operations(handlers, std::move(fronts), readers);
  }

  Result<Configured<LogRule>> save(application::Save<LogRule> entry) {
    auto& [draft, existing] = entry;
    EXPECT_EQ(draft.tenant.value, "acme");
    if (const auto checked = check_answer; !checked) return Failure{checked.error()};
    const bool is_new = !rules.contains(draft.id.value);
    if (!is_new && existing == Existing::refuse) return fail(ErrorKind::conflict, "exists");
    rules[draft.id.value] = draft;
    return Configured<LogRule>{draft, is_new};
  }

  Response called(const std::string& operation,
                  const std::string& id,
                  std::optional<std::string> body = {}) {
    Request request;
    Call call{request, {{"acme"}, "admin", Role::admin}, {}, {}, {}};
    if (!id.empty()) call.path.push_back(id);
    BodyReader reader{rule_schemas()};
    if (body) {
      const auto length = body->size();
      body->append(body_padding, ' ');
      auto read = reader.read(std::string_view{*body}.substr(0, length), "alert-rule");
      if (const auto* violations = std::get_if<Violations>(&read)) {
        return {400, {}, R"({"errors":[{"pointer":")" + violations->front().pointer + "\"}]}", {}};
      }
      call.body = std::get<simdjson::dom::element>(read);
    }
    return answer_to(operation, call);
  }

  // Reads are answered on another thread.
  Response answer_to(const std::string& operation, const Call& call) {
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<Response> response;
    handlers.at(operation)(call, [&](Response given) {
      const std::lock_guard lock{mutex};
      response = std::move(given);
      answered.notify_one();
    });
    std::unique_lock lock{mutex};
    answered.wait(lock, [&] { return response.has_value(); });
    return std::move(*response);
  }

  static std::string pointer_of(const Response& response) {
    EXPECT_EQ(response.status, 400);
    return Json::parse(response.body)["errors"][0]["pointer"];
  }

  std::map<std::string, LogRule> rules;
  Result<Done> check_answer{Done{}};
  bool is_full = false;
  bool is_down = false;
  OperationHandlers handlers;
  ReaderPool readers;
};

const std::string documented = R"({"name": "High Error Rate",
    "description": "Triggers when error count exceeds threshold", "type": "ERROR_THRESHOLD",
    "condition": "count > threshold", "threshold": 100, "windowMinutes": 5,
    "severity": "CRITICAL", "enabled": true})";

std::string with(const std::string& members) {
  return R"({"name":"n","severity":"high",)" + members + "}";
}

TEST_F(LogRuleOperations, create_the_rule_of_the_document_under_a_slug_of_its_name) {
  const auto response = called("create_alert_rule", "", documented);

  EXPECT_EQ(response.status, 201);
  LogRule expected;
  expected.tenant = {"acme"};
  expected.id = {"high-error-rate"};
  expected.name = "High Error Rate";
  expected.description = "Triggers when error count exceeds threshold";
  expected.condition = "count > threshold";
  expected.threshold = 100;
  expected.severity = *domain::Severity::parse("CRITICAL");
  EXPECT_EQ(rules.at("high-error-rate"), expected);
  const auto body = Json::parse(response.body);
  EXPECT_EQ(body["window_minutes"], 5);
  EXPECT_EQ(body["window"], "5m");
  EXPECT_EQ(body["threshold"].dump(), "100");
}

TEST_F(LogRuleOperations, tell_rules_of_one_name_apart) {
  for (int count = 0; count < 20; ++count)
    EXPECT_EQ(called("create_alert_rule", "", documented).status, 201);

  EXPECT_EQ(rules.size(), 20);
  EXPECT_TRUE(rules.contains("high-error-rate-2"));
  EXPECT_TRUE(rules.contains("high-error-rate-20"));
  EXPECT_EQ(called("create_alert_rule", "", documented).status, 409);
}

TEST_F(LogRuleOperations, refuse_to_create_what_exists_under_the_id_that_was_given) {
  const auto body = with(R"("id":"mine","type":"ERROR_THRESHOLD","threshold":1)");

  EXPECT_EQ(called("create_alert_rule", "", body).status, 201);
  EXPECT_EQ(called("create_alert_rule", "", body).status, 409);
}

TEST_F(LogRuleOperations, take_everything_that_can_be_said_and_show_it_so_that_it_can_be_put) {
  const auto response = called("put_alert_rule", "cards", R"({"name":"Cards","type":"PATTERN",
      "service":"payment-*","threshold":10.5,"latencyMs":2000,"percentile":99.9,"minSamples":5,
      "pattern":"(?P<bank>\\w+) declined","groupBy":["bank","region"],"message":"{{bank}}",
      "windowMinutes":1,"window":"60s","windowType":"sliding","grace":"10s","severity":"low",
      "enabled":false,"resolveAfter":3})");

  EXPECT_EQ(response.status, 201);
  const auto rule = rules.at("cards");
  EXPECT_EQ(rule.type, LogRuleType::pattern);
  EXPECT_EQ(rule.service, "payment-*");
  EXPECT_EQ(rule.threshold, 10.5);
  EXPECT_EQ(rule.latency, 2000ms);
  EXPECT_EQ(rule.percentile, 99.9);
  EXPECT_EQ(rule.min_samples, 5);
  EXPECT_EQ(rule.pattern, R"((?P<bank>\w+) declined)");
  EXPECT_EQ(rule.group_by, (std::vector<std::string>{"bank", "region"}));
  EXPECT_EQ(rule.message, "{{bank}}");
  EXPECT_EQ(rule.window, 1min);
  EXPECT_EQ(rule.window_type, WindowType::sliding);
  EXPECT_EQ(rule.grace, 10s);
  EXPECT_EQ(rule.severity.token(), "low");
  EXPECT_FALSE(rule.enabled);
  EXPECT_EQ(rule.resolve_after, 3);

  EXPECT_EQ(called("put_alert_rule", "cards", response.body).status, 200);
  EXPECT_EQ(rules.at("cards"), rule);
}

TEST_F(LogRuleOperations, refuse_what_does_not_agree_with_itself) {
  const auto refused = [&](const std::string& members) {
    return pointer_of(called("create_alert_rule", "", with(members)));
  };
  EXPECT_EQ(refused(R"("type":"CUSTOM","window":"30s","window_minutes":1)"), "/window");
  EXPECT_EQ(refused(R"("type":"CUSTOM","window":"999999999h")"), "/window");
  EXPECT_EQ(refused(R"("type":"CUSTOM","grace":"999999999h")"), "/grace");
  EXPECT_EQ(refused(R"("type":"ERROR_RATE","threshold":1,"condition":"count > 5")"), "/condition");
  EXPECT_EQ(pointer_of(called("put_alert_rule", "other", with(R"("id":"mine","type":"CUSTOM")"))),
            "/id");
}

TEST_F(LogRuleOperations, take_a_condition_that_says_what_the_type_does) {
  const auto status = [&](const std::string& members) {
    return called("create_alert_rule", "", with(R"("threshold":1,)" + members)).status;
  };
  EXPECT_EQ(status(R"("type":"ERROR_RATE","condition":"rate>threshold")"), 201);
  EXPECT_EQ(status(R"("type":"LATENCY_THRESHOLD","condition":"p99 > threshold")"), 201);
  EXPECT_EQ(status(R"("type":"LATENCY_THRESHOLD","percentile":95,"condition":"p95 > threshold")"),
            201);
  EXPECT_EQ(status(R"("type":"LATENCY_THRESHOLD","latency_ms":5,"condition":"p99 > threshold")"),
            400);
  EXPECT_EQ(
      status(R"("type":"LATENCY_THRESHOLD","percentile":99.9,"condition":"p100 > threshold")"),
      400);
  EXPECT_EQ(status(R"("type":"CUSTOM","condition":"count > 5")"), 201);
}

TEST_F(LogRuleOperations, name_the_field_that_the_use_case_refuses) {
  check_answer = fail(ErrorKind::invalid, "column 7: this name is not known", "/condition");
  const auto body = with(R"("type":"CUSTOM","condition":"count > five")");

  EXPECT_EQ(pointer_of(called("create_alert_rule", "", body)), "/condition");
  EXPECT_EQ(pointer_of(called("put_alert_rule", "mine", body)), "/condition");
  check_answer = fail(ErrorKind::unavailable, "the store is gone");
  EXPECT_EQ(called("put_alert_rule", "mine", body).status, 503);
}

TEST_F(LogRuleOperations, list_all_rules_as_an_array) {
  EXPECT_EQ(called("list_alert_rules", "").body, "[]");
  called("create_alert_rule", "", documented);
  called("create_alert_rule", "", documented);

  const auto body = Json::parse(called("list_alert_rules", "").body);

  ASSERT_EQ(body.size(), 2);
  EXPECT_EQ(body[0]["id"], "high-error-rate");
  EXPECT_EQ(body[1]["id"], "high-error-rate-2");
}

TEST_F(LogRuleOperations, show_enable_disable_and_delete_one) {
  called("create_alert_rule", "", documented);

  EXPECT_EQ(Json::parse(called("disable_alert_rule", "high-error-rate").body)["enabled"], false);
  EXPECT_EQ(Json::parse(called("get_alert_rule", "high-error-rate").body)["enabled"], false);
  EXPECT_EQ(Json::parse(called("enable_alert_rule", "high-error-rate").body)["enabled"], true);
  EXPECT_EQ(called("delete_alert_rule", "high-error-rate").status, 204);
  for (const auto* operation :
       {"get_alert_rule", "enable_alert_rule", "disable_alert_rule", "delete_alert_rule"}) {
    EXPECT_EQ(called(operation, "high-error-rate").status, 404) << operation;
  }
}

TEST_F(LogRuleOperations, are_unavailable_when_the_store_is_gone_or_the_queue_is_full) {
  is_down = true;
  is_full = true;
  const auto body = with(R"("id":"mine","type":"ERROR_THRESHOLD","threshold":1)");

  EXPECT_EQ(called("list_alert_rules", "").status, 503);
  EXPECT_EQ(called("get_alert_rule", "mine").status, 503);
  EXPECT_EQ(called("create_alert_rule", "", body).status, 503);
  EXPECT_EQ(called("create_alert_rule", "", documented).status, 503);
  EXPECT_EQ(called("put_alert_rule", "mine", body).status, 503);
  EXPECT_EQ(called("enable_alert_rule", "mine").status, 503);
  EXPECT_EQ(called("delete_alert_rule", "mine").status, 503);
}

TEST(SlugOf, keeps_letters_and_digits_and_joins_them_with_dashes) {
  EXPECT_EQ(slug_of("High Error Rate"), "high-error-rate");
  EXPECT_EQ(slug_of("  p99 > 2s (EU) "), "p99-2s-eu");
  EXPECT_EQ(slug_of("日本"), "rule");
  EXPECT_EQ(slug_of(std::string(256, 'n')), std::string(100, 'n'));
}

}  // namespace
}  // namespace tocsin::adapters::http
