#include "adapters/http/generator/generator_operations.hpp"

#include <nlohmann/json.hpp>

#include "adapters/http/api/body_reader.hpp"
#include "tests/adapters/http/api/schemas.hpp"
#include "tests/fakes/kernel.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::GeneratorJob;
using domain::GeneratorJobId;
using domain::GeneratorSettings;
using domain::JobStatus;
using domain::TenantId;
using domain::to_text;
using Json = nlohmann::json;

// The operations over a book with one job in it, for alice of acme.
class GeneratorOperations : public testing::Test {
 protected:
  GeneratorOperations() {
    job.id = {tests::CountingIds::nth(1)};
    job.by = "alice";
    job.status = JobStatus::running;
    job.settings.seed = 7;
    add_generator_operations(
        handlers,
        {[this](const TenantId& tenant, const std::string& by, auto settings, auto seed) {
           EXPECT_EQ(tenant.value + '/' + by, "acme/alice");
           asked = std::move(settings);
           asked_seed = seed;
           return start_answer;
         },
         [this](const TenantId&, std::optional<JobStatus> status) {
           asked_status = status;
           return std::vector<GeneratorJob>{job};
         },
         [this](const TenantId&, GeneratorJobId id) { return answer_for(id); },
         [this](const TenantId&, GeneratorJobId id) -> Result<GeneratorJob> {
           if (job.is_over()) return fail(ErrorKind::invalid, "Job cannot be cancelled.");
           return answer_for(id);
         }});
  }

  Result<GeneratorJob> answer_for(GeneratorJobId id) {
    if (id != job.id) return fail(ErrorKind::not_found, "there is no job");
    return job;
  }

  Response called(const std::string& operation,
                  std::optional<std::string> body = {},
                  std::vector<QueryParameter> query = {}) {
    Request request;
    Call call{request, {{"acme"}, "alice", Role::admin}, {}, std::move(query), {}};
    BodyReader reader{schemas()};
    if (body) {
      const auto length = body->size();
      body->append(body_padding, ' ');
      auto read = reader.read(std::string_view{*body}.substr(0, length), "generator-settings");
      if (const auto* violations = std::get_if<Violations>(&read)) {
        return {400, {}, violations->front().pointer, {}};
      }
      call.body = std::get<simdjson::dom::element>(read);
    }
    Response response;
    handlers.at(operation)(call, [&response](Response given) { response = std::move(given); });
    return response;
  }

  std::vector<QueryParameter> of_job() const { return {{"job_id", to_text(job.id)}}; }

  OperationHandlers handlers;
  GeneratorJob job;
  Result<GeneratorJob> start_answer{job};
  GeneratorSettings asked;
  std::optional<std::uint64_t> asked_seed;
  std::optional<JobStatus> asked_status;
};

TEST_F(GeneratorOperations, start_a_job_with_the_defaults_when_nothing_is_said) {
  start_answer = job;
  const auto response = called("generate_alerts");

  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(Json::parse(response.body),
            (Json{{"job_id", "00000000-0000-0000-0000-000000000001"}, {"status", "running"}}));
  EXPECT_EQ(asked.rps, 10);
  EXPECT_EQ(asked.duration, std::chrono::seconds{60});
  EXPECT_EQ(asked.severities, GeneratorSettings::default_severities());
  EXPECT_EQ(asked_seed, std::nullopt);
}

TEST_F(GeneratorOperations, take_everything_that_is_said) {
  const auto response = called("generate_alerts",
                               R"({"rps":5,"duration":"3m","burst":1,"count":2,"interval_ms":30,
          "seed":7,"severity_dist":"LOW:100","source_dist":"a:50,b:50","name_dist":"n:100",
          "severity":"HIGH","source":"s","name":"t","test":true,"single_test":true,"mock":true,
          "client_id":"ignored","kafka_brokers":"ignored","topic":"ignored"})");

  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(asked.rps, 5);
  EXPECT_EQ(asked.duration, std::chrono::minutes{3});
  EXPECT_EQ(asked.burst, 1);
  EXPECT_EQ(asked.count, 2);
  EXPECT_EQ(asked.interval, domain::Duration{30});
  EXPECT_EQ(asked_seed, 7U);
  EXPECT_EQ(to_text(asked.severities), "LOW:100");
  EXPECT_EQ(to_text(asked.sources), "a:50,b:50");
  EXPECT_EQ(to_text(asked.names), "n:100");
  EXPECT_EQ(asked.severity + asked.source + asked.name, "HIGHst");
  EXPECT_TRUE(asked.test && asked.single_test && asked.mock);
}

TEST_F(GeneratorOperations, refuse_shares_that_sum_to_99) {
  const auto response =
      called("generate_alerts", R"({"severity_dist":"HIGH:99","name_dist":"n:101"})");

  EXPECT_EQ(response.status, 400);
  const auto errors = Json::parse(response.body)["errors"];
  EXPECT_EQ(errors[0]["pointer"], "/severity_dist");
  EXPECT_EQ(errors[0]["detail"], "must sum to 100, but sums to 99");
  EXPECT_EQ(errors[1]["pointer"], "/name_dist");
}

TEST_F(GeneratorOperations, refuse_what_no_generator_can_do) {
  for (const auto& [body, pointer] : {std::pair{R"({"duration":"25h"})", "/duration"},
                                      {R"({"duration":"999999999h"})", "/duration"},
                                      {R"({"severity_dist":"URGENT:100"})", "/severity_dist"}}) {
    const auto response = called("generate_alerts", body);
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_EQ(Json::parse(response.body)["errors"][0]["pointer"], pointer);
  }
}

TEST_F(GeneratorOperations, have_a_schema_that_refuses_the_rest) {
  for (const auto& [body, pointer] : {std::pair{R"({"rps":0})", "/rps"},
                                      {R"({"burst":10000001})", "/burst"},
                                      {R"({"seed":-1})", "/seed"},
                                      {R"({"severity":"high"})", "/severity"},
                                      {R"({"duration":"-5s"})", "/duration"},
                                      {R"({"colour":"red"})", "/colour"}}) {
    const auto response = called("generate_alerts", body);
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_EQ(response.body, pointer);
  }
}

TEST_F(GeneratorOperations, say_that_too_many_wait) {
  start_answer = fail(ErrorKind::unavailable, "16 jobs are waiting already");

  EXPECT_EQ(called("generate_alerts").status, 503);
}

TEST_F(GeneratorOperations, show_a_job_as_its_schema_says) {
  job.started_at = job.completed_at = domain::Time{};
  job.settings.count = 5;
  job.settings.interval = domain::Duration{10};
  job.settings.severity = "LOW";
  job.settings.mock = true;
  job.error = "the store is gone";

  const auto response = called("get_generator_job", {}, of_job());

  EXPECT_EQ(response.status, 200);
  const auto view = Json::parse(response.body);
  EXPECT_TRUE(schemas().find("generator-job")->check(view).empty());
  EXPECT_EQ(view["total"], 5);
  EXPECT_EQ(view["config"]["seed"], 7);
  EXPECT_EQ(view["config"]["severity"], "LOW");
  EXPECT_EQ(view["config"]["mock"], true);
  EXPECT_FALSE(view["config"].contains("source"));
  EXPECT_EQ(view["started_at"], "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(view["error"], "the store is gone");
}

TEST_F(GeneratorOperations, leave_out_what_a_job_has_not_yet) {
  const auto view = Json::parse(called("get_generator_job", {}, of_job()).body);

  for (const auto* key : {"started_at", "completed_at", "error"}) {
    EXPECT_FALSE(view.contains(key)) << key;
  }
}

TEST_F(GeneratorOperations, list_the_jobs_of_a_status) {
  const auto response = called("list_generator_jobs", {}, {{"status", "running"}});

  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(asked_status, JobStatus::running);
  EXPECT_EQ(Json::parse(response.body).at(0)["job_id"], to_text(job.id));

  called("list_generator_jobs");
  EXPECT_EQ(asked_status, std::nullopt);
  EXPECT_EQ(called("list_generator_jobs", {}, {{"status", "done"}}).status, 400);
}

TEST_F(GeneratorOperations, want_the_id_of_a_job_that_exists) {
  for (const auto* operation : {"get_generator_job", "stop_generator_job"}) {
    EXPECT_EQ(called(operation).status, 400);
    EXPECT_EQ(called(operation, {}, {{"job_id", "7"}}).status, 400);
    EXPECT_EQ(called(operation, {}, {{"job_id", to_text(tests::CountingIds::nth(2))}}).status, 404);
  }
}

TEST_F(GeneratorOperations, stop_a_job_but_not_one_that_has_ended) {
  EXPECT_EQ(called("stop_generator_job", {}, of_job()).status, 200);

  job.status = JobStatus::completed;
  const auto response = called("stop_generator_job", {}, of_job());
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(Json::parse(response.body)["detail"], "Job cannot be cancelled.");
}

}  // namespace
}  // namespace tocsin::adapters::http
