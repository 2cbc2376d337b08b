#include "domain/alerting/event.hpp"

#include "tests/builders/alerting.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;

struct BelievedTime {
  const char* name;
  std::optional<Duration> said;  // after receipt
  Duration believed;
};

TEST(EventTest, takes_a_time_out_of_bounds_as_if_there_were_none) {
  const auto received_at = tests::start_of_test();
  const BelievedTime rows[] = {{"nothing said", std::nullopt, 0ms},
                               {"a little ago", -3s, -3s},
                               {"exactly a day ago", -24h, -24h},
                               {"more than a day ago", -24h - 1ms, 0ms},
                               {"a little ahead", 5min, 5min},
                               {"far ahead", 5min + 1ms, 0ms},
                               {"a year ago", -365 * 24h, 0ms},
                               {"a year ahead", 365 * 24h, 0ms}};

  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto event = tests::an_event();
    if (row.said) event.occurred_at = received_at + *row.said;
    EXPECT_EQ(occurred_at(event, received_at), received_at + row.believed);
  }
}

}  // namespace
}  // namespace tocsin::domain
