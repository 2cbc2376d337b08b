#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/memory/store.hpp"
#include "application/delivery/record_attempt.hpp"
#include "application/delivery/start_attempt.hpp"
#include "application/workflows/advance_runs.hpp"
#include "application/workflows/configure_workflows.hpp"
#include "application/workflows/fire_jobs.hpp"
#include "application/workflows/look_at_watches.hpp"
#include "application/workflows/receive_signal.hpp"
#include "application/workflows/schedule_jobs.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/due.hpp"
#include "tests/support/fake_ledger.hpp"
#include "tests/support/fake_store.hpp"
#include "tests/support/fakes.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::tests {

// The use cases of signals and workflows in one process, over what is kept.
struct WorkflowProcess {
  WorkflowProcess(FakeLedger& ledger, ManualClock& clock, CountingIds& ids, FakeMetrics& metrics)
      : store(ledger, ledger, ledger, ledger, ledger),
        pager(store.services,
              store.policies,
              store.alerts,
              store.timers,
              store.outbox,
              store.timeline,
              ids,
              metrics,
              std::nullopt),
        match(store.subscriptions, store.clients, store.outbox, ids, metrics),
        announcer(match, store.outbox, ids),
        repeat(store.alerts, pager, store.timeline, metrics),
        resolve(store,
                store.alerts,
                store.managers,
                pager,
                announcer,
                store.timeline,
                metrics,
                clock),
        raise(store.services, store.alerts, repeat, pager, announcer, store.timeline, ids, metrics),
        runner(store.runs, store.alerts, raise, resolve, store.outbox, ids, metrics),
        receive_signal(store,
                       store.workflows,
                       store.watches,
                       store.signal_receipts,
                       runner,
                       metrics,
                       clock),
        look(store, store.workflows, store.watches, runner, clock),
        advance(store, store.runs, runner, clock),
        fire(store,
             store.scheduled_jobs,
             store.runs,
             store.workflows,
             store.watches,
             receive_signal,
             runner,
             metrics,
             clock),
        schedule(store, store.scheduled_jobs, ids, clock),
        configure(store, store.workflows, store.services, store.watches, clock),
        wanted(store.alerts, store.subscriptions, store.clients, store.runs),
        incidents(store.alerts, store.runs),
        run_outcomes(store.runs, metrics),
        delivery_failures(pager, run_outcomes, fallbacks, store.timeline, metrics),
        start_attempt(store, store.outbox, wanted, gate, delivery_failures, incidents, clock),
        record_attempt(store,
                       store.outbox,
                       delivery_failures,
                       run_outcomes,
                       gate,
                       store.timeline,
                       metrics,
                       clock) {
    EXPECT_TRUE(store.open());
  }

  adapters::memory::Store store;
  application::Pager pager;
  application::MatchSubscriptions match;
  application::Announcer announcer;
  application::RepeatAlert repeat;
  application::ResolveAlert resolve;
  application::RaiseAlert raise;
  application::WorkflowRunner runner;
  application::ReceiveSignal receive_signal;
  application::LookAtWatches look;
  application::AdvanceRuns advance;
  application::FireJobs fire;
  application::ScheduleJobs schedule;
  application::ConfigureWorkflows configure;
  application::StillWanted wanted;
  domain::DeliveryGate gate{domain::GateSettings{}};
  application::Fallbacks fallbacks;
  application::OpenedIncidents incidents;
  application::RunOutcomes run_outcomes;
  application::DeliveryFailures delivery_failures;
  application::StartAttempt start_attempt;
  application::RecordAttempt record_attempt;
};

// From signals to what arrives, on a clock that goes only when time passes: then everything that is
// due is done, at the moment at which it is due.
class WorkflowScenario : public testing::Test {
 protected:
  using Answer = domain::AttemptResult;
  using Verdict = Answer::Verdict;
  struct Told {
    domain::Duration after;  // the start of the test
    std::string address;
    std::string text;

    bool operator==(const Told&) const = default;
    friend void PrintTo(const Told& told, std::ostream* out) {
      *out << domain::to_text(told.after) << ' ' << told.address << ": " << told.text;
    }
  };
  using TellingList = std::vector<Told>;

  WorkflowScenario() { restart(); }

  // The next process, over what this one has kept.
  void restart() {
    process.reset();
    process.emplace(ledger, clock, ids, metrics);
  }

  // One command in a batch of its own.
  template <typename Work>
  auto decided(Work work) {
    EXPECT_TRUE(process->store.begin_batch());
    auto outcome = work(*process);
    EXPECT_TRUE(process->store.commit_batch());
    return outcome;
  }

  static domain::Tell slack(std::string address, std::string message) {
    return {{"", domain::Channel::slack, std::move(address)}, std::move(message)};
  }

  static domain::Workflow a_workflow(std::string name,
                                     std::string signal_type,
                                     std::vector<domain::WorkflowCondition> conditions,
                                     std::vector<domain::Step> steps) {
    domain::Workflow workflow;
    workflow.tenant = acme;
    workflow.name = std::move(name);
    workflow.signal_type = std::move(signal_type);
    workflow.conditions = std::move(conditions);
    workflow.steps = std::move(steps);
    return workflow;
  }

  // The one of the document.
  static domain::Workflow downtime() {
    using namespace std::chrono_literals;
    return a_workflow("Internet Downtime Escalation",
                      "internet_signal",
                      {domain::Absence{5min}},
                      {slack("#network-ops", "No signal from {{org_id}} for 5 minutes"),
                       domain::Delay{15min},
                       slack("@infra-head", "ESCALATION: {{org_id}} still down")});
  }

  static domain::Workflow high_cpu() {
    using namespace std::chrono_literals;
    return a_workflow("High CPU",
                      "cpu",
                      {domain::Numeric{"value.cpu_percent", domain::Operator::greater, "80", 0ms}},
                      {slack("#ops", "CPU usage is {{value.cpu_percent}}% on {{org_id}}")});
  }

  domain::Workflow given(domain::Workflow draft) {
    const auto saved = decided([&](auto& p) { return p.configure.save(std::move(draft)); });
    EXPECT_TRUE(saved) << saved.error().message;
    return saved ? saved->entity : domain::Workflow{};
  }

  void given_service(const domain::ServiceId& id) {
    EXPECT_TRUE(decided([&](auto& p) {
      auto service = a_service({});
      service.id = id;
      p.store.begin();
      p.store.services.save(std::move(service));
      return p.store.commit();
    }));
  }

  static domain::Signal a_signal(std::string type, std::string subject) {
    domain::Signal signal;
    signal.tenant = acme;
    signal.type = std::move(type);
    signal.subject = std::move(subject);
    return signal;
  }

  static domain::Signal heartbeat(std::string subject = "org_x") {
    return a_signal("internet_signal", std::move(subject));
  }

  static domain::Signal cpu(const std::string& percent, std::string subject = "web1") {
    auto signal = a_signal("cpu", std::move(subject));
    signal.fields = {{"value.cpu_percent", percent}};
    return signal;
  }

  domain::SignalAnswer when_received(const domain::Signal& signal) {
    const auto answer = decided([&](auto& p) { return p.receive_signal({signal, "sensor"}); });
    EXPECT_TRUE(answer) << answer.error().message;
    tell_what_is_due();
    return answer ? *answer : domain::SignalAnswer{};
  }

  // All of them in one batch.
  void when_all_are_received(const std::vector<domain::Signal>& signals) {
    EXPECT_TRUE(decided([&](auto& p) -> Result<Done> {
      for (const auto& signal : signals) {
        if (const auto answer = p.receive_signal({signal, "sensor"}); !answer) {
          return Failure{answer.error()};
        }
      }
      return Done{};
    }));
    tell_what_is_due();
  }

  void when_time_passes(domain::Duration by) {
    const auto end = clock.now() + by;
    for (auto next = next_due(); next && *next <= end; next = next_due()) {
      clock.time = std::max(clock.time, *next);
      do_what_is_due();
    }
    clock.time = end;
  }

  // All that is due now, as the pumps offer it, in one batch.
  void do_what_is_due() {
    auto& store = process->store;
    const auto now = clock.now();
    EXPECT_TRUE(store.begin_batch());
    for (const auto& name : store.watches.due(now, 2000))
      EXPECT_TRUE(process->look(name));
    for (const auto& run : store.runs.due(now, 2000))
      EXPECT_TRUE(process->advance(run));
    for (const auto& job : store.scheduled_jobs.due(now, 2000))
      EXPECT_TRUE(process->fire({job.tenant, job.id}));
    EXPECT_TRUE(store.commit_batch());
    tell_what_is_due();
  }

  // All runs there have been, in the order of their start.
  std::vector<domain::Run> runs() {
    std::vector<domain::Run> all;
    for (ports::RunReader* reader : {static_cast<ports::RunReader*>(&process->store.runs),
                                     static_cast<ports::RunReader*>(&ledger)}) {
      const auto listed = reader->list({acme, {}, {}, {}}, {}, 10'000);
      EXPECT_TRUE(listed);
      all.insert(all.end(), listed->rows.begin(), listed->rows.end());
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return all;
  }

  domain::Run only_run() {
    const auto all = runs();
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? domain::Run{} : all.front();
  }

  FakeLedger ledger;
  ManualClock clock;
  CountingIds ids;
  FakeMetrics metrics;
  std::optional<WorkflowProcess> process;
  std::map<std::string, Answer> answers;  // of an address; it arrives unless it answers otherwise
  std::vector<Told> told;                 // what has arrived
  std::map<std::string, int> attempts;    // at an address
  std::vector<domain::NotificationKind> kinds_told;  // by each attempt
  bool is_held = false;                              // deliveries wait

 private:
  std::optional<domain::Time> next_due() {
    auto& store = process->store;
    std::vector<std::optional<domain::Time>> all{
        store.watches.next_due(), store.runs.next_due(), store.scheduled_jobs.next_due()};
    const auto has_room = [](const std::string&) { return true; };
    for (const auto channel : domain::channels)
      if (!is_held) all.push_back(store.outbox.next_due(channel, has_room));
    std::optional<domain::Time> next;
    for (const auto& due : all)
      if (due) next = std::min(next.value_or(*due), *due);
    return next;
  }

  void tell_what_is_due() {
    if (is_held) return;
    for (const auto channel : domain::channels) {
      const auto refs = due_on(process->store.outbox, channel, clock.now(), 2000);
      if (!refs.empty()) try_once(refs);
    }
  }

  // The attempts are started in one batch and their results recorded in another.
  void try_once(const std::vector<domain::DeliveryRef>& refs) {
    std::vector<std::optional<domain::Message>> messages;
    decided([&](auto& p) {
      for (const auto& ref : refs)
        messages.push_back(*p.start_attempt({ref}));
      return true;
    });
    decided([&](auto& p) {
      for (std::size_t index = 0; index < refs.size(); ++index) {
        if (messages[index]) arrive(p, refs[index], *messages[index]);
      }
      return true;
    });
  }

  void arrive(WorkflowProcess& to, domain::DeliveryRef ref, const domain::Message& message) {
    const auto& address = message.target.address;
    const auto& answer = answers[address];
    ++attempts[address];
    kinds_told.push_back(message.kind);
    if (answer.verdict == Verdict::sent) {
      told.push_back({clock.now() - start_of_test(), address, message.about.summary});
    }
    EXPECT_TRUE(to.record_attempt({ref, message.attempt, answer}));
  }
};

}  // namespace tocsin::tests
