#include "adapters/writer/log_pump.hpp"

#include "adapters/writer/writer.hpp"
#include "tests/builders/logs.hpp"
#include "tests/worlds/logs.hpp"
#include "tests/worlds/process.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::memory::Store;
using adapters::writer::Journaling;
using adapters::writer::Lane;
using application::EvaluateLogRules;

// A process over the ledger, whose checkpoints take two services at a time: what it knows beside
// the working set is lost with it.
struct LogProcess : Process {
  using Process::Process;

  application::CheckpointLogWindows checkpoint{log_ports, around, compiled_rules, resolver, 2};
};

class LogPumpTest : public testing::Test {
 protected:
  using Answer = Result<EvaluateLogRules::Outcome>;

  LogPumpTest() { start(); }

  void start() {
    writer.reset();
    pump.reset();
    process.reset();
    process.emplace(ledger, clock, ids, metrics);
    pump.emplace(process->log_windows, process->checkpoint, clock);
    writer.emplace(process->store, process->store, clock, log);
    writer->attach(*pump);
  }

  void given(const LogRule& rule) {
    auto& store = process->store;
    ASSERT_TRUE(store.begin_batch());
    store.log_rules.save(rule);
    ASSERT_TRUE(store.commit());
    ASSERT_TRUE(store.commit_batch());
  }

  // Lines come over the writer's front; one batch. Were they taken?
  bool when(std::size_t count, const LogEntry& line) {
    auto lines = writer->front(Lane::ordinary, process->evaluate, Journaling::none);
    std::optional<Answer> answered;
    EXPECT_TRUE(lines({acme, "gateway", "{}"},
                      {std::vector<LogEntry>(count, line), "gateway"},
                      [&](const Answer& answer) { answered = answer; }));
    writer->run_batch();
    EXPECT_TRUE(answered);
    return answered && answered->has_value();
  }

  void when_time_passes(Duration duration) {
    for (const auto end = clock.now() + duration; clock.now() < end; clock.advance(1s))
      run();
    run();
  }

  int run() {
    int batches = 0;
    while (writer->run_batch())
      ++batches;
    return batches;
  }

  std::size_t kept_logs() {
    Store next{ledger, ledger, ledger, ledger, ledger};
    EXPECT_TRUE(next.open());
    return next.log_windows.size();
  }

  // The open alert of the rule's service.
  std::optional<Alert> alert() {
    auto found = process->alerts.find_open(
        {acme.value, own_manager, {}, "log-rule/too-many/checkout/CRITICAL"});
    EXPECT_TRUE(found);
    return *found;
  }

  FakeLedger ledger;
  ManualClock clock;
  CountingIds ids;
  SilentLog log;
  FakeMetrics metrics;
  std::optional<LogProcess> process;
  std::optional<adapters::writer::LogPump> pump;
  std::optional<adapters::writer::Writer> writer;
};

TEST_F(LogPumpTest, has_nothing_to_do_while_there_are_no_lines) {
  EXPECT_EQ(pump->next_due(clock.now()), std::nullopt);
  EXPECT_EQ(run(), 0);
}

TEST_F(LogPumpTest, writes_what_was_counted_within_a_second_and_it_goes_on_after_a_restart) {
  given(a_log_rule(2));
  when(1, an_error());
  run();
  when(1, an_error());
  EXPECT_EQ(kept_logs(), 1U);
  EXPECT_EQ(pump->next_due(clock.now()), clock.now() + 1s);
  clock.advance(1s);
  EXPECT_EQ(run(), 1);

  start();
  EXPECT_TRUE(when(1, an_error()));
  EXPECT_TRUE(alert());
}

TEST_F(LogPumpTest, goes_on_in_the_next_batch_when_there_is_more_than_one_can_take) {
  given(a_log_rule(2));
  for (int n = 0; n < 6; ++n)  // the first one is written with the next
    when(1, of_service("s" + std::to_string(n), an_error()));
  clock.advance(1s);

  EXPECT_EQ(run(), 3);
  EXPECT_EQ(kept_logs(), 6U);
}

TEST_F(LogPumpTest, keeps_lines_out_of_the_journal) {
  given(a_log_rule(2));
  when(3, an_error());
  clock.advance(1s);
  run();

  EXPECT_TRUE(ledger.journal().empty());
}

TEST_F(LogPumpTest, an_alert_is_neither_lost_nor_doubled_by_a_crash_after_it) {
  given(a_log_rule(2));
  when(3, an_error());
  start();

  EXPECT_EQ(alert()->event_count, 1U);
  when(9, an_error());
  EXPECT_EQ(alert()->event_count, 1U);
}

TEST_F(LogPumpTest, an_alert_whose_batch_was_refused_is_raised_by_the_next_lines) {
  given(a_log_rule(2));
  when(1, an_error());
  clock.advance(1s);
  run();
  ledger.refuses_to_commit = true;
  EXPECT_FALSE(when(2, an_error()));
  EXPECT_FALSE(alert());
  ledger.refuses_to_commit = false;

  clock.advance(2s);
  EXPECT_TRUE(when(2, an_error()));
  EXPECT_EQ(alert()->event_count, 1U);
  EXPECT_EQ(alert()->fields.find("count"), "3");
}

TEST_F(LogPumpTest, an_alert_is_resolved_when_its_rule_was_quiet_also_over_a_restart) {
  given(a_log_rule(2));
  when(3, an_error());
  when_time_passes(6min);
  start();
  when_time_passes(4min);
  EXPECT_TRUE(alert());

  when_time_passes(31s);
  EXPECT_FALSE(alert());
  when_time_passes(10min);
  EXPECT_EQ(kept_logs(), 0U);
  EXPECT_EQ(pump->next_due(clock.now()), std::nullopt);
}

TEST_F(LogPumpTest, the_alert_of_a_rule_that_went_away_is_resolved_after_a_restart) {
  given(a_log_rule(2));
  when(3, an_error());
  auto disabled = a_log_rule(2);
  disabled.enabled = false;
  given(disabled);
  start();
  run();

  EXPECT_FALSE(alert());
}

}  // namespace
}  // namespace tocsin::tests
