#include "adapters/channels/transfer/retry_after.hpp"

namespace tocsin::adapters::channels {
namespace {

using namespace std::chrono_literals;

TEST(RetryAfter, understands_seconds_and_dates_and_nothing_else) {
  const domain::Time now{1445412480s};  // Wed, 21 Oct 2015 07:28:00 GMT
  struct Row {
    const char* value;
    std::optional<domain::Duration> wait;
  };
  const Row rows[] = {
      {"0", 0s},
      {"120", 120s},
      {"Wed, 21 Oct 2015 07:28:30 GMT", 30s},
      {"Wed, 21 Oct 2015 07:00:00 GMT", 0s},  // over already
      {"86401", 24h},
      {"99999999999999999999999", 24h},
      {"Fri, 21 Oct 2016 07:28:00 GMT", 24h},
      {"", std::nullopt},
      {"soon", std::nullopt},
      {"-5", std::nullopt},
      {"4.5", 5s},
      {"0.01", 1s},
      {"4.", std::nullopt},
      {".5", std::nullopt},
      {"4.5.6", std::nullopt},
  };

  for (const auto& row : rows) {
    SCOPED_TRACE(row.value);
    EXPECT_EQ(retry_after(row.value, now), row.wait);
  }
}

}  // namespace
}  // namespace tocsin::adapters::channels
