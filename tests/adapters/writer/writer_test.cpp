#include "adapters/writer/writer.hpp"

#include <future>

#include "adapters/writer/readers.hpp"
#include "tests/fakes/store.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::writer {
namespace {

using namespace std::chrono_literals;

using Event = std::vector<std::string>;

// Decides by echo: a number is the outcome of itself, a negative one is refused.
Result<std::size_t> decide(int number) {
  if (number < 0) return fail(ErrorKind::conflict, "negative");
  return static_cast<std::size_t>(number);
}

// A use case of the tests.
struct Numbers {
  using Command = int;
  using Outcome = std::size_t;

  static constexpr std::string_view name = "numbers";

  Result<Outcome> handle(int number) { return decides(number); }

  std::function<Result<Outcome>(int)> decides = decide;
};
struct Urgent : Numbers {
  static constexpr std::string_view name = "urgent";
};
struct Ordinary : Numbers {
  static constexpr std::string_view name = "ordinary";
};

class WriterTest : public ::testing::Test {
 protected:
  std::function<Result<std::size_t>(int)> noting(const std::string& name) {
    return [this, name](int number) {
      happened.push_back(name + ' ' + std::to_string(number));
      return decide(number);
    };
  }

  bool ask(const ports::Front<int, std::size_t>& way_in, int number) {
    return way_in({{"acme"}, "alice", "body " + std::to_string(number)},
                  number,
                  [this, number](const Result<std::size_t>& outcome) {
                    happened.push_back("answer " + std::to_string(number) + ' ' +
                                       (outcome ? "ok" : outcome.error().message));
                  });
  }

  Event happened;
  tests::FakeStoreTransaction store{happened};
  tests::FakeJournal journal;
  tests::ManualClock clock;
  tests::SilentLog log;
  WriterLimits limits{.ordinary_commands = 4,
                      .urgent_commands = 2,
                      .reads = 2,
                      .batch_commands = 3,
                      .urgent_batch_commands = 2};
  Writer writer{store, journal, clock, log, limits};
  Ordinary ordinary_numbers{{noting("ordinary")}};
  Urgent urgent_numbers{{noting("urgent")}};
  ports::Front<int, std::size_t> ordinary = writer.front(Lane::ordinary, ordinary_numbers);
  ports::Front<int, std::size_t> urgent = writer.front(Lane::urgent, urgent_numbers);
};

TEST_F(WriterTest, answers_after_the_commit_of_the_batch) {
  EXPECT_TRUE(ask(ordinary, 1));
  EXPECT_TRUE(ask(ordinary, 2));

  EXPECT_TRUE(writer.run_batch());

  EXPECT_EQ(happened,
            (Event{"begin", "ordinary 1", "ordinary 2", "commit", "answer 1 ok", "answer 2 ok"}));
  EXPECT_FALSE(writer.run_batch());
}

TEST_F(WriterTest, takes_what_is_urgent_first_and_no_more_than_a_batch) {
  for (const int number : {1, 2, 3})
    ask(ordinary, number);
  ask(urgent, 9);

  writer.run_batch();
  EXPECT_EQ(happened[1], "urgent 9");
  EXPECT_EQ(std::count(happened.begin(), happened.end(), "ordinary 3"), 0);

  writer.run_batch();
  EXPECT_EQ(std::count(happened.begin(), happened.end(), "answer 3 ok"), 1);
}

TEST_F(WriterTest, makes_a_batch_small_when_somebody_waits_for_what_is_urgent) {
  for (const int number : {1, 2, 3, 4})
    ask(ordinary, number);
  ask(urgent, 9);

  writer.run_batch();
  EXPECT_EQ(happened,
            (Event{"begin", "urgent 9", "ordinary 1", "commit", "answer 9 ok", "answer 1 ok"}));

  happened.clear();
  writer.run_batch();
  EXPECT_EQ(std::count(happened.begin(), happened.end(), "answer 4 ok"), 1);
}

TEST_F(WriterTest, keeps_out_of_the_journal_what_does_not_belong_there) {
  Numbers numbers;
  const auto quiet = writer.front(Lane::ordinary, numbers, Journaling::none);
  const auto quiet_batch = writer.batch_front(Lane::ordinary, numbers, Journaling::none);
  ask(quiet, 1);
  quiet_batch({{{}, 2}}, [this](const auto& outcomes) {
    happened.push_back(std::to_string(outcomes.size()) + " answers");
  });
  ask(ordinary, 3);
  writer.run_batch();

  EXPECT_EQ(happened.back(), "answer 3 ok");
  ASSERT_EQ(journal.entries.size(), 1U);
  EXPECT_EQ(journal.entries[0].command, "ordinary");
}

struct Lift {
  struct Command {
    std::size_t weight() const { return 3; }
  };
  using Outcome = std::size_t;

  static constexpr std::string_view name = "lift";

  static Result<Outcome> handle(const Command&) { return Outcome{0}; }
};

TEST_F(WriterTest, takes_a_heavy_command_for_several) {
  Lift use_case;
  const auto heavy = writer.front(Lane::ordinary, use_case);
  const auto lift = [&] { return heavy({{"acme"}, "alice", ""}, {}, [](const auto&) {}); };

  EXPECT_TRUE(lift());
  EXPECT_FALSE(lift());
  EXPECT_TRUE(ask(ordinary, 1));
  EXPECT_FALSE(ask(ordinary, 2));
  writer.run_batch();
  EXPECT_TRUE(lift());
}

TEST_F(WriterTest, ends_a_batch_when_its_time_is_over_and_goes_on_in_the_next) {
  Numbers slow_numbers{[this](int number) {
    happened.push_back("slow " + std::to_string(number));
    clock.advance(limits.batch_time / 2);
    return decide(number);
  }};
  const auto slow = writer.front(Lane::ordinary, slow_numbers);
  for (const int number : {1, 2, 3})
    ask(slow, number);

  writer.run_batch();
  EXPECT_EQ(happened, (Event{"begin", "slow 1", "slow 2", "commit", "answer 1 ok", "answer 2 ok"}));

  happened.clear();
  ask(urgent, 9);
  writer.run_batch();
  EXPECT_EQ(happened,
            (Event{"begin", "urgent 9", "slow 3", "commit", "answer 9 ok", "answer 3 ok"}));
}

TEST_F(WriterTest, does_not_let_what_is_urgent_keep_out_the_rest) {
  Numbers slow_numbers{[this](int number) {
    clock.advance(limits.batch_time);
    return decide(number);
  }};
  const auto slow = writer.front(Lane::urgent, slow_numbers);
  ask(slow, 1);
  ask(slow, 2);
  ask(ordinary, 3);

  writer.run_batch();

  EXPECT_EQ(happened.back(), "answer 3 ok");
}

// Always has a whole batch for the writer.
struct Backlog : Source {
  Backlog(const ports::Clock& by, std::size_t size) : clock(by), commands(size) {}

  void collect(domain::Time, std::vector<std::unique_ptr<Task>>& tasks) override {
    for (std::size_t number = 0; number < commands; ++number) {
      tasks.push_back(one_command(numbers, clock, {}, 0, [](const auto&) {}));
    }
  }
  std::optional<domain::Time> next_due(domain::Time now) override { return now; }

  const ports::Clock& clock;
  std::size_t commands;
  Numbers numbers;
};

TEST_F(WriterTest, does_not_let_what_is_due_keep_out_anybody) {
  Backlog backlog{clock, limits.batch_commands};
  writer.attach(backlog);
  for (const int number : {1, 2})
    ask(ordinary, number);
  for (const int number : {8, 9})
    ask(urgent, number);

  writer.run_batch();
  EXPECT_EQ(happened,
            (Event{"begin",
                   "urgent 8",
                   "urgent 9",
                   "ordinary 1",
                   "commit",
                   "answer 8 ok",
                   "answer 9 ok",
                   "answer 1 ok"}));

  writer.run_batch();
  EXPECT_EQ(happened.back(), "answer 2 ok");
}

TEST_F(WriterTest, refuses_what_has_no_room_and_keeps_room_for_what_is_urgent) {
  for (const int number : {1, 2, 3, 4})
    EXPECT_TRUE(ask(ordinary, number));

  EXPECT_FALSE(ask(ordinary, 5));
  EXPECT_TRUE(ask(urgent, 6));
  while (writer.run_batch()) {
  }

  EXPECT_EQ(std::count(happened.begin(), happened.end(), "ordinary 5"), 0);
  EXPECT_TRUE(ask(ordinary, 7));
}

TEST_F(WriterTest, journals_every_command_as_it_came_also_a_refused_one) {
  ask(ordinary, 1);
  ask(ordinary, -1);

  writer.run_batch();

  ASSERT_EQ(journal.entries.size(), 2U);
  EXPECT_EQ(journal.entries[0].command, "ordinary");
  EXPECT_EQ(journal.entries[0].actor, "alice");
  EXPECT_EQ(journal.entries[0].body, "body 1");
  EXPECT_EQ(journal.entries[0].result, "1");
  EXPECT_EQ(journal.entries[0].at, clock.now());
  EXPECT_EQ(journal.entries[1].result, "conflict: negative");
}

TEST_F(WriterTest, tells_everybody_when_the_batch_was_not_kept) {
  store.refuses_commit = true;
  ask(ordinary, 1);
  ask(ordinary, -1);

  writer.run_batch();

  EXPECT_EQ(happened.back(), "answer -1 the disk is full");
  EXPECT_EQ(happened[happened.size() - 2], "answer 1 the disk is full");
  EXPECT_FALSE(writer.is_well());
}

TEST_F(WriterTest, decides_nothing_when_no_batch_can_be_begun) {
  store.refuses_begin = true;
  ask(ordinary, 1);

  writer.run_batch();

  EXPECT_EQ(happened, (Event{"begin", "answer 1 the store is gone"}));
  EXPECT_TRUE(journal.entries.empty());
}

TEST_F(WriterTest, asks_a_store_that_has_refused_whether_it_takes_commands_again) {
  store.refuses_commit = true;
  ask(ordinary, 1);
  writer.run_batch();
  store.refuses_commit = false;

  writer.run_batch();
  EXPECT_FALSE(writer.is_well());

  clock.advance(1s);
  writer.run_batch();
  EXPECT_TRUE(writer.is_well());
}

TEST_F(WriterTest, is_not_well_when_nobody_runs_it) {
  EXPECT_TRUE(writer.is_well());
  clock.advance(5s);
  EXPECT_FALSE(writer.is_well());
}

TEST_F(WriterTest, lets_readers_look_between_batches) {
  ask(ordinary, 1);
  EXPECT_TRUE(writer.read([this] { happened.emplace_back("look"); }));
  EXPECT_TRUE(writer.read([] {}));
  EXPECT_FALSE(writer.read([] {}));

  writer.run_batch();

  EXPECT_EQ(happened.back(), "look");
}

TEST_F(WriterTest, does_its_housekeeping_when_there_is_nothing_else_to_do) {
  int rounds = 0;
  writer.when_idle([&rounds] { return ++rounds < 3; });

  ask(ordinary, 1);
  writer.run_batch();
  EXPECT_EQ(rounds, 0);

  while (writer.run_batch())
    clock.advance(20ms);
  EXPECT_EQ(rounds, 3);
  writer.run_batch();
  EXPECT_EQ(rounds, 3);
  clock.advance(1s);
  writer.run_batch();
  EXPECT_EQ(rounds, 4);
}

class BatchWriterTest : public WriterTest {
 protected:
  using Outcomes = std::vector<Result<std::size_t>>;

  static std::vector<ports::Asked<int>> numbers(int count) {
    std::vector<ports::Asked<int>> asked;
    for (int number = 0; number < count; ++number)
      asked.push_back({{}, number});
    return asked;
  }

  Writer large{store, journal, clock, log};
  Numbers many;
  ports::BatchFront<int, std::size_t> way_in = large.batch_front(Lane::ordinary, many);
};

TEST_F(BatchWriterTest, puts_the_answers_of_its_parts_together_in_order) {
  Outcomes answered;
  EXPECT_TRUE(way_in(numbers(1'000), [&](Outcomes outcomes) { answered = std::move(outcomes); }));

  int batches = 0;
  while (large.run_batch())
    ++batches;

  EXPECT_EQ(batches, 2);
  ASSERT_EQ(answered.size(), 1'000U);
  for (std::size_t place = 0; place < answered.size(); ++place) {
    EXPECT_EQ(*answered[place], place);
  }
}

TEST(PartsOf, are_as_heavy_as_they_may_be_and_one_command_at_least) {
  struct Lines {
    std::size_t count;
    std::size_t weight() const { return count; }
  };
  std::vector<ports::Asked<Lines>> asked;
  for (const auto count : {30U, 20U, 1U, 99U, 1U})
    asked.push_back({{}, {count}});

  std::vector<std::vector<std::size_t>> weights;
  for (const auto& part : parts_of(std::move(asked))) {
    auto& of_part = weights.emplace_back();
    for (const auto& one : part)
      of_part.push_back(one.command.count);
  }

  using Weights = std::vector<std::vector<std::size_t>>;
  EXPECT_EQ(weights, (Weights{{30, 20}, {1}, {99}, {1}}));
}

TEST_F(BatchWriterTest, is_taken_whole_or_not_at_all) {
  bool was_answered = false;
  EXPECT_FALSE(way_in(numbers(50'000), [&](const Outcomes&) { was_answered = true; }));

  EXPECT_FALSE(large.run_batch());
  EXPECT_FALSE(was_answered);
}

TEST_F(BatchWriterTest, has_a_thread_that_answers_everything_before_it_ends) {
  std::promise<std::size_t> answered;
  large.start();
  EXPECT_TRUE(way_in(numbers(600), [&](const Outcomes& all) { answered.set_value(all.size()); }));
  const auto seen = looked_at(large, []() -> Result<int> { return 7; });

  large.stop();

  EXPECT_EQ(answered.get_future().get(), 600U);
  EXPECT_EQ(*seen, 7);
  EXPECT_FALSE(looked_at(large, []() -> Result<int> { return 7; }));
  EXPECT_FALSE(way_in(numbers(1), [](const Outcomes&) {}));
}

}  // namespace
}  // namespace tocsin::adapters::writer
