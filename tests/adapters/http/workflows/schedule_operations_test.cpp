#include "adapters/http/workflows/schedule_operations.hpp"

#include "tests/adapters/http/api/calls.hpp"

namespace tocsin::adapters::http {
namespace {

using application::ScheduleJob;
using domain::Duration;
using domain::ResumeOrder;
using domain::ScheduledJob;
using domain::ScheduledJobId;
using domain::ScheduledJobStatus;
using domain::Signal;
using domain::Time;
using Json = nlohmann::json;

const std::string a_run = "01936c2e-7a13-7a44-9c1e-3d5f7b9a1c2e";
const std::string signal_id = "internet_signal#datacenter_east#1737559800000";
constexpr Time due{Duration{1'767'323'945'678}};

// The operations over a front that makes a job of each order, and a reader that knows that job.
class ScheduleOperations : public ApiCalls, private ports::ScheduledJobReader {
 protected:
  ScheduleOperations() {
    job.id = {*domain::uuid_from(a_run)};
    job.execute_at = due;
    add_schedule_operations(
        handlers,
        {[this](auto /*received*/, ScheduleJob::Command given, const auto& answer) {
           job.order = given.what;
           order = std::move(given);
           answer(job);
           return true;
         },
         [this](auto /*received*/, const auto& cancellation, const auto& answer) {
           EXPECT_EQ(cancellation.by, "anonymous");
           if (cancellation.job != job.id) {
             answer(fail(ErrorKind::not_found, "there is no such job"));
           } else if (job.status == ScheduledJobStatus::completed) {
             answer(fail(ErrorKind::conflict, "it is done"));
           } else {
             answer(job);
           }
           return true;
         },
         browse},
        readers);
  }

  Result<std::optional<ScheduledJob>> find_job(const domain::TenantId& /*tenant*/,
                                               ScheduledJobId id) override {
    return id == job.id ? std::optional{job} : std::nullopt;
  }

  Response ordered(const std::string& body) { return called("POST", "/api/v1/schedule", body); }

  application::BrowseScheduledJobs browse{*this, *this};
  ReaderPool readers{1, 8};
  ScheduledJob job;
  std::optional<ScheduleJob::Command> order;
};

TEST_F(ScheduleOperations, take_the_job_of_the_document) {
  const auto response = ordered(R"({"run_id": "uuid", "delay_seconds": 900, "job_details":
      {"signal_id": "uuid", "workflow_id": "uuid", "resume_from": "ACTION_2"}})");

  EXPECT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(json_of(response),
            (Json{{"job_id", a_run},
                  {"job_type", "workflow-resume"},
                  {"execute_at", due.time_since_epoch().count()},
                  {"status", "SCHEDULED"}}));
  ASSERT_TRUE(order);
  EXPECT_EQ(order->tenant.value, "default");
  EXPECT_EQ(order->by, "anonymous");
  EXPECT_EQ(std::get<ResumeOrder>(order->what), (ResumeOrder{"uuid", {"uuid"}, "uuid", 2}));
  EXPECT_EQ(std::get<Duration>(order->when), std::chrono::minutes{15});
}

TEST_F(ScheduleOperations, take_a_resume_with_a_payload) {
  const auto response = ordered(R"({"job_type": "workflow-resume", "payload":
      {"run_id": "r", "workflow_id": "w", "workflow_version": 3, "resume_from": "ACTION_0"},
      "execute_at": 1767323945678, "queue_name": "q"})");

  EXPECT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(std::get<ResumeOrder>(order->what), (ResumeOrder{"r", {"w"}, "", 0}));
  EXPECT_EQ(std::get<Time>(order->when), due);
  EXPECT_EQ(order->queue_name, "q");
}

TEST_F(ScheduleOperations, take_a_signal) {
  const auto response = ordered(R"({"job_type": "signal", "delay_seconds": 1, "payload":
      {"signal_type": "t", "subject": "web1", "value": {"runId": 1}}})");

  EXPECT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(json_of(response).at("job_type"), "signal");
  const auto& signal = std::get<Signal>(order->what);
  EXPECT_EQ(signal.tenant.value, "default");
  EXPECT_EQ(signal.subject, "web1");
  EXPECT_EQ(signal.fields, (domain::Fields{{"value.runId", "1"}}));
}

TEST_F(ScheduleOperations, want_one_time_and_no_two) {
  const std::string job_of = R"({"run_id": "r", "job_details": {"workflow_id": "w",
      "resume_from": "ACTION_1"})";
  EXPECT_EQ(pointers_of(ordered(job_of + "}")), std::vector<std::string>{"/execute_at"});
  EXPECT_EQ(pointers_of(ordered(job_of + R"(, "execute_at": 1, "delay_seconds": 1})")),
            std::vector<std::string>{"/execute_at"});
  EXPECT_EQ(ordered(job_of + R"(, "execute_at": 1})").status, 201);
}

TEST_F(ScheduleOperations, point_into_the_payload) {
  const Json signal{{"signal_type", "t"}, {"org_id", ""}};
  const Json body{{"job_type", "signal"}, {"delay_seconds", 1}, {"payload", signal}};
  EXPECT_EQ(pointers_of(ordered(body.dump())), std::vector<std::string>{"/payload/org_id"});
}

TEST_F(ScheduleOperations, show_a_job_and_what_came_of_it) {
  job.order = ResumeOrder{"r", {"w"}, signal_id, 2};
  job.status = ScheduledJobStatus::completed;
  job.result = "resumed run r";
  job.by = "alice";
  job.queue_name = "q";
  const auto shown = json_of(called("GET", "/v1/schedule/" + a_run));
  EXPECT_EQ(shown.at("status"), "COMPLETED");
  EXPECT_EQ(shown.at("result"), "resumed run r");
  EXPECT_EQ(shown.at("by"), "alice");
  EXPECT_EQ(shown.at("queue_name"), "q");
  EXPECT_EQ(shown.at("payload"),
            (Json{{"run_id", "r"},
                  {"workflow_id", "w"},
                  {"resume_from", "ACTION_2"},
                  {"signal_id", signal_id}}));

  job.order = Signal{{}, "t", "web1", due, {{"value.cpu", "91"}}};
  EXPECT_EQ(json_of(called("GET", "/v1/schedule/" + a_run)).at("payload"),
            (Json{{"signal_type", "t"},
                  {"org_id", "web1"},
                  {"timestamp", "2026-01-02T03:19:05.678Z"},
                  {"fields", {{"value.cpu", "91"}}}}));
  EXPECT_EQ(called("GET", "/v1/schedule/unknown").status, 404);
  EXPECT_EQ(called("GET", "/v1/schedule/01936c2e-0000-7000-8000-000000000000").status, 404);
}

TEST_F(ScheduleOperations, call_a_job_off_unless_it_is_done) {
  EXPECT_EQ(called("DELETE", "/v1/schedule/" + a_run).status, 204);
  EXPECT_EQ(called("DELETE", "/v1/schedule/01936c2e-0000-7000-8000-000000000000").status, 404);
  EXPECT_EQ(called("DELETE", "/v1/schedule/unknown").status, 404);
  job.status = ScheduledJobStatus::completed;
  EXPECT_EQ(called("DELETE", "/v1/schedule/" + a_run).status, 409);
}

}  // namespace
}  // namespace tocsin::adapters::http
