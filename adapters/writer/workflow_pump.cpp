#include "adapters/writer/workflow_pump.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace tocsin::adapters::writer {
namespace {

constexpr auto actor = "timer";

// All that is due of one kind is one task: it is decided within one batch.
template <typename UseCase, typename Due, typename Ask>
void add_task(UseCase& use_case,
              const ports::Clock& clock,
              const Due& due,
              Ask ask,
              std::vector<std::unique_ptr<Task>>& tasks) {
  if (due.empty()) return;
  std::vector<decltype(ask(due.front()))> asked;
  asked.reserve(due.size());
  for (const auto& one : due)
    asked.push_back(ask(one));
  tasks.push_back(
      std::make_unique<Commands<UseCase>>(use_case, clock, std::move(asked), [](const auto&) {}));
}

}  // namespace

WorkflowPump::WorkflowPump(ports::Watches& watches,
                           ports::Runs& runs,
                           ports::ScheduledJobs& jobs,
                           application::LookAtWatches& look,
                           application::AdvanceRuns& advance,
                           application::FireJobs& fire,
                           const ports::Clock& clock)
    : watches_(watches),
      runs_(runs),
      jobs_(jobs),
      look_(look),
      advance_(advance),
      fire_(fire),
      clock_(clock) {}

void WorkflowPump::collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) {
  const auto look = [](const ports::SubjectName& name) {
    return ports::Asked<ports::SubjectName>{
        {name.tenant, actor, name.signal_type + '#' + name.subject}, name};
  };
  const auto advance = [](const ports::RunRef& ref) {
    return ports::Asked<ports::RunRef>{{ref.tenant, actor, to_text(ref.run)}, ref};
  };
  const auto fire = [](const domain::ScheduledJob& job) {
    return ports::Asked<application::FireJobs::Command>{{job.tenant, actor, to_text(job.id)},
                                                        {job.tenant, job.id}};
  };
  add_task(look_, clock_, watches_.due(now, at_a_time), look, tasks);
  add_task(advance_, clock_, runs_.due(now, at_a_time), advance, tasks);
  add_task(fire_, clock_, jobs_.due(now, at_a_time), fire, tasks);
}

std::optional<domain::Time> WorkflowPump::next_due(domain::Time /*now*/) {
  std::optional<domain::Time> next;
  for (const auto due : {watches_.next_due(), runs_.next_due(), jobs_.next_due()}) {
    if (due) next = next ? std::min(*next, *due) : *due;
  }
  return next;
}

}  // namespace tocsin::adapters::writer
