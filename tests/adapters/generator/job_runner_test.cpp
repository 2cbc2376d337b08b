#include "adapters/generator/job_runner.hpp"

#include "tests/builders/kernel.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::generator {
namespace {

using domain::Duration;
using domain::GeneratorJob;
using domain::GeneratorSettings;
using domain::JobStatus;
using domain::TenantId;
using std::chrono::seconds;
using tests::acme;

GeneratorSettings burst_of(std::int64_t alerts) {
  GeneratorSettings settings;
  settings.burst = alerts;
  return settings;
}

// A runner over a queue that takes everything, unless it is told that it is full; answers come when
// the test gives them.
class Jobs : public testing::Test {
 protected:
  GeneratorJob started(const GeneratorSettings& settings) {
    return *runner.start(acme, "alice", settings, 7);
  }

  GeneratorJob seen(const GeneratorJob& job) { return *runner.find(acme, job.id); }

  bool submit(AlertBatch batch, Answered answered) {
    if (is_full) return false;
    batches.push_back(std::move(batch));
    waiting.push_back(std::move(answered));
    return true;
  }

  void answer(const Result<std::size_t>& kept) {
    const auto answered = waiting.front();
    waiting.erase(waiting.begin());
    answered(kept);
  }

  // Goes on until there is nothing to do now, with every alert kept.
  std::optional<Duration> run() {
    auto pause = runner.step();
    while (!waiting.empty() || pause == Duration::zero()) {
      if (!waiting.empty()) answer(batches.back().alerts.size());
      pause = runner.step();
    }
    return pause;
  }

  tests::ManualClock clock;
  tests::CountingIds ids;
  bool is_full = false;
  int wakes = 0;
  std::vector<AlertBatch> batches;
  std::vector<Answered> waiting;
  JobRunner runner{[this](AlertBatch batch, Answered answered) {
                     return submit(std::move(batch), std::move(answered));
                   },
                   clock,
                   ids,
                   [this] { ++wakes; }};
};

TEST_F(Jobs, wait_until_they_are_begun) {
  const auto job = started(burst_of(10));

  EXPECT_EQ(job.status, JobStatus::pending);
  EXPECT_EQ(job.created_at, clock.time);
  EXPECT_EQ(job.by, "alice");
  EXPECT_EQ(wakes, 1);

  clock.advance(seconds{3});
  runner.step();
  EXPECT_EQ(seen(job).status, JobStatus::running);
  EXPECT_EQ(seen(job).started_at, clock.time);
}

TEST_F(Jobs, send_a_burst_in_batches_one_at_a_time) {
  const auto job = started(burst_of(1'200));

  EXPECT_EQ(runner.step(), std::nullopt);
  EXPECT_EQ(runner.step(), std::nullopt);
  ASSERT_EQ(batches.size(), 1U);
  answer(500U);
  EXPECT_EQ(seen(job).alerts_sent, 500U);
  EXPECT_EQ(wakes, 2);
  run();

  ASSERT_EQ(batches.size(), 3U);
  EXPECT_EQ(batches[2].alerts.size(), 200U);
  EXPECT_EQ(batches[2].tenant, acme);
  EXPECT_EQ(batches[2].actor, "alice");
  EXPECT_EQ(seen(job).alerts_sent, 1'200U);
  EXPECT_EQ(seen(job).status, JobStatus::completed);
  EXPECT_EQ(seen(job).completed_at, clock.time);
}

TEST_F(Jobs, send_what_the_seed_says) {
  auto settings = burst_of(600);
  started(settings);
  run();

  settings.seed = 7;
  const domain::AlertGenerator generator{settings};
  for (std::uint64_t n = 0; n < 600; ++n) {
    EXPECT_EQ(batches[n / 500].alerts[n % 500], generator.alert(n));
  }
}

TEST_F(Jobs, draw_a_seed_when_none_is_given_and_show_it) {
  const auto one = *runner.start(acme, "alice", burst_of(1), std::nullopt);
  const auto other = *runner.start(acme, "alice", burst_of(1), std::nullopt);

  EXPECT_NE(one.settings.seed, other.settings.seed);
}

TEST_F(Jobs, send_each_alert_when_it_is_due) {
  GeneratorSettings settings;
  settings.rps = 10;
  settings.duration = seconds{1};
  const auto job = started(settings);

  EXPECT_EQ(run(), Duration{100});
  EXPECT_EQ(seen(job).alerts_sent, 1U);
  clock.advance(Duration{40});
  EXPECT_EQ(run(), Duration{60});
  clock.advance(Duration{460});
  EXPECT_EQ(run(), Duration{100});
  EXPECT_EQ(seen(job).alerts_sent, 6U);
  clock.advance(seconds{10});
  EXPECT_EQ(run(), std::nullopt);
  EXPECT_EQ(seen(job).alerts_sent, 10U);
  EXPECT_EQ(seen(job).status, JobStatus::completed);
}

TEST_F(Jobs, are_done_one_after_the_other) {
  const auto first = started(burst_of(1));
  const auto second = started(burst_of(2));

  runner.step();
  EXPECT_EQ(seen(second).status, JobStatus::pending);
  answer(1U);
  run();

  EXPECT_EQ(seen(first).status, JobStatus::completed);
  EXPECT_EQ(seen(second).status, JobStatus::completed);
  EXPECT_EQ(seen(second).alerts_sent, 2U);
}

TEST_F(Jobs, are_counted_but_sent_to_nobody_when_they_are_mock) {
  auto settings = burst_of(700);
  settings.mock = true;
  const auto job = started(settings);
  run();

  EXPECT_TRUE(batches.empty());
  EXPECT_EQ(seen(job).alerts_sent, 700U);
  EXPECT_EQ(seen(job).status, JobStatus::completed);
}

TEST_F(Jobs, count_only_what_is_kept) {
  const auto job = started(burst_of(10));
  runner.step();
  answer(7U);
  run();

  EXPECT_EQ(seen(job).alerts_sent, 7U);
  EXPECT_EQ(seen(job).status, JobStatus::completed);
}

TEST_F(Jobs, can_be_stopped_before_they_begin) {
  const auto job = started(burst_of(10));

  const auto stopped = runner.stop(acme, job.id);

  ASSERT_TRUE(stopped);
  EXPECT_EQ(stopped->status, JobStatus::cancelled);
  EXPECT_EQ(runner.step(), std::nullopt);
  EXPECT_TRUE(batches.empty());
  EXPECT_EQ(seen(job).started_at, std::nullopt);
}

TEST_F(Jobs, can_be_stopped_while_a_batch_is_on_its_way_which_still_counts) {
  const auto job = started(burst_of(1'000));
  runner.step();

  EXPECT_TRUE(runner.stop(acme, job.id));
  EXPECT_EQ(seen(job).completed_at, clock.time);
  answer(500U);
  run();

  EXPECT_EQ(seen(job).status, JobStatus::cancelled);
  EXPECT_EQ(seen(job).alerts_sent, 500U);
  EXPECT_EQ(batches.size(), 1U);
}

TEST_F(Jobs, that_have_ended_cannot_be_stopped) {
  const auto job = started(burst_of(1));
  run();

  const auto stopped = runner.stop(acme, job.id);

  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error(),
            (Error{ErrorKind::invalid, "Job cannot be cancelled. Current status: completed", {}}));
  EXPECT_EQ(seen(job).status, JobStatus::completed);
}

TEST_F(Jobs, fail_with_the_reason_when_the_store_is_gone) {
  const auto job = started(burst_of(1'000));
  runner.step();
  answer(fail(ErrorKind::unavailable, "the store is gone"));
  run();

  EXPECT_EQ(seen(job).status, JobStatus::failed);
  EXPECT_EQ(seen(job).error, "the store is gone");
  EXPECT_EQ(batches.size(), 1U);
}

TEST_F(Jobs, stay_cancelled_when_their_last_batch_fails) {
  const auto job = started(burst_of(1'000));
  runner.step();
  ASSERT_TRUE(runner.stop(acme, job.id));
  answer(fail(ErrorKind::unavailable, "the store is gone"));

  EXPECT_EQ(seen(job).status, JobStatus::cancelled);
  EXPECT_EQ(seen(job).error, "");
}

TEST_F(Jobs, come_back_to_a_full_queue_with_the_same_alerts) {
  const auto job = started(burst_of(3));
  is_full = true;
  EXPECT_EQ(runner.step(), Duration{100});
  clock.advance(seconds{59});
  EXPECT_EQ(runner.step(), Duration{100});

  is_full = false;
  run();

  EXPECT_EQ(seen(job).alerts_sent, 3U);
  ASSERT_EQ(batches.size(), 1U);
  EXPECT_EQ(batches[0].alerts[0], domain::AlertGenerator{job.settings}.alert(0));
}

TEST_F(Jobs, fail_when_the_queue_has_been_full_for_a_minute) {
  const auto job = started(burst_of(3));
  is_full = true;
  runner.step();
  clock.advance(seconds{60});
  runner.step();

  EXPECT_EQ(seen(job).status, JobStatus::failed);
  EXPECT_EQ(seen(job).error, "the queue has been full for a minute");
  EXPECT_EQ(runner.step(), std::nullopt);
}

TEST_F(Jobs, forget_that_the_queue_was_full_once_it_took_something) {
  const auto job = started(burst_of(1'000));
  is_full = true;
  runner.step();
  is_full = false;
  clock.advance(seconds{59});
  runner.step();
  answer(500U);
  is_full = true;
  clock.advance(seconds{59});

  EXPECT_EQ(runner.step(), Duration{100});
  EXPECT_EQ(seen(job).status, JobStatus::running);
}

TEST_F(Jobs, are_listed_newest_first_and_by_status) {
  const auto first = started(burst_of(1));
  const auto second = started(burst_of(1));
  ASSERT_TRUE(runner.stop(acme, second.id));

  const auto all = runner.list(acme, std::nullopt);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].id, second.id);
  EXPECT_EQ(all[1].id, first.id);
  const auto cancelled = runner.list(acme, JobStatus::cancelled);
  ASSERT_EQ(cancelled.size(), 1U);
  EXPECT_EQ(cancelled[0].id, second.id);
}

TEST_F(Jobs, are_nobody_elses) {
  const auto job = started(burst_of(1));
  const TenantId other{"other"};

  EXPECT_TRUE(runner.list(other, std::nullopt).empty());
  EXPECT_EQ(runner.find(other, job.id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(runner.stop(other, job.id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(seen(job).status, JobStatus::pending);
}

TEST_F(Jobs, are_refused_when_sixteen_wait) {
  for (int n = 0; n < 16; ++n)
    started(burst_of(1));

  const auto refused = runner.start(acme, "alice", burst_of(1), 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);

  runner.step();  // one begins
  EXPECT_TRUE(runner.start(acme, "alice", burst_of(1), 1));
}

TEST_F(Jobs, are_kept_up_to_the_last_hundred) {
  const auto first = started(burst_of(1));
  run();
  for (int n = 0; n < 99; ++n) {
    started(burst_of(1));
    run();
  }
  EXPECT_TRUE(runner.find(acme, first.id));

  started(burst_of(1));

  EXPECT_FALSE(runner.find(acme, first.id));
  EXPECT_EQ(runner.list(acme, std::nullopt).size(), 100U);
}

TEST_F(Jobs, that_run_are_not_forgotten) {
  const auto running = started(burst_of(1));
  runner.step();
  for (int n = 0; n < 120; ++n) {
    const auto job = started(burst_of(1));
    ASSERT_TRUE(runner.stop(acme, job.id));
  }

  EXPECT_EQ(seen(running).status, JobStatus::running);
}

TEST_F(Jobs, take_an_answer_for_one_that_is_forgotten) {
  const auto job = started(burst_of(1));
  runner.step();
  ASSERT_TRUE(runner.stop(acme, job.id));
  for (int n = 0; n < 100; ++n) {
    ASSERT_TRUE(runner.stop(acme, started(burst_of(1)).id));
  }
  ASSERT_FALSE(runner.find(acme, job.id));

  answer(1U);

  EXPECT_EQ(runner.step(), std::nullopt);
}

}  // namespace
}  // namespace tocsin::adapters::generator
