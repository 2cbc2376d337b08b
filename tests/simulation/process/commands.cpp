#include <string_view>
#include <type_traits>
#include <utility>

#include "tests/simulation/process/process.hpp"

namespace tocsin::simulation {

using adapters::writer::Lane;
using application::AcknowledgeAlert;
using application::ConfigureEndpoints;
using application::ConfigureSubscriptions;
using application::ConfigureWorkflows;
using application::EvaluateLogRules;
using application::Existing;
using application::IngestEvent;
using application::ReceiveAlert;
using application::ReceiveAnnouncement;
using application::ReceiveHealthyEvent;
using application::ReceiveSignal;
using application::RecordAttempt;
using application::ResolveAlert;
using application::RetryNotification;
using application::ScheduleJobs;
using application::TimeOutAcknowledgement;

// The way of every command from outside: decided by the writer, noted for the one who checks,
// answered after the commit.

namespace {

void take(Answered& answered, const domain::EventAnswer& outcome) { answered.event = outcome; }
void take(Answered& answered, const ReceiveAlert::Answer& outcome) {
  answered.alert = outcome.alert;
}
void take(Answered& answered, const domain::Subscription& outcome) {
  answered.subscription = outcome;
}
void take(Answered& answered, const ConfigureEndpoints::Answer& outcome) {
  answered.endpoint = outcome.endpoint.id;
}
void take(Answered& answered, const domain::SignalAnswer& outcome) { answered.signal = outcome; }
void take(Answered& answered, const domain::ScheduledJob& outcome) { answered.job = outcome; }
void take(Answered& answered, const EvaluateLogRules::Answer& outcome) { answered.lines = outcome; }
template <typename Other>
void take(Answered&, const Other&) {}

template <typename Outcome>
Answered answered_with(const Result<Outcome>& outcome) {
  Answered answered;
  if (outcome) {
    take(answered, *outcome);
  } else {
    answered.error = outcome.error().kind;
  }
  return answered;
}

template <typename>
struct OutcomeOf;
template <typename Outcome>
struct OutcomeOf<Result<Outcome>> {
  using Type = Outcome;
};

// What the journal calls it. What comes from the pumps as well has another name here.
template <typename One>
constexpr std::string_view name_of = "configure";
template <>
constexpr std::string_view name_of<IngestEvent::Command> = "ingest_event";
template <>
constexpr std::string_view name_of<ReceiveAlert::Command> = "receive_alert";
template <>
constexpr std::string_view name_of<ReceiveAnnouncement::Command> = "receive_announcement";
template <>
constexpr std::string_view name_of<ReceiveSignal::Command> = "receive_signal";
template <>
constexpr std::string_view name_of<ReceiveHealthyEvent::Command> = "receive_healthy_event";
template <>
constexpr std::string_view name_of<AcknowledgeAlert::Command> = "acknowledge_alert";
template <>
constexpr std::string_view name_of<ResolveAlert::Command> = "resolve_alert";
template <>
constexpr std::string_view name_of<TimeOutAcknowledgement::Command> = "stale_timeout";
template <>
constexpr std::string_view name_of<RecordAttempt::Command> = "stale_result";
template <>
constexpr std::string_view name_of<RetryNotification::Command> = "retry_notification";

template <typename One, typename... Ordinary>
constexpr bool is_one_of = (std::is_same_v<One, Ordinary> || ...);

template <typename One>
constexpr Lane lane_of = is_one_of<One,
                                   IngestEvent::Command,
                                   ReceiveAlert::Command,
                                   ReceiveAnnouncement::Command,
                                   ReceiveSignal::Command,
                                   EvaluateLogRules::Command>
                             ? Lane::ordinary
                             : Lane::urgent;

}  // namespace

// The use case of each.
struct Process::Decide {
  UseCases& use_cases;
  Process& process;

  auto operator()(const IngestEvent::Command& one) const { return use_cases.ingest_event(one); }
  auto operator()(const ReceiveAlert::Command& one) const { return use_cases.receive_alert(one); }
  auto operator()(const ReceiveAnnouncement::Command& one) const {
    return use_cases.receive_announcement(one);
  }
  auto operator()(const ReceiveSignal::Command& one) const { return use_cases.receive_signal(one); }
  auto operator()(const EvaluateLogRules::Command& one) const {
    return use_cases.evaluate_log_rules(one);
  }
  auto operator()(const ReceiveHealthyEvent::Command& one) const {
    return use_cases.receive_healthy_event(one);
  }
  auto operator()(const AcknowledgeAlert::Command& one) const {
    return use_cases.acknowledge_alert(one);
  }
  auto operator()(const ResolveAlert::Command& one) const { return use_cases.resolve_alert(one); }
  auto operator()(const TimeOutAcknowledgement::Command& one) const {
    return use_cases.time_out_acknowledgement(one);
  }
  auto operator()(const RecordAttempt::Command& one) const { return use_cases.record_attempt(one); }
  auto operator()(const RetryNotification::Command& one) const {
    return use_cases.retry_notification(one);
  }

  auto operator()(const Subscribe& one) const {
    return use_cases.configure_subscriptions.add(one.draft);
  }
  auto operator()(const ConfigureSubscriptions::Change& one) const {
    return use_cases.configure_subscriptions.change(one);
  }
  auto operator()(const ConfigureSubscriptions::Removal& one) const {
    return use_cases.configure_subscriptions.remove(one);
  }
  auto operator()(const ConfigureEndpoints::Addition& one) const {
    return use_cases.configure_endpoints.add(one);
  }
  auto operator()(const ConfigureEndpoints::Change& one) const {
    return use_cases.configure_endpoints.change(one);
  }
  auto operator()(const ConfigureEndpoints::Removal& one) const {
    return use_cases.configure_endpoints.remove(one);
  }
  auto operator()(const EnableClient& one) const {
    return use_cases.configure_clients.set_enabled(one.tenant, one.client, one.is_enabled);
  }

  auto operator()(const SaveWorkflow& one) const {
    return use_cases.configure_workflows.save(one.draft);
  }
  auto operator()(const ConfigureWorkflows::Toggle& one) const {
    return use_cases.configure_workflows.toggle(one);
  }
  auto operator()(const ConfigureWorkflows::Removal& one) const {
    return use_cases.configure_workflows.remove(one);
  }
  auto operator()(const ScheduleJobs::Order& one) const { return use_cases.schedule_jobs.add(one); }
  auto operator()(const ScheduleJobs::Cancellation& one) const {
    return use_cases.schedule_jobs.cancel(one);
  }

  template <typename Entity>
  auto operator()(const Save<Entity>& save) const {
    // The program checks first and stages last. A rollback that keeps what was staged does harm
    // only where somebody forgets that: this is its half of the bug.
    if constexpr (std::is_same_v<Entity, domain::EventManager>) {
      if (process.is(Mutant::rollback_keeps)) process.store_->managers.save(save.draft);
    }
    return configure(&save.draft).save(save.draft, Existing::replace);
  }
  template <typename Entity>
  auto operator()(const Remove<Entity>& removal) const {
    return configure(static_cast<const Entity*>(nullptr)).remove(removal.tenant, removal.id);
  }

 private:
  auto& configure(const domain::EscalationPolicy*) const {
    return use_cases.configure_escalation_policies;
  }
  auto& configure(const domain::Service*) const { return use_cases.configure_services; }
  auto& configure(const domain::EventManager*) const { return use_cases.configure_event_managers; }
  auto& configure(const domain::GroupingRule*) const { return use_cases.configure_grouping_rules; }
  auto& configure(const domain::Client*) const { return use_cases.configure_clients; }
  auto& configure(const domain::LogRule*) const { return use_cases.configure_log_rules; }
};

template <typename One>
bool Process::ask(std::size_t request, One command, Answer answer) {
  using Outcome = typename OutcomeOf<std::invoke_result_t<Decide, const One&>>::Type;
  const bool is_early = is(Mutant::answer_before_commit);
  if (is_early) answered_early_[request] = answer;
  constexpr bool is_journaled = !std::is_same_v<One, EvaluateLogRules::Command>;
  const auto front = writer_->front<One, Outcome>(
      lane_of<One>,
      std::string{name_of<One>},
      [this, request](const One& asked) {
        auto outcome = Decide{*use_cases_, *this}(asked);
        deciding_ = Fact{{}, {}, asked, answered_with(outcome)};
        if (!is_journaled) note(body_of(request));
        return outcome;
      },
      is_journaled ? adapters::writer::Journaling::kept : adapters::writer::Journaling::none);
  const bool is_taken = front({{}, "somebody", body_of(request)},
                              std::move(command),
                              [this, is_early, answer](const Result<Outcome>& outcome) {
                                around_.crashes.reached(Point::before_answer);
                                if (!is_early) answer(answered_with(outcome));
                                around_.crashes.reached(Point::after_answer);
                              });
  return is_taken || is(Mutant::full_queue_drops);
}

bool Process::submit(std::size_t request, Command command, Answer answer) {
  return std::visit(
      [&](auto&& asked) {
        return ask(request, std::forward<decltype(asked)>(asked), std::move(answer));
      },
      std::move(command));
}

}  // namespace tocsin::simulation
