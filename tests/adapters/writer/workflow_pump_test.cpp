#include "adapters/writer/workflow_pump.hpp"

#include "adapters/writer/writer.hpp"
#include "tests/fakes/kernel.hpp"
#include "tests/worlds/workflows.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;

// The writer and the pump alone decide when something is done.
struct WorkflowPumpTest : WorkflowScenario {
  WorkflowPumpTest() { writer.attach(pump); }

  int run() {
    int batches = 0;
    while (writer.run_batch() && batches < 100)
      ++batches;
    return batches;
  }

  SilentLog log;
  adapters::writer::Writer writer{process->store, process->store, clock, log};
  adapters::writer::WorkflowPump pump{process->store.watches,
                                      process->store.runs,
                                      process->store.scheduled_jobs,
                                      process->look,
                                      process->advance,
                                      process->fire,
                                      clock};
};

TEST_F(WorkflowPumpTest, knows_when_something_is_due) {
  EXPECT_EQ(pump.next_due(clock.now()), std::nullopt);
  given(downtime());
  EXPECT_TRUE(decided([&](auto& p) { return p.receive_signal.handle({heartbeat(), "sensor"}); }));
  EXPECT_EQ(pump.next_due(clock.now()), start_of_test() + 5min);
  EXPECT_TRUE(decided([&](auto& p) {
    return p.workflow_use_cases.schedule_job.handle({acme, "", cpu("1"), 1min, ""});
  }));
  EXPECT_EQ(pump.next_due(clock.now()), start_of_test() + 1min);
}

TEST_F(WorkflowPumpTest, does_nothing_too_early_and_everything_once) {
  given(downtime());
  EXPECT_TRUE(decided([&](auto& p) { return p.receive_signal.handle({heartbeat(), "sensor"}); }));
  EXPECT_TRUE(decided([&](auto& p) {
    return p.workflow_use_cases.schedule_job.handle({acme, "", heartbeat("org_y"), 6min, ""});
  }));
  clock.advance(5min - 1ms);
  EXPECT_EQ(run(), 0);
  clock.advance(1ms);
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(only_run().status, domain::RunStatus::waiting);

  clock.advance(15min);
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(only_run().next_step, 3U);
  EXPECT_EQ(process->store.scheduled_jobs.size(), 0U);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(ledger.journal().back().actor, "timer");
}

TEST_F(WorkflowPumpTest, does_very_much_in_several_batches) {
  given(downtime());
  std::vector<domain::Signal> signals;
  for (int host = 0; host < 1200; ++host)
    signals.push_back(heartbeat(std::to_string(host)));
  when_all_are_received(signals);
  clock.advance(5min);
  EXPECT_EQ(run(), 3);
  EXPECT_EQ(process->store.runs.size(), 1200U);
}

TEST_F(WorkflowPumpTest, what_the_disk_refused_is_done_when_it_has_room) {
  given(downtime());
  EXPECT_TRUE(decided([&](auto& p) { return p.receive_signal.handle({heartbeat(), "sensor"}); }));
  clock.advance(5min);
  ledger.refuses_to_commit = true;
  writer.run_batch();
  EXPECT_EQ(process->store.runs.size(), 0U);
  ledger.refuses_to_commit = false;
  clock.advance(1min);
  run();
  EXPECT_EQ(process->store.runs.size(), 1U);
}

}  // namespace
}  // namespace tocsin::tests
