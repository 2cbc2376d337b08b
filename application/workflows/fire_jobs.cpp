#include "application/workflows/fire_jobs.hpp"

#include <utility>
#include <variant>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::application {

using domain::ResumeOrder;
using domain::Run;
using domain::RunSignal;
using domain::ScheduledJob;
using domain::Time;

namespace {

// Returns the subject of "type#subject#unix_ms". The type may contain a "#".
std::string subject_of(const std::string& signal_id, const std::string& type) {
  const auto end = signal_id.rfind('#');
  const auto prefix = type + '#';
  if (end == std::string::npos || end < prefix.size() || !signal_id.starts_with(prefix)) return {};
  return signal_id.substr(prefix.size(), end - prefix.size());
}

std::string why_not(const Run& run, std::size_t step) {
  return "nothing to do: the run is " + std::string{word_for(run.status)} +
         " and is not waiting at ACTION_" + std::to_string(step);
}

}  // namespace

Result<FireJobs::Outcome> FireJobs::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto found = ports_.scheduled_jobs.find(command.tenant, command.job);
  if (!found) return Failure{found.error()};
  const auto now = around_.clock.now();
  if (!*found || (*found)->has_ended() || (*found)->execute_at > now) return std::string{};

  auto& job = **found;
  auto result = fire(transaction, job, now);
  if (!result) return result;
  job.complete(*result, now);
  around_.metrics.count(ports::Counter::jobs_fired);
  ports_.scheduled_jobs.save(std::move(job));
  return transaction.commit(*result);
}

Result<std::string> FireJobs::fire(const Scope& scope, const ScheduledJob& job, Time now) {
  if (const auto* order = std::get_if<ResumeOrder>(&job.order))
    return resume(scope, job, *order, now);

  const auto answer = receiver_.receive(scope, *std::get_if<domain::Signal>(&job.order), now);
  if (!answer) return Failure{answer.error()};
  const auto evaluated = answer->workflows_queued;
  return "received " + answer->signal_id + "; evaluated by " + std::to_string(evaluated) +
         (evaluated == 1 ? " workflow" : " workflows");
}

// Resumes a run. A run that has continued or ended on its own is not repeated; an unknown run is
// another system's, and is taken over.
Result<std::string> FireJobs::resume(const Scope& scope,
                                     const ScheduledJob& job,
                                     const ResumeOrder& order,
                                     Time now) {
  const auto id = domain::uuid_from(order.run);
  if (!id) return start(scope, job, order, now);
  auto run = ports_.runs.find(job.tenant, {*id});
  if (!run) return Failure{run.error()};
  if (!*run) return start(scope, job, order, now);
  if ((*run)->workflow->id != order.workflow) {
    return "nothing to do: the run belongs to workflow \"" + (*run)->workflow->id.value + '"';
  }
  if (!(*run)->waits_at(order.after_step)) return why_not(**run, order.after_step);

  (*run)->resume(now);
  const auto gone_on = runner_.go_on(scope, std::move(**run), now);
  if (!gone_on) return Failure{gone_on.error()};
  return "resumed run " + order.run + " after ACTION_" + std::to_string(order.after_step);
}

Result<std::string> FireJobs::start(const Scope& scope,
                                    const ScheduledJob& job,
                                    const ResumeOrder& order,
                                    Time now) {
  const auto found = ports_.workflows.find(job.tenant, order.workflow);
  if (!found) return Failure{found.error()};
  const auto& workflow = *found;
  const auto nothing = [](const std::string& why) { return "nothing to do: " + why; };
  if (!workflow) return nothing("workflow \"" + order.workflow.value + "\" not found");
  if (!workflow->enabled) return nothing("the workflow is disabled");
  const auto last = workflow->steps.size() - 1;
  if (order.after_step >= last) return nothing("the last step is ACTION_" + std::to_string(last));

  RunSignal signal{order.signal_id, subject_of(order.signal_id, workflow->signal_type), now, {}};
  const auto subject =
      ports_.watches.find({job.tenant.value, workflow->signal_type, signal.subject});
  if (subject) {
    signal.at = subject->at;
    signal.fields = subject->fields;
  }
  const auto reason = "scheduled by " + job.by;
  const auto run =
      runner_.start(scope, workflow, std::move(signal), reason, order.after_step + 1, now);
  if (!run) return Failure{run.error()};
  return "started run " + to_text(*run) + " after ACTION_" + std::to_string(order.after_step);
}

}  // namespace tocsin::application
