#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "application/workflows/advance_runs.hpp"
#include "application/workflows/fire_jobs.hpp"
#include "application/workflows/look_at_watches.hpp"
#include "application/workflows/receive_signal.hpp"
#include "application/workflows/workflow_runner.hpp"
#include "tests/builders/paging.hpp"
#include "tests/builders/workflows.hpp"
#include "tests/fakes/delivery.hpp"
#include "tests/worlds/process.hpp"

namespace tocsin::tests {

// The use cases of signals and workflows in one process, over what the ledger has.
using WorkflowProcess = Process;

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

  domain::Workflow given(domain::Workflow draft) {
    const auto saved =
        decided([&](auto& p) { return p.workflow_use_cases.save_workflow.handle(draft); });
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

  domain::SignalAnswer when_received(const domain::Signal& signal) {
    const auto answer = decided([&](auto& p) {
      return p.receive_signal.handle({signal, "sensor"});
    });
    EXPECT_TRUE(answer) << answer.error().message;
    tell_what_is_due();
    return answer ? *answer : domain::SignalAnswer{};
  }

  // All of them in one batch.
  void when_all_are_received(const std::vector<domain::Signal>& signals) {
    EXPECT_TRUE(decided([&](auto& p) -> Result<Done> {
      for (const auto& signal : signals) {
        if (const auto answer = p.receive_signal.handle({signal, "sensor"}); !answer) {
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
      EXPECT_TRUE(process->look.handle(name));
    for (const auto& run : store.runs.due(now, 2000))
      EXPECT_TRUE(process->advance.handle(run));
    for (const auto& job : store.scheduled_jobs.due(now, 2000))
      EXPECT_TRUE(process->fire.handle({job.tenant, job.id}));
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
        messages.push_back(*p.start_attempt.handle({ref}));
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
    EXPECT_TRUE(to.record_attempt.handle({ref, message.attempt, answer}));
  }
};

}  // namespace tocsin::tests
