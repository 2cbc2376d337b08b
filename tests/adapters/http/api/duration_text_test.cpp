#include "adapters/http/api/duration_text.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::Duration;

TEST(DurationText, is_read_as_go_writes_it_and_with_the_units_of_the_documents) {
  const std::vector<std::pair<std::string_view, Duration>> rows{
      {"300ms", Duration{300}},
      {"5m", std::chrono::minutes{5}},
      {"1h30m", std::chrono::minutes{90}},
      {"30m1h", std::chrono::minutes{90}},
      {"1.5h", std::chrono::minutes{90}},
      {"0.1s", Duration{100}},
      {"5min", std::chrono::minutes{5}},
      {"1hr", std::chrono::hours{1}},
      {"1hour", std::chrono::hours{1}},
      {"2hours", std::chrono::hours{2}},
      {"2hours5min", std::chrono::minutes{125}},
      {"1500us", Duration{1}},
      {"2000µs", Duration{2}},
      {"2000μs", Duration{2}},
      {"3000000ns", Duration{3}},
      {"999us", Duration{0}},
      {"0s", Duration{0}},
      {"87840h", std::chrono::hours{10 * 366 * 24}},
  };
  for (const auto& [text, expected] : rows)
    EXPECT_EQ(duration_from_text(text), expected) << text;
}

TEST(DurationText, is_nothing_when_it_is_no_duration_or_too_long) {
  for (const std::string_view text : {"",
                                      "5",
                                      "m",
                                      "5 m",
                                      "-5m",
                                      "5m5",
                                      "soon",
                                      "1.2.3s",
                                      ".s",
                                      "5d",
                                      "1e3s",
                                      "87841h",
                                      "99999999999999999999999h"}) {
    EXPECT_EQ(duration_from_text(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace tocsin::adapters::http
