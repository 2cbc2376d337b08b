#include <set>
#include <string>

#include "tests/worlds/workflows.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Absence;
using domain::Delay;
using domain::Operator;
using domain::RunStatus;
using domain::StepStatus;

// The acceptance cases of signals and workflows, by their numbers.
using SignalCases = WorkflowScenario;

const std::string alarm = "No signal from org_x for 5 minutes";
const std::string escalation = "ESCALATION: org_x still down";

TEST_F(SignalCases, d1_a_silence_of_5_minutes_is_told_then_and_not_before) {
  given(downtime());
  when_received(heartbeat());

  when_time_passes(5min - 1ms);
  EXPECT_EQ(told, TellingList{});
  when_time_passes(1ms);
  EXPECT_EQ(told, (TellingList{{5min, "#network-ops", alarm}}));
  EXPECT_EQ(only_run().reason, "no signal for 5m");
}

TEST_F(SignalCases, d2_it_escalates_after_its_delay_and_is_completed) {
  given(downtime());
  when_received(heartbeat());
  when_time_passes(20min - 1ms);
  EXPECT_EQ(only_run().status, RunStatus::waiting);

  when_time_passes(1ms);

  EXPECT_EQ(told, (TellingList{{5min, "#network-ops", alarm}, {20min, "@infra-head", escalation}}));
  const auto run = only_run();
  EXPECT_EQ(run.status, RunStatus::completed);
  EXPECT_EQ(run.ended_at, start_of_test() + 20min);
  EXPECT_EQ(run.steps[0].detail, "notified #network-ops");
  EXPECT_EQ(run.steps[1].detail, "waited 15m");
  EXPECT_EQ(run.steps[2].at, start_of_test() + 20min);
}

TEST_F(SignalCases, d3_a_heartbeat_during_the_delay_cancels_the_escalation_and_arms_anew) {
  given(downtime());
  when_received(heartbeat());
  when_time_passes(10min);

  when_received(heartbeat());

  EXPECT_EQ(only_run().status, RunStatus::cancelled);
  EXPECT_EQ(only_run().end_reason, "recovered: a signal arrived");
  EXPECT_EQ(only_run().steps[2].status, StepStatus::cancelled);
  EXPECT_EQ(process->store.watches.next_due(), start_of_test() + 15min);
  when_time_passes(5min - 1ms);
  EXPECT_EQ(told.size(), 1U);
  when_time_passes(1ms);
  EXPECT_EQ(told.back(), (Told{15min, "#network-ops", alarm}));
}

TEST_F(SignalCases, d4_heartbeats_in_time_start_nothing) {
  given(downtime());
  for (int beat = 0; beat <= 15; ++beat) {
    when_received(heartbeat());
    when_time_passes(4min);
  }
  EXPECT_EQ(runs().size(), 0U);
  EXPECT_EQ(told, TellingList{});
}

TEST_F(SignalCases, d5_heartbeats_of_one_subject_say_nothing_of_another) {
  given(downtime());
  when_received(heartbeat("org_b"));
  for (int beat = 0; beat < 3; ++beat) {
    when_received(heartbeat("org_a"));
    when_time_passes(2min);
  }
  EXPECT_EQ(told, (TellingList{{5min, "#network-ops", "No signal from org_b for 5 minutes"}}));
}

TEST_F(SignalCases, d6_who_was_never_heard_of_is_not_missed) {
  given(downtime());
  when_time_passes(24h);
  EXPECT_EQ(runs().size(), 0U);
}

TEST_F(SignalCases, d7_a_number_above_its_limit_is_told) {
  given(high_cpu());
  when_received(cpu("80"));
  when_received(cpu("n/a"));
  when_received(a_signal("cpu", "web1"));
  EXPECT_EQ(runs().size(), 0U);

  when_received(cpu("91"));

  EXPECT_EQ(told, (TellingList{{0min, "#ops", "CPU usage is 91% on web1"}}));
  EXPECT_EQ(only_run().reason, "value.cpu_percent is 91, > 80");
  EXPECT_EQ(only_run().signal.fields, cpu("91").fields);
}

TEST_F(SignalCases, d8_each_operator_decides_at_its_boundary) {
  const std::vector<std::pair<Operator, std::string>> fires_at{{Operator::greater, "81"},
                                                               {Operator::less, "79"},
                                                               {Operator::equal, "80"},
                                                               {Operator::not_equal, "79 81"},
                                                               {Operator::at_least, "80 81"},
                                                               {Operator::at_most, "79 80"}};
  for (const auto& [op, values] : fires_at) {
    auto workflow = high_cpu();
    workflow.id.value = "w";
    workflow.conditions = {domain::Numeric{"cpu_percent", op, "80", 0ms}};
    given(workflow);
    std::string fired;
    for (const std::string value : {"79", "80", "81"}) {
      told.clear();
      when_received(cpu(value, "host" + value + std::string{to_text(op)}));
      if (!told.empty()) fired += (fired.empty() ? "" : " ") + value;
    }
    EXPECT_EQ(fired, values) << to_text(op);
  }
}

TEST_F(SignalCases, d9_a_message_is_made_of_the_signal_and_the_run) {
  auto workflow = high_cpu();
  workflow.conditions = {domain::Numeric{"n", Operator::greater, "0", 0ms}};
  workflow.steps = {slack("#ops", "{{ org_id }} {{value.a.b}} {{x}} {{y}} {{n}} {{workflow_id}}")};
  given(workflow);
  auto signal = a_signal("cpu", "web1");
  signal.fields = {{"value.a.b", "deep"}, {"value.y", "{{org_id}}"}, {"value.n", "1000000"}};

  when_received(signal);

  EXPECT_EQ(told.front().text, "web1 deep {{x}} {{org_id}} 1000000 high_cpu");
}

TEST_F(SignalCases, d10_a_second_version_is_followed_by_new_signals_and_not_by_runs_under_way) {
  const auto first = given(downtime());
  EXPECT_EQ(first.version, 1U);
  EXPECT_EQ(first.id.value, "internet_downtime_escalation");
  when_received(heartbeat());
  when_time_passes(5min);

  auto draft = downtime();
  draft.steps = {slack("#network-ops", "second version")};
  EXPECT_EQ(given(draft).version, 2U);
  restart();
  when_received(heartbeat("org_y"));
  when_time_passes(15min);

  EXPECT_EQ(told,
            (TellingList{{5min, "#network-ops", alarm},
                         {10min, "#network-ops", "second version"},
                         {20min, "@infra-head", escalation}}));
  EXPECT_EQ(runs()[0].workflow->version, 1U);
  EXPECT_EQ(runs()[1].workflow->version, 2U);
}

TEST_F(SignalCases, a_new_version_judges_at_once_who_is_silent_already) {
  for (const bool is_restarted : {false, true}) {
    auto patient = downtime();
    patient.id.value = is_restarted ? "before_a_restart" : "at_once";
    patient.conditions = {domain::Absence{1h}};
    given(patient);
    when_received(heartbeat());
    when_time_passes(10min);
    told.clear();

    patient.conditions = {domain::Absence{5min}};
    given(patient);
    if (is_restarted) restart();
    when_time_passes(1s);

    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].text, alarm);
  }
}

TEST_F(SignalCases, a_new_version_ends_a_trouble_that_is_none_by_its_conditions) {
  given(downtime());
  when_received(heartbeat());
  when_time_passes(6min);
  auto patient = downtime();
  patient.conditions = {domain::Absence{1h}};
  given(patient);
  when_time_passes(20min);

  EXPECT_EQ(only_run().status, domain::RunStatus::cancelled);
  EXPECT_EQ(told.size(), 1U);  // no escalation
}

TEST_F(SignalCases, d11_the_same_signal_again_is_answered_alike_and_starts_nothing) {
  auto count =
      a_workflow("Two signals", "internet_signal", {domain::SignalCount{2, 1h}}, {Delay{1min}});
  given(count);
  given(downtime());
  auto signal = heartbeat("datacenter_east");
  signal.occurred_at = clock.now() - 23h;
  signal.fields = {{"value.status", "1"}};

  const auto answer = when_received(signal);
  EXPECT_EQ(answer.signal_id, "internet_signal#datacenter_east#1767142800000");
  EXPECT_EQ(answer.workflows_queued, 2U);

  restart();
  const auto again = when_received(signal);
  EXPECT_EQ(again.signal_id, answer.signal_id);
  EXPECT_EQ(again.workflows_queued, 0U);
  EXPECT_TRUE(again.is_repeated);
  EXPECT_EQ(runs().size(), 0U);
  EXPECT_EQ(metrics.of(ports::Counter::signals_repeated), 1);
}

TEST_F(SignalCases, d11_also_when_a_newer_one_has_come_between) {
  given(
      a_workflow("Three signals", "internet_signal", {domain::SignalCount{3, 1h}}, {Delay{1min}}));
  auto first = heartbeat();
  auto second = heartbeat();
  first.occurred_at = clock.now();
  second.occurred_at = clock.now() + 1ms;
  when_received(first);
  when_received(second);
  restart();

  EXPECT_EQ(when_received(first).workflows_queued, 0U);
  EXPECT_EQ(runs().size(), 0U);

  auto late = heartbeat();
  late.occurred_at = clock.now() - 1min;
  EXPECT_EQ(when_received(late).workflows_queued, 1U);
  EXPECT_EQ(runs().size(), 1U);
}

TEST_F(SignalCases, d11_also_when_nobody_has_watched_in_between) {
  const auto workflow = given(downtime());
  auto signal = heartbeat();
  signal.occurred_at = clock.now();
  when_received(signal);
  EXPECT_TRUE(decided([&](auto& p) {
    return p.workflow_use_cases.remove_workflow.handle({acme, workflow.id});
  }));
  when_time_passes(1h);
  restart();
  given(downtime());
  when_received(heartbeat());

  EXPECT_EQ(when_received(signal).workflows_queued, 0U);
}

TEST_F(SignalCases, a_printed_command_in_a_loop_keeps_the_alarm_away) {
  given(downtime());
  auto signal = heartbeat();
  signal.occurred_at = domain::time_from("2025-01-22T15:30:00Z");
  std::set<std::string> ids;
  for (int minute = 0; minute < 60; minute += 4) {
    const auto answer = when_received(signal);
    EXPECT_EQ(answer.workflows_queued, 1U);
    ids.insert(answer.signal_id);
    when_time_passes(4min);
  }
  EXPECT_EQ(ids, (std::set<std::string>{"internet_signal#org_x#1737559800000"}));
  EXPECT_EQ(runs().size(), 0U);

  when_time_passes(1min);
  EXPECT_EQ(told.size(), 1U);
}

TEST_F(SignalCases, a_late_duplicate_keeps_the_alarm_away_and_an_early_one_does_not) {
  given(downtime());
  auto signal = heartbeat();
  signal.occurred_at = clock.now();
  when_received(signal);
  when_time_passes(2min + 30s);
  EXPECT_TRUE(when_received(signal).is_repeated);
  EXPECT_EQ(process->store.watches.next_due(), start_of_test() + 5min);

  when_time_passes(1ms);
  EXPECT_TRUE(when_received(signal).is_repeated);
  restart();
  EXPECT_EQ(process->store.watches.next_due(), start_of_test() + 7min + 30s + 1ms);
  EXPECT_EQ(runs().size(), 0U);
}

TEST_F(SignalCases, a_late_duplicate_ends_a_silence_and_counts_nowhere) {
  given(downtime());
  given(a_workflow("Two signals", "internet_signal", {domain::SignalCount{2, 1h}}, {Delay{1min}}));
  auto signal = heartbeat();
  signal.occurred_at = clock.now();
  when_received(signal);
  when_time_passes(6min);

  EXPECT_TRUE(when_received(signal).is_repeated);

  EXPECT_EQ(only_run().end_reason, "recovered: a signal arrived");
  EXPECT_EQ(process->store.watches.next_due(), start_of_test() + 11min);
}

TEST_F(SignalCases, d12_a_thousand_runs_wait_side_by_side) {
  auto workflow = high_cpu();
  workflow.steps = {Delay{30s}, slack("#ops", "{{org_id}}")};
  given(workflow);
  std::vector<domain::Signal> signals;
  for (int host = 0; host < 1000; ++host)
    signals.push_back(cpu("91", "host" + std::to_string(host)));
  when_all_are_received(signals);

  when_time_passes(30s - 1ms);
  EXPECT_EQ(told.size(), 0U);
  when_time_passes(1ms);
  EXPECT_EQ(told.size(), 1000U);
}

TEST_F(SignalCases, d13_a_message_that_fails_is_tried_again_without_repeating_what_came_before) {
  auto workflow = high_cpu();
  workflow.steps = {
      slack("#first", "one"), slack("#dead", "two"), Delay{1min}, slack("#last", "three")};
  given(workflow);
  answers["#dead"] = {Verdict::try_again, "503 from slack", {}};
  when_received(cpu("91"));

  when_time_passes(1min);
  EXPECT_EQ(told, (TellingList{{0min, "#first", "one"}, {1min, "#last", "three"}}));
  EXPECT_GE(attempts["#dead"], 3);
  EXPECT_EQ(attempts["#first"], 1);
  EXPECT_EQ(only_run().status, RunStatus::running);

  when_time_passes(25h);
  EXPECT_EQ(only_run().status, RunStatus::failed);
  EXPECT_EQ(only_run().end_reason, "could not notify #dead: 503 from slack");
  EXPECT_EQ(only_run().steps[1].status, StepStatus::failed);
  EXPECT_EQ(told.size(), 2U);
}

TEST_F(SignalCases, d15_two_signals_of_one_millisecond_with_different_values_both_count) {
  given(a_workflow("Two signals", "cpu", {domain::SignalCount{2, 1h}}, {slack("#ops", "two")}));
  auto one = cpu("90");
  auto other = cpu("91");
  one.occurred_at = clock.now();
  other.occurred_at = clock.now();

  const auto first = when_received(one).signal_id;
  EXPECT_EQ(when_received(other).signal_id, first + "#2");

  EXPECT_EQ(told.size(), 1U);
  EXPECT_EQ(when_received(one).workflows_queued, 0U);
  EXPECT_EQ(when_received(other).workflows_queued, 0U);
}

TEST_F(SignalCases, w3_what_is_offered_too_early_or_twice_changes_nothing) {
  given(downtime());
  when_received(heartbeat());
  const ports::SubjectName name{acme, "internet_signal", "org_x"};
  const auto look = [&] { return *decided([&](auto& p) { return p.look.handle(name); }); };
  clock.advance(5min - 1ms);
  EXPECT_EQ(look(), 0U);
  clock.advance(1ms);
  EXPECT_EQ(look(), 1U);
  EXPECT_EQ(look(), 0U);

  const ports::RunRef run{acme, only_run().id};
  const auto advance = [&] { return *decided([&](auto& p) { return p.advance.handle(run); }); };
  clock.advance(15min - 1ms);
  EXPECT_FALSE(advance());
  clock.advance(1ms);
  EXPECT_TRUE(advance());
  EXPECT_FALSE(advance());
  EXPECT_EQ(runs().size(), 1U);
}

TEST_F(SignalCases, w4_after_a_stop_what_is_overdue_happens_once) {
  given(downtime());
  when_received(heartbeat());
  when_time_passes(5min);
  clock.advance(2h);
  restart();
  do_what_is_due();
  restart();
  do_what_is_due();

  EXPECT_EQ(told,
            (TellingList{{5min, "#network-ops", alarm}, {2h + 5min, "@infra-head", escalation}}));
  EXPECT_EQ(only_run().status, RunStatus::completed);
}

TEST_F(SignalCases, w4_a_silence_that_a_stop_has_hidden_is_told_once) {
  given(downtime());
  when_received(heartbeat());
  clock.advance(1h);
  restart();
  do_what_is_due();
  EXPECT_EQ(told, (TellingList{{1h, "#network-ops", alarm}}));
}

TEST_F(SignalCases, a_subject_that_there_is_no_room_for_is_refused_and_the_others_go_on) {
  given(downtime());
  process->store.watches = adapters::memory::Watches{1};
  when_received(heartbeat("org_x"));

  const auto refused = decided([&](auto& p) {
    return p.receive_signal.handle({heartbeat("org_y"), "sensor"});
  });

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_EQ(metrics.of(ports::Counter::signals_without_room), 1);
  when_received(heartbeat("org_x"));
  EXPECT_EQ(process->store.watches.size(), 1U);
}

}  // namespace
}  // namespace tocsin::tests
