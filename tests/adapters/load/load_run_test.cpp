#include "adapters/load/load_run.hpp"

#include <set>
#include <sstream>
#include <thread>

#include <nlohmann/json.hpp>

#include "domain/kernel/ids.hpp"
#include "tests/fakes/kernel.hpp"
#include "tests/support/http_sink.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::load {
namespace {

using domain::AlertGenerator;
using domain::Duration;
using domain::GeneratorSettings;
using test::HttpSink;

GeneratorSettings burst_of(std::int64_t alerts) {
  GeneratorSettings settings;
  settings.burst = alerts;
  settings.seed = 7;
  return settings;
}

HttpSink::Answer all_taken(std::size_t alerts) {
  return {202, "{\"accepted\":" + std::to_string(alerts) + ",\"rejected\":[]}", {}};
}

Progress ended(LoadRun& run) {
  auto progress = run.progress();
  for (; !progress.is_over; progress = run.progress())
    std::this_thread::yield();
  return progress;
}

struct Sent : testing::Test {
  LoadPlan plan(std::size_t connections, std::size_t batch) const {
    return {{sink.url(), "secret"}, connections, batch};
  }

  std::multiset<std::string> ids() const {
    std::multiset<std::string> ids;
    for (const auto& request : sink.requests()) {
      std::istringstream lines{request.body};
      for (std::string line; std::getline(lines, line);)
        ids.insert(nlohmann::json::parse(line).at("alert_id"));
    }
    return ids;
  }

  HttpSink sink;
  tests::ManualClock clock;
};

TEST_F(Sent, is_every_alert_once_over_all_connections) {
  const AlertGenerator generator{burst_of(100)};
  for (int n = 0; n < 10; ++n)
    sink.answer_next(all_taken(10));
  LoadRun run{generator, plan(3, 10), clock};

  const auto progress = ended(run);

  EXPECT_EQ(progress.tally.accepted, 100U);
  EXPECT_EQ(progress.tally.sent(), 100U);
  std::multiset<std::string> expected;
  for (std::uint64_t n = 0; n < 100; ++n)
    expected.insert(domain::to_text(generator.alert(n).id));
  EXPECT_EQ(ids(), expected);
}

TEST_F(Sent, says_who_sends_it_and_what_it_is) {
  const AlertGenerator generator{burst_of(1)};
  sink.answer_next(all_taken(1));
  LoadRun run{generator, plan(1, 1'000), clock};
  ended(run);

  const auto request = sink.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/v1/events/batch");
  EXPECT_EQ(request.header("authorization"), "Bearer secret");
  EXPECT_EQ(request.header("content-type"), "application/x-ndjson");
}

TEST_F(Sent, keeps_its_connections) {
  const AlertGenerator generator{burst_of(50)};
  for (int n = 0; n < 50; ++n)
    sink.answer_next(all_taken(1));
  LoadRun run{generator, plan(2, 1), clock};
  ended(run);

  EXPECT_EQ(sink.requests().size(), 50U);
  EXPECT_LE(sink.connection_count(), 2U);
}

TEST_F(Sent, is_not_what_is_not_due_when_it_is_stopped) {
  GeneratorSettings settings;
  settings.interval = std::chrono::hours{1};
  settings.count = 3;
  const AlertGenerator generator{settings};
  sink.answer_next(all_taken(1));
  LoadRun run{generator, plan(2, 1), clock};
  ASSERT_TRUE(sink.await_requests(1));

  run.stop();

  EXPECT_EQ(ended(run).tally.accepted, 1U);
  EXPECT_EQ(sink.requests().size(), 1U);
}

TEST_F(Sent, is_again_what_a_busy_server_did_not_take) {
  const AlertGenerator generator{burst_of(5)};
  sink.answer_next({503, {}, {{"Retry-After", "1"}}});
  sink.answer_next(all_taken(5));
  LoadRun run{generator, plan(1, 5), clock};

  const auto progress = ended(run);

  EXPECT_EQ(progress.tally.accepted, 5U);
  EXPECT_EQ(progress.tally.retried, 1U);
  EXPECT_GE(progress.elapsed, std::chrono::seconds{1});
}

TEST(LoadRun, counts_as_not_delivered_what_nobody_takes) {
  const AlertGenerator generator{burst_of(5)};
  tests::ManualClock clock;
  LoadRun run{generator, {{"http://127.0.0.1:1/", ""}, 1, 5}, clock};

  const auto progress = ended(run);

  EXPECT_EQ(progress.tally.undelivered, 5U);
  EXPECT_FALSE(progress.tally.first_error.empty());
}

TEST(FittingBatch, reaches_the_rate_with_twenty_requests_a_second_on_each_connection) {
  GeneratorSettings settings;
  EXPECT_EQ(fitting_batch(settings, 4), 1U);
  settings.rps = 800;
  EXPECT_EQ(fitting_batch(settings, 4), 10U);
  settings.rps = 100'000;
  EXPECT_EQ(fitting_batch(settings, 4), 1'000U);
  settings.interval = Duration{10};
  EXPECT_EQ(fitting_batch(settings, 4), 1U);
  settings.burst = 5;
  EXPECT_EQ(fitting_batch(settings, 4), 1'000U);
}

}  // namespace
}  // namespace tocsin::adapters::load
