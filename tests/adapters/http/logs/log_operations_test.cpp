#include "adapters/http/logs/log_operations.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/server/request.hpp"
#include "tests/fakes/kernel.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::LogEntry;
using domain::LogLevel;
using Json = nlohmann::json;
using Command = LogFronts::Command;
using Answer = LogFronts::Answer;

// The operations over a writer that keeps what it is given, for the agent of acme.
class LogOperations : public testing::Test {
 protected:
  LogOperations() {
    add_log_operations(handlers,
                       {[this](ports::Received from, Command command, auto answer) {
                          if (is_full) return false;
                          received.push_back(std::move(from));
                          commands.push_back(std::move(command));
                          answer(answers.empty() ? Result<Answer>{Answer{1, 0}} : answers.front());
                          return true;
                        },
                        [this](std::vector<ports::Asked<Command>> asked, auto answer) {
                          if (is_full) return false;
                          for (auto& one : asked) {
                            received.push_back(std::move(one.received));
                            commands.push_back(std::move(one.command));
                          }
                          answers.resize(asked.size(), Answer{});
                          answer(answers);
                          return true;
                        },
                        [this](const LineCount& counts) {
                          for (std::size_t level = 0; level < counts.by_level.size(); ++level)
                            counted.by_level[level] += counts.by_level[level];
                          counted.refused += counts.refused;
                        }},
                       clock,
                       ids);
  }

  Response called(const std::string& operation, std::string body, std::string_view key = {}) {
    const auto length = body.size();
    body.append(body_padding, ' ');
    Request request;
    if (!key.empty()) request.headers = {{"Idempotency-Key", key}};
    request.body = std::string_view{body}.substr(0, length);
    Call call{request, {{"acme"}, "agent", Role::ingest}, {}, {}, {}};
    Response response;
    handlers.at(operation)(call, [&response](Response given) { response = std::move(given); });
    return response;
  }

  std::size_t counted_as(LogLevel level) const {
    return counted.by_level[static_cast<std::size_t>(level)];
  }

  static std::string lines(std::size_t count) {
    std::string body;
    for (std::size_t number = 0; number < count; ++number)
      body += "{\"service\":\"s" + std::to_string(number) + "\",\"level\":\"ERROR\"}\n";
    return body;
  }

  OperationHandlers handlers;
  tests::ManualClock clock;
  tests::CountingIds ids;
  bool is_full = false;
  std::vector<Result<Answer>> answers;
  std::vector<ports::Received> received;
  std::vector<Command> commands;
  LineCount counted;
};

TEST_F(LogOperations, answer_a_line_with_its_trace_and_the_moment_it_counts_for) {
  const auto response = called(
      "ingest_log",
      R"({"service":"api","level":"warn","traceId":"t1","timestamp":"2025-12-31T23:59:00Z"})");

  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(Json::parse(response.body),
            (Json{{"status", "accepted"}, {"trace_id", "t1"}, {"timestamp", "1767225540000"}}));
  ASSERT_EQ(commands.size(), 1);
  EXPECT_EQ(commands[0].by, "agent");
  EXPECT_EQ(commands[0].lines.at(0).tenant.value, "acme");
  EXPECT_EQ(counted_as(LogLevel::warn), 1);
}

TEST_F(LogOperations, make_a_trace_for_a_line_without_one) {
  const auto response = called("ingest_log", R"({"service":"api","level":"info"})");

  const auto trace = domain::to_text(tests::CountingIds::nth(1));
  EXPECT_EQ(Json::parse(response.body),
            (Json{{"status", "accepted"}, {"trace_id", trace}, {"timestamp", "1767225600000"}}));
  EXPECT_EQ(commands.at(0).lines.at(0).trace_id, trace);
  EXPECT_EQ(commands.at(0).lines.at(0).occurred_at, std::nullopt);
}

TEST_F(LogOperations, refuse_a_bad_line_at_its_fields_and_count_it) {
  const auto response = called("ingest_log", R"({"service":7,"timestamp":"2020-01-01T00:00:00Z"})");

  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(Json::parse(response.body)["errors"][0]["pointer"], "/service");
  EXPECT_EQ(Json::parse(response.body)["errors"][1]["pointer"], "/timestamp");
  EXPECT_EQ(counted.refused, 1);
  EXPECT_TRUE(commands.empty());
}

TEST_F(LogOperations, say_what_was_set_aside_in_a_line) {
  const auto response =
      called("ingest_log", R"({"service":"api","level":"crit","status_code":"502.5"})");

  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(Json::parse(response.body)["set_aside"][0]["pointer"], "/status_code");
  EXPECT_EQ(counted_as(LogLevel::fatal), 1);
  EXPECT_EQ(counted.refused, 0);
}

TEST_F(LogOperations, say_what_was_set_aside_in_the_first_lines_of_a_batch) {
  std::string body = "{\"service\":\"a\",\"level\":\"info\"}\n";
  for (int count = 0; count < 120; ++count)
    body += "{\"service\":\"a\",\"level\":\"LOUD\"}\n";
  const auto report = Json::parse(called("ingest_logs", body).body);

  EXPECT_EQ(report["accepted"], 121);
  ASSERT_EQ(report["set_aside"].size(), 100);
  EXPECT_EQ(report["set_aside"][0]["index"], 1);
  EXPECT_EQ(report["set_aside"][0]["errors"][0]["pointer"], "/level");
}

TEST_F(LogOperations, take_the_good_lines_of_a_batch_and_tell_what_is_wrong_with_the_others) {
  const auto response = called("ingest_logs", R"([
      {"service":"a","level":"ERROR"}, {"level":"info"}, {"service":"c"}, {"service":}])");

  EXPECT_EQ(response.status, 202);
  const auto body = Json::parse(response.body);
  EXPECT_EQ(body["accepted"], 2);
  EXPECT_EQ(body["rejected"][0]["index"], 1);
  EXPECT_EQ(body["rejected"][0]["errors"][0]["pointer"], "/service");
  EXPECT_EQ(body["rejected"][1]["index"], 3);
  ASSERT_EQ(commands.size(), 1);
  EXPECT_EQ(commands[0].lines.at(0).service, "a");
  EXPECT_EQ(commands[0].lines.at(1).service, "c");
  EXPECT_EQ(received.at(0).actor, "agent");
  EXPECT_EQ(received.at(0).body, "");
  EXPECT_EQ(counted_as(LogLevel::error), 1);
  EXPECT_EQ(counted_as(LogLevel::info), 1);
  EXPECT_EQ(counted.refused, 2);
}

TEST_F(LogOperations, divide_a_large_batch_into_commands) {
  const auto response = called("ingest_logs", lines(1'001));

  EXPECT_EQ(Json::parse(response.body), (Json{{"accepted", 1'001}, {"rejected", Json::array()}}));
  ASSERT_EQ(commands.size(), 3);
  EXPECT_EQ(commands[0].lines.size(), 500);
  EXPECT_EQ(commands[2].lines.size(), 1);
  EXPECT_EQ(commands[2].lines[0].service, "s1000");
  EXPECT_EQ(counted_as(LogLevel::error), 1'001);
}

// The keys of the commands that come of these lines.
TEST_F(LogOperations, know_a_batch_again_by_its_key_and_its_lines) {
  const auto batches = [this](std::size_t count, std::string_view key) {
    commands.clear();
    called("ingest_logs", lines(count), key);
    std::vector<std::optional<std::uint64_t>> found;
    for (const auto& command : commands)
      found.push_back(command.batch);
    return found;
  };
  const auto first = batches(1'001, "k");
  ASSERT_EQ(first.size(), 3);
  EXPECT_NE(first[0], first[1]);
  EXPECT_EQ(batches(1'001, "k"), first);
  EXPECT_NE(batches(1'001, "other")[0], first[0]);
  EXPECT_EQ(batches(501, "k")[0], first[0]);
  EXPECT_NE(batches(499, "k")[0], first[0]);
  EXPECT_EQ(batches(1, "")[0], std::nullopt);
}

TEST_F(LogOperations, refuse_a_key_that_is_too_long) {
  EXPECT_EQ(called("ingest_logs", lines(1), std::string(255, 'k')).status, 202);
  EXPECT_EQ(called("ingest_logs", lines(1), std::string(256, 'k')).status, 400);
  EXPECT_EQ(commands.size(), 1);
}

TEST_F(LogOperations, refuse_the_lines_of_a_command_that_was_refused) {
  answers = {Answer{}, fail(ErrorKind::unavailable, "the store is gone")};
  const auto body = Json::parse(called("ingest_logs", "{}\n" + lines(502)).body);

  EXPECT_EQ(body["accepted"], 500);
  ASSERT_EQ(body["rejected"].size(), 3);
  EXPECT_EQ(body["rejected"][1]["index"], 501);
  EXPECT_EQ(body["rejected"][2]["errors"][0]["detail"], "the store is gone");
  EXPECT_EQ(counted_as(LogLevel::error), 500);
}

TEST_F(LogOperations, are_unavailable_when_the_store_takes_nothing) {
  answers = {fail(ErrorKind::unavailable, "the store is gone")};

  EXPECT_EQ(called("ingest_log", R"({"service":"a","level":"info"})").status, 503);
  EXPECT_EQ(called("ingest_logs", lines(2)).status, 503);
  EXPECT_EQ(counted_as(LogLevel::error), 0);
}

TEST_F(LogOperations, are_unavailable_when_the_queue_is_full) {
  is_full = true;

  EXPECT_EQ(called("ingest_log", R"({"service":"a","level":"info"})").status, 503);
  EXPECT_EQ(called("ingest_logs", lines(2)).status, 503);
}

TEST_F(LogOperations, take_an_empty_batch_and_refuse_one_that_is_none_or_too_large) {
  EXPECT_EQ(Json::parse(called("ingest_logs", "[]").body),
            (Json{{"accepted", 0}, {"rejected", Json::array()}}));
  EXPECT_EQ(called("ingest_logs", "7").status, 400);
  EXPECT_EQ(called("ingest_logs", lines(50'000)).status, 202);
  EXPECT_EQ(called("ingest_logs", lines(50'001)).status, 413);
}

}  // namespace
}  // namespace tocsin::adapters::http
