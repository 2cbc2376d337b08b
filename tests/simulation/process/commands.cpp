#include <string_view>
#include <type_traits>
#include <utility>

#include "tests/simulation/process/process.hpp"

namespace tocsin::simulation {

using adapters::writer::Lane;
using application::AcknowledgeAlert;
using application::AddEndpoint;
using application::CancelJob;
using application::ChangeEndpoint;
using application::ChangeSubscription;
using application::ConfiguredEndpoint;
using application::EvaluateLogRules;
using application::Existing;
using application::IngestEvent;
using application::ReceiveAlert;
using application::ReceiveAnnouncement;
using application::ReceiveHealthyEvent;
using application::ReceiveSignal;
using application::RecordAttempt;
using application::RemoveEndpoint;
using application::RemoveSubscription;
using application::RemoveWorkflow;
using application::ResolveAlert;
using application::RetryNotification;
using application::ScheduleJob;
using application::TimeOutAcknowledgement;
using application::ToggleWorkflow;

// The way of every command from outside: decided by the writer, noted for the one who checks,
// answered after the commit.

namespace {

void take(Answered& answered, const domain::EventAnswer& outcome) { answered.event = outcome; }
void take(Answered& answered, const ReceiveAlert::Outcome& outcome) {
  answered.alert = outcome.alert;
}
void take(Answered& answered, const domain::Subscription& outcome) {
  answered.subscription = outcome;
}
void take(Answered& answered, const ConfiguredEndpoint& outcome) {
  answered.endpoint = outcome.endpoint.id;
}
void take(Answered& answered, const domain::SignalAnswer& outcome) { answered.signal = outcome; }
void take(Answered& answered, const domain::ScheduledJob& outcome) { answered.job = outcome; }
void take(Answered& answered, const EvaluateLogRules::Outcome& outcome) {
  answered.lines = outcome;
}
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

  auto operator()(const IngestEvent::Command& one) const {
    return use_cases.alerting.ingest_event.handle(one);
  }
  auto operator()(const ReceiveAlert::Command& one) const {
    return use_cases.alerting.receive_alert.handle(one);
  }
  auto operator()(const ReceiveAnnouncement::Command& one) const {
    return use_cases.subscriptions.receive_announcement.handle(one);
  }
  auto operator()(const ReceiveSignal::Command& one) const {
    auto answer = use_cases.workflows.receive_signal.handle(one);
    const auto& said = one.signal.occurred_at;
    if (answer && said && process.is(Mutant::signal_ids_alike)) {
      answer->signal_id = signal_id(one.signal, *said);
    }
    return answer;
  }
  auto operator()(const EvaluateLogRules::Command& one) const {
    if (!process.is(Mutant::batches_counted_again)) {
      return use_cases.logs.evaluate_log_rules.handle(one);
    }
    auto forgetful = one;
    forgetful.batch.reset();
    return use_cases.logs.evaluate_log_rules.handle(forgetful);
  }
  auto operator()(const ReceiveHealthyEvent::Command& one) const {
    return use_cases.alerting.receive_healthy_event.handle(one);
  }
  auto operator()(const AcknowledgeAlert::Command& one) const {
    return use_cases.alerting.acknowledge_alert.handle(one);
  }
  auto operator()(const ResolveAlert::Command& one) const {
    return use_cases.alerting.resolve_alert.handle(one);
  }
  auto operator()(const TimeOutAcknowledgement::Command& one) const {
    return use_cases.paging.time_out_acknowledgement.handle(one);
  }
  auto operator()(const RecordAttempt::Command& one) const {
    return use_cases.delivery.record_attempt.handle(one);
  }
  auto operator()(const RetryNotification::Command& one) const {
    return use_cases.delivery.retry_notification.handle(one);
  }

  auto operator()(const Subscribe& one) const {
    return use_cases.subscriptions.add_subscription.handle(one.draft);
  }
  auto operator()(const ChangeSubscription::Command& one) const {
    return use_cases.subscriptions.change_subscription.handle(one);
  }
  auto operator()(const RemoveSubscription::Command& one) const {
    return use_cases.subscriptions.remove_subscription.handle(one);
  }
  auto operator()(const AddEndpoint::Command& one) const {
    return use_cases.subscriptions.add_endpoint.handle(one);
  }
  auto operator()(const ChangeEndpoint::Command& one) const {
    return use_cases.subscriptions.change_endpoint.handle(one);
  }
  auto operator()(const RemoveEndpoint::Command& one) const {
    return use_cases.subscriptions.remove_endpoint.handle(one);
  }
  auto operator()(const EnableClient& one) const {
    return use_cases.subscriptions.set_client_enabled.handle(
        {one.tenant, one.client, one.is_enabled});
  }

  auto operator()(const SaveWorkflow& one) const {
    return use_cases.workflows.save_workflow.handle(one.draft);
  }
  auto operator()(const ToggleWorkflow::Command& one) const {
    return use_cases.workflows.toggle_workflow.handle(one);
  }
  auto operator()(const RemoveWorkflow::Command& one) const {
    return use_cases.workflows.remove_workflow.handle(one);
  }
  auto operator()(const ScheduleJob::Command& one) const {
    return use_cases.workflows.schedule_job.handle(one);
  }
  auto operator()(const CancelJob::Command& one) const {
    return use_cases.workflows.cancel_job.handle(one);
  }

  template <typename Entity>
  auto operator()(const Save<Entity>& save) const {
    // The program checks first and stages last. A rollback that keeps what was staged does harm
    // only where somebody forgets that: this is its half of the bug.
    if constexpr (std::is_same_v<Entity, domain::EventManager>) {
      if (process.is(Mutant::rollback_keeps)) process.store_->managers.save(save.draft);
    }
    return saving(&save.draft).handle({save.draft, Existing::replace});
  }
  template <typename Entity>
  auto operator()(const Remove<Entity>& removal) const {
    return removing(static_cast<const Entity*>(nullptr)).handle({removal.tenant, removal.id});
  }

 private:
  auto& saving(const domain::EscalationPolicy*) const {
    return use_cases.paging.save_escalation_policy;
  }
  auto& saving(const domain::Service*) const { return use_cases.paging.save_service; }
  auto& saving(const domain::EventManager*) const { return use_cases.alerting.save_event_manager; }
  auto& saving(const domain::GroupingRule*) const { return use_cases.alerting.save_grouping_rule; }
  auto& saving(const domain::Client*) const { return use_cases.subscriptions.save_client; }
  auto& saving(const domain::LogRule*) const { return use_cases.logs.save_log_rule; }

  auto& removing(const domain::EscalationPolicy*) const {
    return use_cases.paging.remove_escalation_policy;
  }
  auto& removing(const domain::Service*) const { return use_cases.paging.remove_service; }
  auto& removing(const domain::EventManager*) const {
    return use_cases.alerting.remove_event_manager;
  }
  auto& removing(const domain::Client*) const { return use_cases.subscriptions.remove_client; }
};

// A command from outside with the request that it came with: decided by its use case, and noted for
// the auditor.
template <typename One>
struct Process::Noted {
  struct Command {
    One one;
    std::size_t request = 0;

    std::size_t weight() const { return adapters::writer::weight_of(one); }
  };
  using Outcome = typename OutcomeOf<std::invoke_result_t<Decide, const One&>>::Type;

  static constexpr std::string_view name = name_of<One>;
  static constexpr bool is_journaled = !std::is_same_v<One, EvaluateLogRules::Command>;

  Result<Outcome> handle(const Command& command) {
    auto outcome = Decide{*process.use_cases_, process}(command.one);
    process.deciding_ = Fact{{}, {}, command.one, answered_with(outcome)};
    if (!is_journaled) process.note(body_of(command.request));
    return outcome;
  }

  Process& process;
};

// Lives as long as the process: commands that wait for the writer refer to it.
template <typename One>
Process::Noted<One>& Process::noted() {
  auto& known = noted_[std::type_index{typeid(One)}];
  if (!known) known = std::make_shared<Noted<One>>(Noted<One>{*this});
  return *static_cast<Noted<One>*>(known.get());
}

template <typename One>
bool Process::ask(std::size_t request, One command, Answer answer) {
  using UseCase = Noted<One>;
  const bool is_early = is(Mutant::answer_before_commit);
  if (is_early) answered_early_[request] = answer;
  const auto front = writer_->front(lane_of<One>,
                                    noted<One>(),
                                    UseCase::is_journaled ? adapters::writer::Journaling::kept
                                                          : adapters::writer::Journaling::none);
  const bool is_taken = front({{}, "somebody", body_of(request)},
                              {std::move(command), request},
                              [this, is_early, answer](const auto& outcome) {
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
