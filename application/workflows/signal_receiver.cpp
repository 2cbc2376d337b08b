#include "application/workflows/signal_receiver.hpp"

#include <algorithm>
#include <vector>

#include "domain/workflows/watch.hpp"

namespace tocsin::application {

using domain::Familiarity;
using domain::Signal;
using domain::SignalAnswer;
using domain::Time;
using domain::Watch;
using domain::WatchedSubject;
using ports::Counter;
using Entries = std::vector<ports::Workflows::Entry>;

namespace {

WatchedSubject new_subject(const Signal& signal) {
  WatchedSubject subject;
  subject.tenant = signal.tenant;
  subject.signal_type = signal.type;
  subject.subject = signal.subject;
  return subject;
}

// Removes watches of workflows that were enabled again since, or were removed.
void disarm(WatchedSubject& subject, const Entries& workflows) {
  std::erase_if(subject.watches, [&](const Watch& watch) {
    return std::none_of(workflows.begin(), workflows.end(), [&](const auto& workflow) {
      return workflow->id == watch.follows->id && watch.belongs_to(*workflow);
    });
  });
}

}  // namespace

Result<SignalAnswer> SignalReceiver::receive(const Scope& scope, const Signal& signal, Time now) {
  around_.metrics.count(Counter::signals_received);
  const auto workflows = ports_.workflows.of_type(signal.tenant, signal.type);
  if (!workflows) return Failure{workflows.error()};
  const auto& all = **workflows;
  if (all.empty()) return SignalAnswer{signal_id(signal, now)};

  auto found = subject_of(signal);
  if (!found) return Failure{found.error()};
  auto& subject = *found;
  const auto content = content_hash(signal);
  const auto repeated = is_repeated(subject, signal, content, now);
  if (!repeated) return Failure{repeated.error()};
  if (*repeated) {
    around_.metrics.count(Counter::signals_repeated);
    SignalAnswer answer{subject.id_of_repeated(signal, content), 0, true};
    const auto taken = take_sign_of_life(scope, std::move(subject), all, now);
    if (!taken) return Failure{taken.error()};
    return answer;
  }
  subject.take(signal, content, now);
  SignalAnswer answer{subject.last_signal_id(), all.size()};
  disarm(subject, all);
  const auto looked = look(scope, subject, all, now);
  if (!looked) return Failure{looked.error()};
  if (signal.is_identified(now)) ports_.signal_receipts.add({*signal.occurred_at, content, now});
  ports_.watches.save(std::move(subject));
  return answer;
}

Result<WatchedSubject> SignalReceiver::subject_of(const Signal& signal) {
  if (auto known = ports_.watches.find({signal.tenant.value, signal.type, signal.subject})) {
    return *std::move(known);
  }
  if (ports_.watches.has_room(signal.tenant)) return new_subject(signal);
  around_.metrics.count(Counter::signals_without_room);
  return fail(
      ErrorKind::conflict,
      "signal rejected: the tenant's limit for tracked subjects (1 GiB) is reached; healthy "
      "subjects are dropped 7 days after their last signal");
}

Result<bool> SignalReceiver::is_repeated(const WatchedSubject& subject,
                                         const Signal& signal,
                                         std::uint64_t content,
                                         Time now) {
  switch (subject.familiarity(signal, content, now)) {
    case Familiarity::fresh: return false;
    case Familiarity::repeated: return true;
    case Familiarity::unsure: return ports_.signal_receipts.has(*signal.occurred_at, content);
  }
  __builtin_unreachable();
}

// Only absences begin anew: what was measured is known already.
Result<Done> SignalReceiver::take_sign_of_life(const Scope& scope,
                                               WatchedSubject subject,
                                               const Entries& workflows,
                                               Time now) {
  if (!subject.is_sign_of_life(workflows, now)) return Done{};
  disarm(subject, workflows);
  subject.received_at = now;
  const auto look_again = [&](auto& watch, const auto& workflow) {
    return watch.look_again(workflow, subject.fields, now, now);
  };
  const auto acted = act_on_each(scope, subject, workflows, now, look_again);
  if (!acted) return Failure{acted.error()};
  ports_.watches.save(std::move(subject));
  return Done{};
}

Result<Done> SignalReceiver::look(const Scope& scope,
                                  WatchedSubject& subject,
                                  const Entries& workflows,
                                  Time now) {
  return act_on_each(scope, subject, workflows, now, [&](auto& watch, const auto& workflow) {
    return watch.observe(workflow, subject.fields, now);
  });
}

template <typename Decide>
Result<Done> SignalReceiver::act_on_each(const Scope& scope,
                                         WatchedSubject& subject,
                                         const Entries& workflows,
                                         Time now,
                                         const Decide& decide) {
  for (const auto& workflow : workflows) {
    auto& watch = subject.watch_of(workflow);
    const auto acted = runner_.act(scope, decide(watch, workflow), watch, subject, now);
    if (!acted) return Failure{acted.error()};
  }
  return Done{};
}

}  // namespace tocsin::application
