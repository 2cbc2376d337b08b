#include "adapters/http/workflows/schedule_operations.hpp"

#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/ids.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/workflows/schedule_body.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::ScheduledJob;
using domain::ScheduledJobId;
using domain::to_text;
using nlohmann::ordered_json;

namespace {

using Order = application::ScheduleJob::Command;

// What every answer about a job says; when it is due in milliseconds, as it is asked for.
ordered_json head_of(const ScheduledJob& job) {
  return {{"job_id", to_text(job.id)},
          {"job_type", word_for(job.type())},
          {"execute_at", job.execute_at.time_since_epoch().count()},
          {"status", word_for(job.status)}};
}

struct PayloadView {
  ordered_json operator()(const domain::ResumeOrder& order) const {
    ordered_json view{{"run_id", order.run},
                      {"workflow_id", order.workflow.value},
                      {"resume_from", "ACTION_" + std::to_string(order.after_step)}};
    add_unless_empty(view, "signal_id", order.signal_id);
    return view;
  }

  ordered_json operator()(const domain::Signal& signal) const {
    ordered_json view{{"signal_type", signal.type}, {"org_id", signal.subject}};
    if (signal.occurred_at) view["timestamp"] = to_text(*signal.occurred_at);
    for (const auto& field : signal.fields)
      view["fields"].emplace(field.path, field.value);
    return view;
  }
};

ordered_json scheduled_job_view(const ScheduledJob& job) {
  auto view = head_of(job);
  view["payload"] = std::visit(PayloadView{}, job.order);
  add_unless_empty(view, "queue_name", job.queue_name);
  add_unless_empty(view, "result", job.result);
  view["by"] = job.by;
  view["created_at"] = to_text(job.created_at);
  view["updated_at"] = to_text(job.updated_at);
  return view;
}

class ScheduleOperations {
 public:
  ScheduleOperations(ScheduleFronts fronts, ReaderPool& readers)
      : fronts_(std::move(fronts)), readers_(readers) {}

  void create(const Call& call, const Reply& reply) const {
    auto read = schedule_from(*call.body, call.caller.tenant);
    if (const auto* violations = std::get_if<Violations>(&read)) {
      return reply(bad_request(*violations));
    }
    auto& order = std::get<Order>(read);
    order.by = call.caller.name;
    const bool taken = fronts_.add(call.received(), std::move(order), [reply](const auto& job) {
      reply(job ? json_answer(201, head_of(*job)) : problem_of(job.error()));
    });
    if (!taken) reply(busy());
  }

  void get(const Call& call, const Reply& reply) const {
    const auto id = id_of<ScheduledJobId>(call, "job_id");
    if (!id) return reply(without_id(id.error()));
    look(readers_, reply, [this, tenant = call.caller.tenant, id = *id] {
      const auto job = fronts_.browse.find(tenant, id);
      return job ? json_answer(200, scheduled_job_view(*job)) : problem_of(job.error());
    });
  }

  void cancel(const Call& call, const Reply& reply) const {
    const auto id = id_of<ScheduledJobId>(call, "job_id");
    if (!id) return reply(without_id(id.error()));
    const bool taken = fronts_.cancel(
        call.received(), {call.caller.tenant, *id, call.caller.name}, [reply](const auto& job) {
          reply(job ? no_content() : problem_of(job.error()));
        });
    if (!taken) reply(busy());
  }

 private:
  ScheduleFronts fronts_;
  ReaderPool& readers_;
};

}  // namespace

void add_schedule_operations(OperationHandlers& handlers,
                             ScheduleFronts fronts,
                             ReaderPool& readers) {
  Handlers schedule{handlers, ScheduleOperations{std::move(fronts), readers}};
  schedule.add("schedule_job", &ScheduleOperations::create);
  schedule.add("get_job", &ScheduleOperations::get);
  schedule.add("cancel_job", &ScheduleOperations::cancel);
}

}  // namespace tocsin::adapters::http
