#include "adapters/load/delivery.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::load {
namespace {

using domain::Duration;
using std::chrono::seconds;

// A server that gives these answers one after the other, and the last one for ever.
class Delivery : public testing::Test {
 protected:
  Tally delivered(std::size_t items) {
    const auto post = [this](const Message&) {
      ++posts;
      auto answer = answers.front();
      if (answers.size() > 1) answers.erase(answers.begin());
      return answer;
    };
    const auto wait = [this](Duration time) {
      waits.push_back(time);
      return !is_stopping;
    };
    return deliver(post, {"/v1/events/batch", "application/json", "[]"}, items, wait);
  }

  std::vector<Answer> answers;
  std::vector<Duration> waits;
  int posts = 0;
  bool is_stopping = false;
};

const Answer busy{503, R"({"detail":"too much is waiting"})", seconds{2}, {}};

TEST_F(Delivery, counts_what_was_accepted_and_what_was_not) {
  answers = {{202,
              R"({"accepted":2,"rejected":[{"index":1,"errors":
                 [{"pointer":"/severity","detail":"is required"}]}]})",
              {},
              {}}};

  const auto tally = delivered(3);

  EXPECT_EQ(tally.accepted, 2U);
  EXPECT_EQ(tally.rejected, 1U);
  EXPECT_EQ(tally.sent(), 3U);
  EXPECT_EQ(tally.first_error, "item 1 was rejected: /severity is required");
}

TEST_F(Delivery, comes_back_to_a_busy_server_when_it_says) {
  answers = {busy, {429, {}, {}, {}}, {202, R"({"accepted":1,"rejected":[]})", {}, {}}};

  const auto tally = delivered(1);

  EXPECT_EQ(tally.accepted, 1U);
  EXPECT_EQ(tally.retried, 2U);
  EXPECT_EQ(waits, (std::vector<Duration>{seconds{2}, seconds{1}}));
}

TEST_F(Delivery, gives_up_on_a_server_that_is_busy_for_a_minute) {
  answers = {busy};

  const auto tally = delivered(5);

  EXPECT_EQ(tally.undelivered, 5U);
  EXPECT_EQ(tally.retried, 30U);
  EXPECT_EQ(tally.first_error, "HTTP 503: too much is waiting");
}

TEST_F(Delivery, waits_five_seconds_at_most) {
  answers = {{503, {}, seconds{3'600}, {}}, {202, R"({"accepted":1,"rejected":[]})", {}, {}}};

  EXPECT_EQ(delivered(1).accepted, 1U);
  EXPECT_EQ(waits, (std::vector<Duration>{seconds{5}}));
}

TEST_F(Delivery, waits_no_more_when_the_run_is_to_end) {
  answers = {busy};
  is_stopping = true;

  const auto tally = delivered(5);

  EXPECT_EQ(tally.undelivered, 5U);
  EXPECT_EQ(posts, 1);
}

TEST_F(Delivery, counts_as_not_delivered_what_nobody_answered_for) {
  answers = {{0, {}, {}, "Couldn't connect to server"}};
  auto tally = delivered(5);
  EXPECT_EQ(tally.undelivered, 5U);
  EXPECT_EQ(tally.first_error, "Couldn't connect to server");

  answers = {{404, "not json", {}, {}}};
  EXPECT_EQ(delivered(5).first_error, "HTTP 404");

  for (const auto* body : {"",
                           "[]",
                           "{}",
                           R"({"accepted":5})",
                           R"({"accepted":-5,"rejected":[]})",
                           R"({"accepted":5,"rejected":1})",
                           R"({"accepted":4,"rejected":[]})"}) {
    answers = {{200, body, {}, {}}};
    tally = delivered(5);
    EXPECT_EQ(tally.undelivered, 5U) << body;
    EXPECT_EQ(tally.first_error, "the response does not list the results of the batch");
  }
}

TEST_F(Delivery, takes_a_rejection_without_a_reason) {
  for (const auto& [body, error] :
       {std::pair{R"({"accepted":0,"rejected":[{"index":0}]})", "item 0 was rejected"},
        {R"({"accepted":0,"rejected":[{"index":0,"errors":[]}]})", "item 0 was rejected"},
        {R"({"accepted":0,"rejected":[7]})", "an item was rejected"},
        {R"({"accepted":0,"rejected":[{}]})", "an item was rejected"},
        {R"({"accepted":0,"rejected":[{"index":0,"errors":[1]}]})", "item 0 was rejected:  "}}) {
    answers = {{202, body, {}, {}}};
    EXPECT_EQ(delivered(1).first_error, error);
  }
}

TEST(Tally, keeps_the_first_error) {
  Tally sum;
  sum += {1, 0, 0, 2, {}};
  sum += {0, 1, 0, 0, "first"};
  sum += {0, 0, 1, 0, "second"};

  EXPECT_EQ(sum.sent(), 3U);
  EXPECT_EQ(sum.retried, 2U);
  EXPECT_EQ(sum.first_error, "first");
}

}  // namespace
}  // namespace tocsin::adapters::load
