#include "domain/workflows/watch.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using Kind = Decision::Kind;

constexpr Time watch_start{Duration{1'000'000'000}};

SharedWorkflow a_workflow(std::vector<WorkflowCondition> conditions, std::uint64_t version = 1) {
  auto workflow = std::make_shared<Workflow>();
  workflow->id.value = "w";
  workflow->version = version;
  workflow->conditions = std::move(conditions);
  return workflow;
}

Fields cpu(const std::string& percent) { return {{"value.cpu", percent}}; }

struct WatchTest : testing::Test {
  // At that time after the start.
  Decision observe(Duration at, const Fields& signal = {}) {
    fields = signal;
    received_at = watch_start + at;
    return begun(watch.observe(workflow, signal, received_at));
  }
  Decision look(Duration at) {
    return begun(watch.look_again(workflow, fields, received_at, watch_start + at));
  }
  Decision begun(Decision decision) {
    if (decision.kind == Kind::start) watch.started(RunId{{{++runs}}});
    return decision;
  }

  SharedWorkflow workflow;
  Watch watch;
  Fields fields;
  Time received_at;
  std::uint8_t runs = 0;
};

TEST_F(WatchTest, an_absence_is_armed_by_each_signal_anew) {
  workflow = a_workflow({Absence{5min}});
  EXPECT_EQ(observe(0min).kind, Kind::nothing);
  EXPECT_EQ(watch.look_again_at, watch_start + 5min);
  EXPECT_EQ(observe(4min).reason, "a signal arrived");
  EXPECT_EQ(watch.look_again_at, watch_start + 9min);
  EXPECT_EQ(look(9min - 1ms).kind, Kind::nothing);
}

TEST_F(WatchTest, an_absence_fires_once_for_a_silence_and_the_next_signal_ends_it) {
  workflow = a_workflow({Absence{5min}});
  observe(0min);

  const auto silence = look(5min);
  EXPECT_EQ(silence.kind, Kind::start);
  EXPECT_EQ(silence.reason, "no signal for 5m");
  EXPECT_EQ(watch.look_again_at, Watch::never);
  EXPECT_EQ(look(6min).kind, Kind::nothing);

  const auto recovery = observe(10min);
  EXPECT_EQ(recovery.kind, Kind::recovered);
  EXPECT_EQ(recovery.run, (RunId{{{1}}}));
  EXPECT_EQ(watch.run, std::nullopt);
  EXPECT_EQ(watch.look_again_at, watch_start + 15min);
  EXPECT_EQ(look(15min).kind, Kind::start);
}

struct Comparison {
  Operator op;
  bool below;
  bool at;
  bool above;
};

TEST_F(WatchTest, compares_below_at_and_above_the_boundary) {
  const std::vector<Comparison> comparisons{{Operator::greater, false, false, true},
                                            {Operator::at_least, false, true, true},
                                            {Operator::less, true, false, false},
                                            {Operator::at_most, true, true, false},
                                            {Operator::equal, false, true, false},
                                            {Operator::not_equal, true, false, true}};
  for (const auto& [op, below, at, above] : comparisons) {
    workflow = a_workflow({Numeric{"value.cpu", op, "80", 0ms}});
    const auto starts = [&](const std::string& value) {
      watch = {};
      return observe(0min, cpu(value)).kind == Kind::start;
    };
    EXPECT_EQ(starts("79.9"), below) << to_text(op);
    EXPECT_EQ(starts("80.0"), at) << to_text(op);
    EXPECT_EQ(starts("80.1"), above) << to_text(op);
  }
}

TEST_F(WatchTest, a_field_that_is_missing_or_no_number_meets_nothing_and_says_why) {
  workflow = a_workflow({Numeric{"value.cpu", Operator::greater, "80", 0ms}});
  EXPECT_EQ(observe(0min, cpu("n/a")).reason, "value.cpu is n/a, which is not a number");
  EXPECT_EQ(observe(1min).reason, "value.cpu is missing");
  EXPECT_EQ(observe(2min, cpu("80")).reason, "value.cpu is 80, not > 80");
  EXPECT_EQ(watch.run, std::nullopt);

  workflow = a_workflow({Numeric{"value.cpu", Operator::not_equal, "80", 0ms}});
  EXPECT_EQ(observe(3min).kind, Kind::nothing);
  workflow = a_workflow({Numeric{"value.cpu", Operator::at_most, "80", 0ms}});
  EXPECT_EQ(observe(4min, cpu("n/a")).kind, Kind::nothing);
}

TEST_F(WatchTest, says_of_a_long_value_its_first_hundred_bytes_and_no_half_letter) {
  const std::string letters(99, 'x');
  workflow = a_workflow({Numeric{"value.cpu", Operator::greater, "80", 0ms}});
  EXPECT_EQ(observe(0min, cpu(letters + "é")).reason,
            "value.cpu is " + letters + ", which is not a number");
  EXPECT_EQ(observe(1min, cpu(letters + "yz")).reason,
            "value.cpu is " + letters + "y, which is not a number");
}

TEST_F(WatchTest, equality_compares_text_too) {
  workflow = a_workflow({Numeric{"status", Operator::equal, "down", 0ms}});
  EXPECT_EQ(observe(0min, {{"value.status", "up"}}).reason, "status is up, not = down");
  EXPECT_EQ(observe(0min, {{"value.status", "down"}}).kind, Kind::start);

  watch = {};
  workflow = a_workflow({Numeric{"status", Operator::not_equal, "1", 0ms}});
  EXPECT_EQ(observe(0min, {{"value.status", "1.0"}}).kind, Kind::nothing);
  EXPECT_EQ(observe(0min, {{"value.status", "up"}}).kind, Kind::start);
}

TEST_F(WatchTest, compares_integers_exactly) {
  workflow = a_workflow({Numeric{"n", Operator::equal, "9007199254740993", 0ms}});
  EXPECT_EQ(observe(0min, {{"value.n", "9007199254740992"}}).kind, Kind::nothing);
  EXPECT_EQ(observe(1min, {{"value.n", "9007199254740993"}}).kind, Kind::start);

  watch = {};
  workflow = a_workflow({Numeric{"n", Operator::greater, "18446744073709551614", 0ms}});
  EXPECT_EQ(observe(0min, {{"value.n", "18446744073709551614"}}).kind, Kind::nothing);
  EXPECT_EQ(observe(1min, {{"value.n", "18446744073709551615"}}).kind, Kind::start);
}

TEST_F(WatchTest, finds_a_field_by_its_path_or_as_one_of_the_value) {
  const auto starts = [&](const std::string& field, const Fields& signal) {
    watch = {};
    workflow = a_workflow({Numeric{field, Operator::equal, "1", 0ms}});
    return observe(0min, signal).kind == Kind::start;
  };
  EXPECT_TRUE(starts("value.x", {{"value.x", "1"}}));
  EXPECT_TRUE(starts("metadata.x", {{"metadata.x", "1"}}));
  EXPECT_TRUE(starts("x", {{"metadata.x", "2"}, {"value.x", "1"}}));
  EXPECT_FALSE(starts("x", {{"metadata.x", "1"}}));
  EXPECT_TRUE(starts("metadata.x", {{"value.metadata.x", "1"}}));
}

TEST_F(WatchTest, a_number_starts_one_run_for_each_time_that_it_is_met) {
  workflow = a_workflow({Numeric{"value.cpu", Operator::greater, "80", 0ms}});
  EXPECT_EQ(observe(0min, cpu("91")).reason, "value.cpu is 91, > 80");
  EXPECT_EQ(observe(1min, cpu("95")).kind, Kind::nothing);
  EXPECT_EQ(observe(2min, cpu("70")).kind, Kind::recovered);
  EXPECT_EQ(observe(3min, cpu("70")).kind, Kind::nothing);
  EXPECT_EQ(observe(4min, cpu("85")).kind, Kind::start);
}

TEST_F(WatchTest, a_number_may_have_to_be_met_for_some_time) {
  workflow = a_workflow({Numeric{"value.cpu", Operator::greater, "80", 10min}});
  EXPECT_EQ(observe(0min, cpu("91")).reason, "value.cpu is 91, > 80, but not yet for 10m");
  EXPECT_EQ(watch.look_again_at, watch_start + 10min);
  observe(9min, cpu("92"));
  EXPECT_EQ(watch.look_again_at, watch_start + 10min);
  EXPECT_EQ(look(10min - 1ms).kind, Kind::nothing);

  EXPECT_EQ(look(10min).reason, "value.cpu is 92, > 80 for 10m");
  EXPECT_EQ(watch.run, (RunId{{{1}}}));
}

TEST_F(WatchTest, one_signal_that_does_not_meet_it_starts_the_time_anew) {
  workflow = a_workflow({Numeric{"value.cpu", Operator::greater, "80", 10min}});
  observe(0min, cpu("91"));
  observe(5min, cpu("70"));
  EXPECT_EQ(watch.look_again_at, Watch::never);
  observe(6min, cpu("91"));
  EXPECT_EQ(look(10min).kind, Kind::nothing);
  EXPECT_EQ(look(16min).kind, Kind::start);
}

TEST_F(WatchTest, counts_one_signal_in_the_singular) {
  workflow = a_workflow({SignalCount{1, 1min}});
  EXPECT_EQ(observe(0s).reason, "1 signal within 1m");
}

TEST_F(WatchTest, counts_signals_within_a_span) {
  workflow = a_workflow({SignalCount{3, 1min}});
  EXPECT_EQ(observe(0s).reason, "1 of 3 signals within 1m");
  observe(30s);
  EXPECT_EQ(observe(60s).kind, Kind::nothing);  // the first has left the span
  EXPECT_EQ(observe(61s).reason, "3 signals within 1m");
  EXPECT_EQ(watch.look_again_at, watch_start + 90s);
}

TEST_F(WatchTest, a_count_is_over_when_too_few_signals_are_left_in_the_span) {
  workflow = a_workflow({SignalCount{2, 1min}});
  observe(0s);
  EXPECT_EQ(observe(10s).kind, Kind::start);
  EXPECT_EQ(observe(20s).kind, Kind::nothing);
  EXPECT_EQ(look(60s).kind, Kind::nothing);
  EXPECT_EQ(look(70s).kind, Kind::recovered);
  EXPECT_EQ(watch.look_again_at, Watch::never);
}

TEST_F(WatchTest, remembers_no_more_signals_than_it_has_to_count) {
  workflow = a_workflow({SignalCount{2, 1min}, SignalCount{3, 1min}});
  for (int second = 0; second < 10; ++second)
    observe(std::chrono::seconds{second});
  EXPECT_EQ(watch.progress->counted.size(), 3U);
}

TEST_F(WatchTest, beside_numbers_only_signals_that_meet_them_count) {
  workflow = a_workflow({Numeric{"status", Operator::at_least, "500", 0ms}, SignalCount{2, 1min}});
  const auto answer = [](const std::string& status) { return Fields{{"value.status", status}}; };
  observe(0s, answer("503"));
  EXPECT_EQ(observe(1s, answer("200")).kind, Kind::nothing);
  EXPECT_EQ(observe(2s, answer("500")).kind, Kind::start);
  EXPECT_EQ(observe(3s, answer("200")).kind, Kind::nothing);  // the span still has two
}

TEST_F(WatchTest, all_conditions_must_hold) {
  workflow = a_workflow({Absence{5min}, Numeric{"status", Operator::equal, "busy", 0ms}});
  EXPECT_EQ(observe(0min, {{"value.status", "idle"}}).reason, "a signal arrived");
  EXPECT_EQ(look(5min).reason, "status is idle, not = busy");
  observe(6min, {{"value.status", "busy"}});
  EXPECT_EQ(look(11min).reason, "no signal for 5m and status is busy, = busy");
}

TEST_F(WatchTest, goes_on_with_a_new_version_of_the_same_conditions) {
  workflow = a_workflow({Numeric{"value.cpu", Operator::greater, "80", 10min}});
  observe(0min, cpu("91"));
  workflow = a_workflow({Numeric{"value.cpu", Operator::greater, "80", 10min}}, 2);
  EXPECT_EQ(look(10min).kind, Kind::start);
  EXPECT_EQ(watch.follows->version, 2U);
}

TEST_F(WatchTest, judges_what_it_has_seen_last_by_the_conditions_of_a_new_version) {
  workflow = a_workflow({Absence{5min}});
  observe(0min, cpu("91"));
  workflow = a_workflow({Absence{10min}}, 2);
  EXPECT_EQ(look(5min).kind, Kind::nothing);
  EXPECT_EQ(watch.look_again_at, watch_start + 10min);

  workflow =
      a_workflow({Numeric{"value.cpu", Operator::greater, "80", 1min}, SignalCount{1, 1min}}, 3);
  EXPECT_EQ(look(6min).reason, "0 of 1 signal within 1m");
  EXPECT_EQ(watch.progress->met_since.front(), watch_start);
}

Signal a_signal(std::optional<Time> occurred_at) {
  Signal signal;
  signal.tenant.value = "acme";
  signal.type = "cpu";
  signal.subject = "web1";
  signal.occurred_at = occurred_at;
  signal.fields = cpu("91");
  return signal;
}

struct WatchedSubjectTest : testing::Test {
  WatchedSubjectTest() {
    subject.tenant.value = "acme";
    subject.signal_type = "cpu";
    subject.subject = "web1";
    subject.watch_of(a_workflow({Absence{5min}}));
  }

  WatchedSubject subject;
};

TEST_F(WatchedSubjectTest, remembers_the_last_signal) {
  subject.take(a_signal(watch_start), 1, watch_start + 1s);
  EXPECT_EQ(subject.received_at, watch_start + 1s);
  EXPECT_EQ(subject.last_signal_id(), "cpu#web1#1000000000");
  EXPECT_EQ(subject.fields, cpu("91"));
  EXPECT_EQ(subject.key(), (SubjectKey{"acme", "cpu", "web1"}));

  subject.take(a_signal({}), 1, watch_start + 2s);
  EXPECT_EQ(subject.at, watch_start + 2s);
}

TEST_F(WatchedSubjectTest, knows_a_repetition_of_the_newest_by_its_content) {
  subject.take(a_signal(watch_start), 1, watch_start);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start), 1, watch_start), Familiarity::repeated);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start), 2, watch_start), Familiarity::fresh);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start + 1ms), 1, watch_start), Familiarity::fresh);

  subject.take(a_signal(watch_start), 2, watch_start);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start), 1, watch_start), Familiarity::repeated);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start), 2, watch_start), Familiarity::repeated);
}

TEST_F(WatchedSubjectTest, must_ask_about_older_ones) {
  subject.take(a_signal(watch_start), 1, watch_start);
  subject.take(a_signal(watch_start + 1s), 1, watch_start);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start), 1, watch_start), Familiarity::unsure);

  subject.take(a_signal(watch_start), 3, watch_start);
  EXPECT_EQ(subject.newest, watch_start + 1s);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start + 1s), 1, watch_start), Familiarity::repeated);
}

TEST_F(WatchedSubjectTest, must_ask_when_it_knows_too_many_of_one_millisecond_or_nothing_at_all) {
  EXPECT_EQ(subject.familiarity(a_signal(watch_start), 1, watch_start), Familiarity::unsure);
  for (std::uint64_t content = 0; content < 20; ++content)
    subject.take(a_signal(watch_start), content, watch_start);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start), 15, watch_start), Familiarity::repeated);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start), 16, watch_start), Familiarity::unsure);
}

TEST_F(WatchedSubjectTest, takes_a_time_for_new_when_none_was_told_before) {
  subject.take(a_signal({}), 1, watch_start);
  EXPECT_EQ(subject.familiarity(a_signal(watch_start), 1, watch_start), Familiarity::fresh);
}

TEST_F(WatchedSubjectTest, a_signal_without_a_time_repeats_nothing) {
  subject.take(a_signal(watch_start), 1, watch_start);
  EXPECT_EQ(subject.familiarity(a_signal({}), 1, watch_start), Familiarity::fresh);
  subject.take(a_signal({}), 1, watch_start);
  EXPECT_EQ(subject.newest, watch_start);
}

TEST_F(WatchedSubjectTest, a_signal_with_a_time_that_cannot_be_right_repeats_nothing) {
  for (const auto said : {watch_start - 24h - 1ms, watch_start + 5min + 1ms, Time{} - 1h}) {
    subject.take(a_signal(said), 1, watch_start);
    EXPECT_EQ(subject.familiarity(a_signal(said), 1, watch_start), Familiarity::fresh);
    EXPECT_EQ(subject.newest, std::nullopt);
    EXPECT_EQ(subject.at, said);
  }
  for (const auto said : {watch_start - 24h, watch_start + 5min}) {
    subject.take(a_signal(said), 1, watch_start);
    EXPECT_EQ(subject.familiarity(a_signal(said), 1, watch_start), Familiarity::repeated);
  }
}

TEST_F(WatchedSubjectTest, numbers_the_different_signals_of_one_millisecond) {
  const auto yesterday = watch_start - 25h;
  for (const auto said :
       {std::optional{watch_start}, std::optional{yesterday}, std::optional<Time>{}}) {
    WatchedSubject fresh = subject;
    auto signal = a_signal(said);
    fresh.take(signal, 1, watch_start);
    const auto first = fresh.last_signal_id();
    signal.fields = cpu("92");
    fresh.take(signal, 2, watch_start);
    EXPECT_EQ(fresh.last_signal_id(), first + "#2");
    signal.fields = cpu("93");
    fresh.take(signal, 3, watch_start);
    EXPECT_EQ(fresh.last_signal_id(), first + "#3");
    signal.occurred_at = watch_start + 1ms;
    fresh.take(signal, 3, watch_start + 1ms);
    EXPECT_EQ(fresh.last_signal_id(), "cpu#web1#1000000001");
  }
}

TEST_F(WatchedSubjectTest, gives_the_same_signal_the_same_id) {
  const auto years_ago = a_signal(Time{} + 1h);
  subject.take(years_ago, 1, watch_start);
  subject.take(years_ago, 1, watch_start + 1s);
  EXPECT_EQ(subject.last_signal_id(), "cpu#web1#3600000");

  subject.take(a_signal(watch_start), 1, watch_start);
  subject.take(a_signal(watch_start), 2, watch_start);
  EXPECT_EQ(subject.id_of_repeated(a_signal(watch_start), 1), "cpu#web1#1000000000");
  EXPECT_EQ(subject.id_of_repeated(a_signal(watch_start), 2), "cpu#web1#1000000000#2");
  EXPECT_EQ(subject.id_of_repeated(a_signal(watch_start - 1ms), 2), "cpu#web1#999999999");
}

TEST_F(WatchedSubjectTest, numbers_them_when_another_signal_came_between) {
  auto signal = a_signal(watch_start);
  subject.take(signal, 1, watch_start);
  subject.take(a_signal(watch_start - 1s), 1, watch_start);
  subject.take(signal, 2, watch_start);
  EXPECT_EQ(subject.last_signal_id(), "cpu#web1#1000000000#2");

  for (std::uint64_t content = 3; content < 20; ++content)
    subject.take(signal, content, watch_start);
  EXPECT_EQ(subject.last_signal_id(), "cpu#web1#1000000000#19");
}

TEST_F(WatchedSubjectTest, takes_a_late_duplicate_for_a_sign_of_life) {
  const std::vector<SharedWorkflow> workflows{a_workflow({Absence{10min}}),
                                              a_workflow({SignalCount{1, 1s}, Absence{2min}})};
  EXPECT_FALSE(subject.is_sign_of_life(workflows, watch_start + 1h));

  subject.take(a_signal(watch_start), 1, watch_start);
  EXPECT_FALSE(subject.is_sign_of_life(workflows, watch_start + 1min));
  EXPECT_TRUE(subject.is_sign_of_life(workflows, watch_start + 1min + 1ms));
  EXPECT_FALSE(subject.is_sign_of_life({a_workflow({SignalCount{1, 1s}})}, watch_start + 1h));
}

TEST_F(WatchedSubjectTest, has_one_watch_for_each_workflow) {
  subject.watch_of(a_workflow({Absence{5min}}, 2));
  EXPECT_EQ(subject.watches.size(), 1U);

  auto other = std::make_shared<Workflow>();
  other->id.value = "other";
  subject.watch_of(other);
  EXPECT_EQ(subject.watches.size(), 2U);
}

TEST_F(WatchedSubjectTest, is_looked_at_again_at_the_first_of_its_times_or_to_be_forgotten) {
  subject.take(a_signal({}), 1, watch_start);
  EXPECT_EQ(subject.look_again_at(), watch_start + WatchedSubject::forgotten_after);
  subject.watches.front().look_again_at = watch_start + 400h;
  EXPECT_EQ(subject.look_again_at(), watch_start + 400h);

  subject.watches.front().look_again_at = Watch::never;
  subject.watches.front().started(RunId{});
  EXPECT_EQ(subject.look_again_at(), watch_start + WatchedSubject::given_up_after);
}

TEST_F(WatchedSubjectTest, is_forgotten_when_it_has_long_been_silent_and_nothing_is_going_on) {
  subject.take(a_signal({}), 1, watch_start);
  const auto late = watch_start + WatchedSubject::forgotten_after;
  EXPECT_FALSE(subject.can_be_forgotten(late - 1ms));
  EXPECT_TRUE(subject.can_be_forgotten(late));

  subject.watches.front().look_again_at = late + 1h;
  EXPECT_FALSE(subject.can_be_forgotten(late));
  subject.watches.front().look_again_at = Watch::never;
  subject.watches.front().started(RunId{});
  EXPECT_FALSE(subject.can_be_forgotten(late));
  const auto very_late = watch_start + WatchedSubject::given_up_after;
  EXPECT_FALSE(subject.can_be_forgotten(very_late - 1ms));
  EXPECT_TRUE(subject.can_be_forgotten(very_late));
  subject.watches.clear();
  EXPECT_FALSE(subject.can_be_forgotten(late - 1ms));
  EXPECT_TRUE(subject.can_be_forgotten(late));
}

}  // namespace
}  // namespace tocsin::domain
