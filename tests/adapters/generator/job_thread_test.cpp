#include "adapters/generator/job_thread.hpp"

#include <atomic>
#include <future>

#include "tests/fakes/kernel.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::generator {
namespace {

using domain::GeneratorSettings;

TEST(JobThread, does_a_job_whose_answers_come_from_another_thread) {
  tests::ManualClock clock;
  tests::CountingIds ids;
  std::atomic<std::size_t> alerts{0};
  std::promise<void> all_kept;
  std::vector<std::future<void>> answers;
  JobThread thread{
      [&](AlertBatch batch, Answered answered) {
        const auto count = batch.alerts.size();
        answers.push_back(std::async(std::launch::async, [&alerts, &all_kept, count, answered] {
          answered(count);
          if ((alerts += count) == 2'000) all_kept.set_value();
        }));
        return true;
      },
      clock,
      ids};
  GeneratorSettings settings;
  settings.burst = 2'000;

  const auto job = thread.jobs().start({"acme"}, "alice", settings, 7);
  ASSERT_TRUE(job);
  all_kept.get_future().wait();
  thread.stop();

  EXPECT_EQ(thread.jobs().find({"acme"}, job->id)->alerts_sent, 2'000U);
}

TEST(JobThread, stops_while_a_job_waits) {
  tests::ManualClock clock;
  tests::CountingIds ids;
  std::promise<void> begun;
  JobThread thread{[&](const AlertBatch&, const Answered& answered) {
                     answered(1U);
                     begun.set_value();
                     return true;
                   },
                   clock,
                   ids};
  GeneratorSettings settings;
  settings.interval = std::chrono::hours{1};
  settings.count = 2;
  const auto job = thread.jobs().start({"acme"}, "alice", settings, 7);
  ASSERT_TRUE(job);
  begun.get_future().wait();

  thread.stop();

  EXPECT_EQ(thread.jobs().find({"acme"}, job->id)->status, domain::JobStatus::running);
  EXPECT_EQ(thread.jobs().find({"acme"}, job->id)->alerts_sent, 1U);
}

}  // namespace
}  // namespace tocsin::adapters::generator
