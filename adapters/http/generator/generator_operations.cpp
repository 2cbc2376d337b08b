#include "adapters/http/generator/generator_operations.hpp"

#include <functional>
#include <optional>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/query_word.hpp"
#include "adapters/http/generator/generator_body.hpp"
#include "adapters/http/server/problem.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::GeneratorJob;
using domain::GeneratorJobId;
using domain::JobStatus;
using domain::to_text;
using nlohmann::ordered_json;

namespace {

ordered_json settings_view(const domain::GeneratorSettings& settings) {
  ordered_json view{{"rps", settings.rps},
                    {"duration", to_text(settings.duration)},
                    {"burst", settings.burst},
                    {"seed", settings.seed},
                    {"severity_dist", to_text(settings.severities)},
                    {"source_dist", to_text(settings.sources)},
                    {"name_dist", to_text(settings.names)}};
  if (settings.count > 0) view["count"] = settings.count;
  if (settings.interval.count() > 0) view["interval_ms"] = settings.interval.count();
  for (const auto& [key, value] : {std::pair{"severity", &settings.severity},
                                   std::pair{"source", &settings.source},
                                   std::pair{"name", &settings.name}}) {
    if (!value->empty()) view[key] = *value;
  }
  for (const auto& [key, value] : {std::pair{"test", settings.test},
                                   std::pair{"single_test", settings.single_test},
                                   std::pair{"mock", settings.mock}}) {
    if (value) view[key] = value;
  }
  return view;
}

ordered_json generator_job_view(const GeneratorJob& job) {
  ordered_json view{{"id", to_text(job.id)},
                    {"job_id", to_text(job.id)},
                    {"status", word_for(job.status)},
                    {"by", job.by},
                    {"config", settings_view(job.settings)},
                    {"total", domain::AlertGenerator{job.settings}.total()},
                    {"alerts_sent", job.alerts_sent},
                    {"created_at", to_text(job.created_at)}};
  if (job.started_at) view["started_at"] = to_text(*job.started_at);
  if (job.completed_at) view["completed_at"] = to_text(*job.completed_at);
  if (!job.error.empty()) view["error"] = job.error;
  return view;
}

std::variant<GeneratorJobId, Violations> job_id_of(const Call& call) {
  const auto text = call.query_value("job_id");
  if (!text) return Violations{{"?job_id", "is required"}};
  const auto uuid = domain::uuid_from(*text);
  if (!uuid) return Violations{{"?job_id", "must be a UUID"}};
  return GeneratorJobId{*uuid};
}

class GeneratorOperations {
 public:
  explicit GeneratorOperations(GeneratorFronts fronts) : fronts_(std::move(fronts)) {}

  void start(const Call& call, const Reply& reply) const {
    auto read = generator_wish_from(call.body);
    if (const auto* violations = std::get_if<Violations>(&read)) {
      return reply(bad_request(*violations));
    }
    auto& wish = std::get<GeneratorWish>(read);
    const auto job =
        fronts_.start(call.caller.tenant, call.caller.name, std::move(wish.settings), wish.seed);
    if (!job) return reply(problem_of(job.error()));
    reply(json_answer(202, {{"job_id", to_text(job->id)}, {"status", word_for(job->status)}}));
  }

  void list(const Call& call, const Reply& reply) const {
    std::optional<JobStatus> status;
    Violations violations;
    take_word(call, "status", status, violations);
    if (!violations.empty()) return reply(bad_request(violations));
    auto views = ordered_json::array();
    for (const auto& job : fronts_.list(call.caller.tenant, status))
      views.push_back(generator_job_view(job));
    reply(json_answer(200, views));
  }

  void get(const Call& call, const Reply& reply) const {
    answer_with_job(fronts_.find, call, reply);
  }

  void stop(const Call& call, const Reply& reply) const {
    answer_with_job(fronts_.stop, call, reply);
  }

 private:
  using Ask = Result<GeneratorJob>(const domain::TenantId&, GeneratorJobId);

  static void answer_with_job(const std::function<Ask>& ask, const Call& call, const Reply& reply) {
    const auto id = job_id_of(call);
    if (const auto* violations = std::get_if<Violations>(&id)) {
      return reply(bad_request(*violations));
    }
    const auto job = ask(call.caller.tenant, std::get<GeneratorJobId>(id));
    if (job) return reply(json_answer(200, generator_job_view(*job)));
    // Clients of seed 002, Alerting Platform, expect 400 when a job has ended.
    const bool has_ended = job.error().kind == ErrorKind::invalid;
    reply(has_ended ? problem(400, job.error().message) : problem_of(job.error()));
  }

  GeneratorFronts fronts_;
};

}  // namespace

void add_generator_operations(OperationHandlers& handlers, GeneratorFronts fronts) {
  Handlers jobs{handlers, GeneratorOperations{std::move(fronts)}};
  jobs.add("generate_alerts", &GeneratorOperations::start);
  jobs.add("list_generator_jobs", &GeneratorOperations::list);
  jobs.add("get_generator_job", &GeneratorOperations::get);
  jobs.add("stop_generator_job", &GeneratorOperations::stop);
}

}  // namespace tocsin::adapters::http
