#include "adapters/http/workflows/workflow_operations.hpp"

#include "tests/adapters/http/api/calls.hpp"

namespace tocsin::adapters::http {
namespace {

using application::Configured;
using domain::Absence;
using domain::Channel;
using domain::SharedWorkflow;
using domain::Workflow;
using domain::WorkflowId;
using Json = nlohmann::json;

const std::string as_documented = R"({
  "name": "Internet Downtime Escalation",
  "signal_type": "internet_signal",
  "conditions": [{"type": "absence", "duration": "5m"}],
  "actions": [
    {"type": "slack", "target": "#network-ops", "message": "No signal from {{org_id}}"},
    {"type": "delay", "duration": "15m"},
    {"type": "slack", "target": "@infra-head", "message": "ESCALATION: {{org_id}} still down"}
  ]
})";

// The operations over fronts that keep what they are given, and three workflows of two types.
class WorkflowOperations : public ApiCalls {
 protected:
  WorkflowOperations() {
    for (const auto& [id, type] : {std::pair{"a", "t"}, std::pair{"b", "u"}, std::pair{"c", "t"}}) {
      Workflow workflow;
      workflow.id.value = id;
      workflow.version = 2;
      workflow.signal_type = type;
      kept.push_back(std::make_shared<const Workflow>(std::move(workflow)));
    }
    add_workflow_operations(handlers,
                            {[this](auto /*received*/, Workflow draft, const auto& answer) {
                               saved = draft;
                               if (refusal) {
                                 answer(Failure{*refusal});
                               } else {
                                 answer(Configured<Workflow>{std::move(draft), true});
                               }
                               return true;
                             },
                             [this](auto /*received*/, const auto& toggle, const auto& answer) {
                               auto workflow = *kept.front();
                               workflow.enabled = toggle.enabled;
                               answer(workflow);
                               return true;
                             },
                             [this](auto /*received*/, const auto& removal, const auto& answer) {
                               removed = removal.id.value;
                               answer(Done{});
                               return true;
                             },
                             [this](const auto& /*tenant*/,
                                    const WorkflowId& id,
                                    WorkflowFronts::Version version) -> Result<SharedWorkflow> {
                               asked_version = version;
                               for (const auto& one : kept) {
                                 if (one->id == id && version.value_or(2) == 2) return one;
                               }
                               return SharedWorkflow{};
                             },
                             [this](const auto& /*tenant*/) { return Result{kept}; }},
                            readers);
  }

  Response created(const std::string& body) { return called("POST", "/v1/workflows", body); }

  Response created_with(const std::string& key, const Json& value) {
    auto body = Json::parse(as_documented);
    body[key] = value;
    return created(body.dump());
  }

  ReaderPool readers{1, 8};
  std::vector<SharedWorkflow> kept;
  std::optional<Workflow> saved;
  std::optional<Error> refusal;
  WorkflowFronts::Version asked_version;
  std::string removed;
};

TEST_F(WorkflowOperations, make_the_workflow_of_the_document) {
  const auto response = called("POST", "/api/v1/workflows", as_documented);

  EXPECT_EQ(response.status, 201);
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->tenant.value, "default");
  EXPECT_TRUE(saved->id.empty());  // the use case derives it from the name
  EXPECT_EQ(saved->version, 0);
  EXPECT_EQ(saved->name, "Internet Downtime Escalation");
  EXPECT_EQ(saved->conditions,
            (std::vector<domain::WorkflowCondition>{Absence{std::chrono::minutes{5}}}));
  const domain::Target ops{{}, Channel::slack, "#network-ops"};
  const domain::Target head{{}, Channel::slack, "@infra-head"};
  EXPECT_EQ(saved->steps,
            (std::vector<domain::Step>{domain::Tell{ops, "No signal from {{org_id}}"},
                                       domain::Delay{std::chrono::minutes{15}},
                                       domain::Tell{head, "ESCALATION: {{org_id}} still down"}}));
  EXPECT_TRUE(saved->enabled);
  EXPECT_FALSE(saved->continue_on_recovery);
}

TEST_F(WorkflowOperations, take_every_kind_of_condition_and_step_and_show_them_again) {
  const auto body = Json::parse(R"({
    "workflow_id": "all", "version": 7, "name": "All", "signal_type": "t",
    "conditions": [
      {"type": "absence", "duration": "1h"},
      {"type": "numeric", "field": "value.cpu", "operator": ">=", "value": 80.5, "for": "30s"},
      {"type": "numeric", "field": "status", "operator": "!=", "value": "online"},
      {"type": "numeric", "field": "ok", "operator": "=", "value": "false"},
      {"type": "count", "at_least": 3, "within": "1m"}],
    "actions": [
      {"type": "email", "target": "ops@example.org", "message": "m"},
      {"type": "sms", "target": "+5492664295169", "message": "m"},
      {"type": "webhook", "target": "https://hooks.example.org/x", "message": "m"},
      {"type": "pagerduty", "target": "0123456789abcdef", "message": "m"},
      {"type": "console", "message": "m"},
      {"type": "console", "target": "screen", "message": "m"},
      {"type": "page", "service_id": "payments", "message": "m", "severity": "high"},
      {"type": "page", "service_id": "payments", "severity": "critical"},
      {"type": "delay", "duration": "15m"},
      {"type": "resolve"}],
    "enabled": false, "continue_on_recovery": true
  })");
  const auto response = created(body.dump());

  EXPECT_EQ(response.status, 201) << response.body;
  auto shown = json_of(response);
  shown.erase("created_at");
  shown.erase("updated_at");
  EXPECT_EQ(shown, body);
}

TEST_F(WorkflowOperations, read_true_and_false_as_the_texts_that_signals_have) {
  const auto response = created_with(
      "conditions", {{{"type", "numeric"}, {"field", "ok"}, {"operator", "=="}, {"value", false}}});

  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(std::get<domain::Numeric>(saved->conditions[0]),
            (domain::Numeric{"ok", domain::Operator::equal, "false", {}}));
}

TEST_F(WorkflowOperations, point_at_what_cannot_be_done) {
  const auto condition = [](Json given) { return Json::array({std::move(given)}); };
  const auto pointer_of = [](const Response& response) {
    EXPECT_EQ(response.status, 400);
    return pointers_of(response).front();
  };
  EXPECT_EQ(pointer_of(created_with(
                "conditions", condition({{"type", "absence"}, {"duration", "367h0.0001ms9000h"}}))),
            "/conditions/0/duration");
  EXPECT_EQ(pointer_of(created_with("conditions",
                                    condition({{"type", "absence"}, {"duration", "99999999h"}}))),
            "/conditions/0/duration");
  EXPECT_EQ(
      pointer_of(created_with(
          "conditions",
          condition({{"type", "numeric"}, {"field", "x"}, {"operator", ">"}, {"value", "many"}}))),
      "/conditions/0/value");
  EXPECT_EQ(pointer_of(created_with("actions",
                                    {{{"type", "delay"}, {"duration", "1s"}},
                                     {{"type", "webhook"}, {"target", "#ops"}, {"message", "m"}}})),
            "/actions/1/target");
  EXPECT_EQ(
      pointer_of(created_with(
          "actions", condition({{"type", "console"}, {"message", "from {{org_id to {{x}}"}}))),
      "/actions/0/message");
  EXPECT_FALSE(saved);
}

TEST_F(WorkflowOperations, call_the_steps_what_the_body_calls_them) {
  auto body = Json::parse(as_documented);
  body["steps"] = {{{"type", "webhook"}, {"target", "nowhere"}, {"message", "m"}}};
  body.erase("actions");
  EXPECT_EQ(pointers_of(created(body.dump())), std::vector<std::string>{"/steps/0/target"});

  body["steps"] = {{{"type", "page"}, {"service_id", "unknown"}}};
  refusal = Error{ErrorKind::invalid, "there is no service", "/actions/0/service_id"};
  const auto response = created(body.dump());
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(pointers_of(response), std::vector<std::string>{"/steps/0/service_id"});

  refusal = Error{ErrorKind::conflict, "the next version is 3", "/version"};
  EXPECT_EQ(created(as_documented).status, 409);
}

TEST_F(WorkflowOperations, refuse_ten_thousand_steps) {
  auto steps = Json::array();
  for (int step = 0; step < 10'000; ++step)
    steps.push_back({{"type", "delay"}, {"duration", "1s"}});
  const auto body = created_with("actions", steps);
  EXPECT_EQ(body.status, 400);
  EXPECT_TRUE(pointers_of(body).front().starts_with("/actions"));
}

TEST_F(WorkflowOperations, show_the_newest_version_or_one_that_is_asked_for) {
  EXPECT_EQ(json_of(called("GET", "/v1/workflows/a")).at("version"), 2);
  EXPECT_EQ(asked_version, std::nullopt);
  EXPECT_EQ(called("GET", "/v1/workflows/a?version=2").status, 200);
  EXPECT_EQ(asked_version, 2);
  EXPECT_EQ(called("GET", "/v1/workflows/a?version=1").status, 404);
  EXPECT_EQ(called("GET", "/v1/workflows/unknown").status, 404);
  for (const auto* version : {"0", "-1", "one", "", "1.0"}) {
    const auto response = called("GET", std::string{"/v1/workflows/a?version="} + version);
    EXPECT_EQ(response.status, 400) << version;
    EXPECT_EQ(pointers_of(response), std::vector<std::string>{"?version"});
  }
}

TEST_F(WorkflowOperations, list_them_part_by_part_with_their_count) {
  const auto ids = [](const Json& page) {
    std::vector<std::string> found;
    for (const auto& workflow : page.at("workflows"))
      found.push_back(workflow.at("workflow_id"));
    EXPECT_EQ(page.at("count"), found.size());
    return found;
  };
  const auto all = json_of(called("GET", "/v1/workflows"));
  EXPECT_EQ(ids(all), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_FALSE(all.contains("next_cursor"));

  const auto first = json_of(called("GET", "/v1/workflows?signal_type=t&limit=1"));
  EXPECT_EQ(ids(first), std::vector<std::string>{"a"});
  const auto cursor = first.at("next_cursor").get<std::string>();
  const auto second =
      json_of(called("GET", "/v1/workflows?signal_type=t&limit=1&cursor=" + cursor));
  EXPECT_EQ(ids(second), std::vector<std::string>{"c"});
  EXPECT_FALSE(second.contains("next_cursor"));
  EXPECT_EQ(called("GET", "/v1/workflows?limit=0").status, 400);
}

TEST_F(WorkflowOperations, enable_disable_and_delete) {
  EXPECT_EQ(json_of(called("POST", "/v1/workflows/a/enable")).at("enabled"), true);
  EXPECT_EQ(json_of(called("POST", "/v1/workflows/a/disable")).at("enabled"), false);
  EXPECT_EQ(called("DELETE", "/v1/workflows/a").status, 204);
  EXPECT_EQ(removed, "a");
}

}  // namespace
}  // namespace tocsin::adapters::http
