#include "tests/simulation/detection/watchers.hpp"

#include <algorithm>
#include <charconv>

#include "tests/simulation/audit/answers.hpp"
#include "tests/simulation/audit/violation.hpp"

namespace tocsin::simulation {

using namespace domain;
using application::CancelJob;
using application::ReceiveSignal;
using application::RemoveWorkflow;
using application::ScheduleJob;
using application::ToggleWorkflow;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

std::optional<double> number(std::optional<std::string_view> text) {
  double value = 0;
  if (!text) return std::nullopt;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool is_number = read.ec == std::errc{} && read.ptr == text->data() + text->size();
  return is_number ? std::optional{value} : std::nullopt;
}

// The workflows of a run compare by "more than" alone.
bool is_met(const Numeric& numeric, const Fields& fields) {
  const auto value = number(fields.find(numeric.field));
  return value && *value > *number(numeric.value);
}

bool has_count(const Workflow& workflow) {
  const auto& all = workflow.conditions;
  return std::any_of(all.begin(), all.end(), [](const auto& one) {
    return std::holds_alternative<SignalCount>(one);
  });
}

}  // namespace

// Configuration.

void Watchers::fold(const SaveWorkflow& save, const Fact& fact) {
  std::optional<ErrorKind> refused;
  auto draft = save.draft;
  for (const auto& step : draft.steps) {
    const auto* page = std::get_if<Page>(&step);
    if (page && !hands_.has_service(draft.tenant, page->service.value))
      refused = ErrorKind::invalid;
  }
  if (!is_taken(fact, refused, "a workflow")) return;
  auto& kept = workflows_[{draft.tenant.value, draft.id.value}];
  draft.version = ++kept.last_version;
  kept.current = std::make_shared<const Workflow>(std::move(draft));
  look_soon(*kept.current, fact.entry.at);
}

// Who is watched already is judged by the new version from now on.
void Watchers::look_soon(const Workflow& workflow, Time now) {
  for (auto& [name, subject] : subjects_) {
    auto* watch = std::get<0>(name) == workflow.tenant.value ? subject.find(workflow.id) : nullptr;
    if (watch) watch->due = std::min(watch->due, now);
  }
}

void Watchers::fold(const ToggleWorkflow::Command& toggle, const Fact& fact) {
  auto& kept = workflows_[{toggle.tenant.value, toggle.id.value}];
  const auto refused = kept.current ? std::nullopt : std::optional{ErrorKind::not_found};
  if (!is_taken(fact, refused, "turning a workflow on or off")) return;
  if (kept.current->enabled == toggle.enabled) return;
  auto changed = *kept.current;
  changed.enabled = toggle.enabled;
  changed.version = ++kept.last_version;
  kept.current = std::make_shared<const Workflow>(std::move(changed));
  forget_watches(toggle.tenant, toggle.id);
}

void Watchers::fold(const RemoveWorkflow::Command& removal, const Fact& fact) {
  auto& kept = workflows_[{removal.tenant.value, removal.id.value}];
  const auto refused = kept.current ? std::nullopt : std::optional{ErrorKind::not_found};
  if (!is_taken(fact, refused, "the end of a workflow")) return;
  kept.current.reset();
  forget_watches(removal.tenant, removal.id);
}

void Watchers::forget_watches(const TenantId& tenant, const WorkflowId& workflow) {
  for (auto& [name, subject] : subjects_)
    if (std::get<0>(name) == tenant.value) {
      std::erase_if(subject.watches,
                    [&](const Watch& watch) { return watch.follows->id == workflow; });
    }
}

// Signals.

std::vector<SharedWorkflow> Watchers::workflows_for(const SubjectName& subject) const {
  std::vector<SharedWorkflow> found;
  for (const auto& [name, kept] : workflows_) {
    const bool is_it = name.first == std::get<0>(subject) && kept.current &&
                       kept.current->enabled && kept.current->signal_type == std::get<1>(subject);
    if (is_it) found.push_back(kept.current);
  }
  return found;
}

void Watchers::fold(const ReceiveSignal::Command& command, const Fact& fact) {
  const auto& signal = command.signal;
  const auto now = fact.entry.at;
  const auto before = subjects_[name_of(signal)];
  const auto expected = receive(signal, now);
  require(!fact.answered.error, "I4", "a signal is refused without a reason");
  const auto& answer = *fact.answered.signal;
  require(answer.workflows_queued == expected.workflows_queued,
          "I3",
          "a signal is looked at by " + std::to_string(answer.workflows_queued) +
              " workflows and not by " + std::to_string(expected.workflows_queued));
  require(answer.is_repeated == expected.is_repeated, "I3", "a repeated signal is not told apart");
  const auto plain = signal_id(signal, now);
  require(answer.signal_id == plain || answer.signal_id.starts_with(plain + '#'),
          "I3",
          "a signal has the id of another one: " + answer.signal_id);
  if (answer.workflows_queued == 0) return;
  require(answer.signal_id != before.last_id || signal.fields == before.fields,
          "I3",
          "two different signals in a row have one id: " + answer.signal_id);
  subjects_[name_of(signal)].last_id = answer.signal_id;
}

Watchers::SubjectName Watchers::name_of(const Signal& signal) {
  return {signal.tenant.value, signal.type, signal.subject};
}

SignalAnswer Watchers::receive(const Signal& signal, Time now) {
  const auto name = name_of(signal);
  const auto workflows = workflows_for(name);
  if (workflows.empty()) return {};
  const auto said = signal.occurred_at;
  if (said && *said >= now - hours{24} && *said <= now + minutes{5}) {
    const bool is_new = receipts_.emplace(*said, content_hash(signal)).second;
    if (!is_new) {
      hands_.mark("signal came again");
      hear_again(name, workflows, now);
      return {{}, 0, true};
    }
  } else if (said) {
    hands_.mark("signal of another time");
  }
  auto& subject = subjects_[name];
  subject.received_at = now;
  subject.at = said.value_or(now);
  subject.fields = signal.fields;
  subject.last_id.clear();  // a job's signal is not answered
  for (const auto& workflow : workflows) {
    auto* known = subject.find(workflow->id);
    auto& watch = known ? *known : subject.watches.emplace_back();
    follow(watch, workflow);
    note(watch, signal.fields, now, true);
    judge(watch, name, subject, now);
  }
  return {{}, workflows.size()};
}

// A duplicate that comes late shows that its sender is alive.
void Watchers::hear_again(const SubjectName& name,
                          const std::vector<SharedWorkflow>& workflows,
                          Time now) {
  auto& subject = subjects_[name];
  auto shortest = Duration::max();
  for (const auto& workflow : workflows) {
    for (const auto& condition : workflow->conditions) {
      const auto* absence = std::get_if<Absence>(&condition);
      if (absence) shortest = std::min(shortest, absence->duration);
    }
  }
  if (subject.received_at == Time{} || (now - subject.received_at) * 2 <= shortest) return;
  hands_.mark("sign of life");
  subject.received_at = now;
  for (const auto& workflow : workflows) {
    auto* known = subject.find(workflow->id);
    auto& watch = known ? *known : subject.watches.emplace_back();
    const bool is_other = follow(watch, workflow);
    if (known && is_other) note(watch, subject.fields, now, false);
    judge(watch, name, subject, now);
  }
}

// At its time, without a signal.
void Watchers::look(const SubjectName& name, Time now) {
  const auto found = subjects_.find(name);
  if (found == subjects_.end()) return;
  auto& subject = found->second;
  auto& watches = subject.watches;
  const bool is_due =
      std::any_of(watches.begin(), watches.end(), [&](const Watch& one) { return one.due <= now; });
  if (!is_due) return;
  for (auto& watch : watches) {
    const auto newest = workflows_.at({std::get<0>(name), watch.follows->id.value}).current;
    if (follow(watch, newest)) note(watch, subject.fields, subject.received_at, false);
    judge(watch, name, subject, now);
  }
}

Watchers::Watch* Watchers::Subject::find(const WorkflowId& workflow) {
  const auto found = std::find_if(watches.begin(), watches.end(), [&](const Watch& watch) {
    return watch.follows->id == workflow;
  });
  return found == watches.end() ? nullptr : &*found;
}

// True when it is another version. What was seen counts for the same conditions only.
bool Watchers::follow(Watch& watch, const SharedWorkflow& workflow) {
  const auto before = std::exchange(watch.follows, workflow);
  if (before && before->conditions != workflow->conditions) {
    watch.met_since.clear();
    watch.counted.clear();
    hands_.mark("other conditions for a watch");
  }
  return before != workflow;
}

void Watchers::note(Watch& watch, const Fields& fields, Time at, bool is_new) {
  const auto& conditions = watch.follows->conditions;
  bool counts = is_new && has_count(*watch.follows);
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const auto* numeric = std::get_if<Numeric>(&conditions[i]);
    if (!numeric) continue;
    if (is_met(*numeric, fields)) {
      watch.met_since.try_emplace(i, at);
    } else {
      watch.met_since.erase(i);
      counts = false;
    }
  }
  if (counts) watch.counted.push_back(at);
}

// And when that can change by itself.
bool Watchers::holds(Watch& watch, const Subject& subject, Time now) const {
  const auto& conditions = watch.follows->conditions;
  bool all = true;
  watch.due = never;
  const auto from = [&](Time due) {
    if (now < due) watch.due = std::min(watch.due, due);
    return now >= due;
  };
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    if (const auto* absence = std::get_if<Absence>(&conditions[i])) {
      all = from(subject.received_at + absence->duration) && all;
    } else if (const auto* numeric = std::get_if<Numeric>(&conditions[i])) {
      const auto since = watch.met_since.find(i);
      const bool only_filters = numeric->lasting == Duration{0} && has_count(*watch.follows);
      if (since != watch.met_since.end()) {
        all = from(since->second + numeric->lasting) && all;
      } else {
        all = all && only_filters;
      }
    } else {
      const auto& count = *std::get_if<SignalCount>(&conditions[i]);
      const auto& counted = watch.counted;
      const bool is_enough = counted.size() >= count.at_least &&
                             !from(counted[counted.size() - count.at_least] + count.within);
      all = all && is_enough;
    }
  }
  return all;
}

void Watchers::judge(Watch& watch, const SubjectName& name, const Subject& subject, Time now) {
  const bool is_so = holds(watch, subject, now);
  if (is_so && !watch.run) {
    hands_.mark("run started");
    watch.run = start(watch.follows, {std::get<2>(name), subject.at, subject.fields}, 0, now);
  } else if (!is_so && watch.run) {
    hands_.mark("recovered");
    recover(*std::exchange(watch.run, std::nullopt), *watch.follows, now);
  }
}

// Jobs.

void Watchers::fold(const ScheduleJob::Command& order, const Fact& fact) {
  if (!is_taken(fact, {}, "an order")) return;
  const auto now = fact.entry.at;
  auto job = *fact.answered.job;
  const auto* delay = std::get_if<Duration>(&order.when);
  const auto at = delay ? now + *delay : *std::get_if<Time>(&order.when);
  require(job.execute_at == std::max(now, at), "I14", "a job is set for another time");
  require(job.order == order.what && job.tenant == order.tenant, "I3", "a job is another one");
  require(!jobs_.contains(job.id), "I3", "two jobs have one id");
  jobs_.emplace(job.id, std::move(job));
}

void Watchers::fold(const CancelJob::Command& cancellation, const Fact& fact) {
  const auto found = jobs_.find(cancellation.job);
  const bool is_there = found != jobs_.end() && found->second.tenant == cancellation.tenant;
  std::optional<ErrorKind> refused;
  if (!is_there) refused = ErrorKind::not_found;
  if (is_there && found->second.status == ScheduledJobStatus::completed) {
    refused = ErrorKind::conflict;
  }
  if (!is_taken(fact, refused, "calling a job off")) return;
  found->second.status = ScheduledJobStatus::cancelled;
}

std::string Watchers::fire(ScheduledJob& job, Time now) {
  job.status = ScheduledJobStatus::completed;
  if (const auto* signal = std::get_if<Signal>(&job.order)) {
    receive(*signal, now);
    return "received";
  }
  const auto& order = std::get<ResumeOrder>(job.order);
  const auto id = uuid_from(order.run);
  const auto known = id ? runs_.find(RunId{*id}) : runs_.end();
  if (known != runs_.end() && known->second.workflow->tenant == job.tenant) {
    auto& run = known->second;
    const bool is_there = run.workflow->id == order.workflow && run.status == RunStatus::waiting &&
                          run.next_step == order.after_step;
    if (!is_there) return "nothing to do";
    run.resume_at = now;
    go_on(run, now);
    hands_.mark("run resumed by a job");
    return "resumed run ";
  }
  const auto workflow = workflows_[{job.tenant.value, order.workflow.value}].current;
  const bool can_start =
      workflow && workflow->enabled && order.after_step + 1 < workflow->steps.size();
  if (!can_start) return "nothing to do";
  start(workflow, {"", now, {}}, order.after_step + 1, now);
  hands_.mark("run started by a job");
  return "started run ";
}

// What the program does at its time.

void Watchers::fold_pump(const Fact& fact) {
  const auto& entry = fact.entry;
  if (entry.result.starts_with("unavailable")) return;
  if (entry.command == "look_at_watches") {
    const auto hash = entry.body.find('#');
    look({entry.tenant.value, entry.body.substr(0, hash), entry.body.substr(hash + 1)}, entry.at);
  } else if (entry.command == "advance_runs") {
    const auto found = runs_.find(RunId{*uuid_from(entry.body)});
    if (found == runs_.end()) return;
    const bool is_due = found->second.resume_at && *found->second.resume_at <= entry.at;
    const bool has_gone_on = entry.result == "done";
    require(!has_gone_on || is_due, "I14", "a run goes on before its delay is over");
    if (is_due) go_on(found->second, entry.at);
  } else if (entry.command == "fire_jobs") {
    auto& job = jobs_.at(ScheduledJobId{*uuid_from(entry.body)});
    const bool is_due = job.status == ScheduledJobStatus::scheduled && job.execute_at <= entry.at;
    const auto came = is_due ? fire(job, entry.at) : std::string{};
    const bool is_so = is_due ? entry.result.starts_with(came) : entry.result.empty();
    require(is_so, "I14", "a job is done early, twice or otherwise: " + entry.result);
  }
}

std::string Watchers::overdue(Time by) const {
  for (const auto& [name, subject] : subjects_)
    for (const auto& watch : subject.watches)
      if (watch.due <= by) return "nobody has looked whether " + std::get<2>(name) + " is well";
  for (const auto& [id, run] : runs_)
    if (run.resume_at && *run.resume_at <= by) return "run " + to_text(id) + " does not go on";
  for (const auto& [id, job] : jobs_) {
    const bool waits = job.status == ScheduledJobStatus::scheduled;
    if (waits && job.execute_at <= by) return "job " + to_text(id) + " is not done";
  }
  return {};
}

}  // namespace tocsin::simulation
