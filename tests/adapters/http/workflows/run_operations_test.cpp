#include "adapters/http/workflows/run_operations.hpp"

#include "tests/adapters/http/api/calls.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::Duration;
using domain::Run;
using domain::RunId;
using domain::RunStatus;
using domain::StepStatus;
using domain::Time;
using ports::RunFilter;
using ports::RunSlice;
using Json = nlohmann::json;

constexpr Time run_start{Duration{1'767'323'045'678}};

RunId run_id_of(const std::string& last_digit) {
  return {*domain::uuid_from("01936c2e-7a13-7a44-9c1e-3d5f7b9a1c2" + last_digit)};
}

class RunsInMemory : public ports::RunReader {
 public:
  Result<std::optional<Run>> find_run(const domain::TenantId& /*tenant*/, RunId id) override {
    for (const auto& run : runs) {
      if (run.id == id) return std::optional{run};
    }
    return std::optional<Run>{};
  }

  Result<RunSlice> list(const RunFilter& filter,
                        std::optional<RunId> before,
                        std::size_t limit) override {
    asked = filter;
    RunSlice slice;
    for (const auto& run : runs) {
      if (slice.rows.size() <= limit && (!before || run.id < *before)) {
        slice.rows.push_back(run);
      }
    }
    return slice;
  }

  std::vector<Run> runs;  // newest first
  RunFilter asked;
};

class RunOperations : public ApiCalls {
 protected:
  RunOperations() {
    for (const auto* last_digit : {"3", "2", "1"}) {
      domain::Run run;
      run.id = run_id_of(last_digit);
      run.workflow = workflow();
      run.signal = {"t#web1#1767323045000", "web1", run_start, {{"value.cpu", "91"}}};
      run.started_at = run.updated_at = run_start;
      open.runs.push_back(std::move(run));
    }
    add_run_operations(handlers, browse, readers);
  }

  static domain::SharedWorkflow workflow() {
    domain::Workflow workflow;
    workflow.id.value = "cpu";
    workflow.version = 3;
    workflow.name = "High CPU";
    workflow.signal_type = "t";
    return std::make_shared<const domain::Workflow>(std::move(workflow));
  }

  RunsInMemory open;
  RunsInMemory ended;
  application::BrowseRuns browse{open, ended};
  ReaderPool readers{1, 8};
};

TEST_F(RunOperations, show_why_a_run_was_started_and_what_came_of_each_step) {
  auto& run = open.runs[2];
  run.status = RunStatus::waiting;
  run.reason = "value.cpu 91 > 80";
  run.resume_at = run_start + std::chrono::minutes{15};
  run.steps = {
      {"slack", StepStatus::done, run_start, "notified #ops", domain::NotificationId{}, {}, {}},
      {"page", StepStatus::done, run_start, "raised", {}, domain::AlertId{}, {}},
      {"delay", StepStatus::waiting, run_start, {}, {}, {}, {}},
      {"email", StepStatus::pending, {}, {}, {}, {}, {}}};
  const auto response = called("GET", "/v1/runs/" + to_text(run.id));

  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(json_of(response), Json::parse(R"({
    "run_id": "01936c2e-7a13-7a44-9c1e-3d5f7b9a1c21",
    "workflow_id": "cpu", "workflow_version": 3, "workflow_name": "High CPU", "signal_type": "t",
    "org_id": "web1", "signal_id": "t#web1#1767323045000",
    "status": "waiting", "reason": "value.cpu 91 > 80", "resume_at": "2026-01-02T03:19:05.678Z",
    "signal": {"signal_id": "t#web1#1767323045000", "timestamp": "2026-01-02T03:04:05.678Z",
               "fields": {"value.cpu": "91"}},
    "steps": [
      {"index": 0, "type": "slack", "status": "done", "at": "2026-01-02T03:04:05.678Z",
       "detail": "notified #ops", "notification_id": "00000000-0000-0000-0000-000000000000"},
      {"index": 1, "type": "page", "status": "done", "at": "2026-01-02T03:04:05.678Z",
       "detail": "raised", "alert_id": "00000000-0000-0000-0000-000000000000"},
      {"index": 2, "type": "delay", "status": "waiting", "at": "2026-01-02T03:04:05.678Z"},
      {"index": 3, "type": "email", "status": "pending"}],
    "started_at": "2026-01-02T03:04:05.678Z", "updated_at": "2026-01-02T03:04:05.678Z"})"));
}

TEST_F(RunOperations, say_why_a_run_has_ended) {
  auto& run = open.runs[0];
  run.status = RunStatus::failed;
  run.end_reason = "slack: channel_not_found";
  run.ended_at = run_start;

  const auto shown = json_of(called("GET", "/v1/runs/" + to_text(run.id)));

  EXPECT_EQ(shown.at("status"), "failed");
  EXPECT_EQ(shown.at("end_reason"), "slack: channel_not_found");
  EXPECT_EQ(shown.at("ended_at"), "2026-01-02T03:04:05.678Z");
}

TEST_F(RunOperations, know_no_run_that_is_not_there) {
  EXPECT_EQ(called("GET", "/v1/runs/" + to_text(run_id_of("9"))).status, 404);
  EXPECT_EQ(called("GET", "/v1/runs/unknown").status, 404);
}

TEST_F(RunOperations, list_them_part_by_part_with_their_count) {
  const auto first = json_of(called("GET", "/api/v1/runs?limit=2"));
  EXPECT_EQ(first.at("count"), 2);
  EXPECT_EQ(first.at("runs")[0].at("run_id"), to_text(run_id_of("3")));
  const auto cursor = first.at("next_cursor").get<std::string>();

  const auto second = json_of(called("GET", "/v1/runs?limit=2&cursor=" + cursor));
  EXPECT_EQ(second.at("count"), 1);
  EXPECT_EQ(second.at("runs")[0].at("run_id"), to_text(run_id_of("1")));
  EXPECT_FALSE(second.contains("next_cursor"));
}

TEST_F(RunOperations, list_only_those_that_are_asked_for) {
  EXPECT_EQ(called("GET", "/v1/runs?workflow_id=cpu&status=CANCELLED&org_id=web%201").status, 200);
  EXPECT_EQ(ended.asked.tenant.value, "default");
  EXPECT_EQ(ended.asked.workflow, domain::WorkflowId{"cpu"});
  EXPECT_EQ(ended.asked.status, RunStatus::cancelled);
  EXPECT_EQ(ended.asked.subject, "web 1");

  EXPECT_EQ(called("GET", "/v1/runs?status=running&subject=web2").status, 200);
  EXPECT_EQ(open.asked.status, RunStatus::running);
  EXPECT_EQ(open.asked.subject, "web2");
  EXPECT_EQ(open.asked.workflow, std::nullopt);
}

TEST_F(RunOperations, name_the_parameter_that_makes_no_sense) {
  const std::vector<std::pair<std::string, std::string>> rows{{"status=lost", "?status"},
                                                              {"status=", "?status"},
                                                              {"subject=a&org_id=b", "?subject"},
                                                              {"limit=0", "?limit"},
                                                              {"cursor=c1_x", "?cursor"},
                                                              {"colour=red", "?colour"}};
  for (const auto& [query, pointer] : rows) {
    const auto response = called("GET", "/v1/runs?" + query);
    EXPECT_EQ(response.status, 400) << query;
    EXPECT_EQ(pointers_of(response), std::vector<std::string>{pointer});
  }
}

}  // namespace
}  // namespace tocsin::adapters::http
