#include "domain/kernel/time.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;

constexpr Time new_year{1'767'225'600'000ms};  // 2026-01-01T00:00:00Z

TEST(TimeText, writes_utc_to_the_millisecond) {
  EXPECT_EQ(to_text(new_year), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(to_text(new_year + 24h * 58 + 13h + 7min + 9s + 45ms), "2026-02-28T13:07:09.045Z");
  EXPECT_EQ(to_text(Time{-1ms}), "1969-12-31T23:59:59.999Z");
}

TEST(TimeText, reads_what_rfc_3339_allows) {
  struct Row {
    const char* text;
    Time time;
  };
  const Row rows[] = {{"2026-01-01T00:00:00Z", new_year},
                      {"2026-01-01t00:00:00z", new_year},
                      {"2026-01-01 00:00:00Z", new_year},
                      {"2026-01-01T00:00:00.5Z", new_year + 500ms},
                      {"2026-01-01T00:00:00.05Z", new_year + 50ms},
                      {"2026-01-01T00:00:00.0019999Z", new_year + 1ms},
                      {"2026-01-01T02:00:00+02:00", new_year},
                      {"2025-12-31T22:30:00-01:30", new_year},
                      {"2025-12-31T23:59:60Z", new_year},
                      {"2025-12-31T23:59:59Z", new_year - 1s},
                      {"2025-12-31T00:01:00-23:59", new_year},
                      {"2028-02-29T00:00:00Z", new_year + 24h * (365 + 365 + 31 + 28)},
                      {"0000-01-01T00:00:00Z", Time{-62'167'219'200'000ms}},
                      {"9999-12-31T23:59:59.999Z", Time{253'402'300'799'999ms}}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(time_from(row.text), row.time);
  }
}

TEST(TimeText, refuses_what_is_no_moment) {
  for (const auto* text : {"",
                           "now",
                           "2026-01-01",
                           "2026-01-01T00:00:00",
                           "2026-01-01T00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-02-29T00:00:00Z",
                           "2026-01-01T24:00:00Z",
                           "2026-01-01T00:60:00Z",
                           "2026-01-01T00:00:61Z",
                           "2026-01-01T00:00:00.Z",
                           "2026-01-01T00:00:00+24:00",
                           "2026-01-01T00:00:00+02:60",
                           "2026-01-01T00:00:00+0200",
                           "2026-01-01T00:00:00?",
                           "2026-01-01T00:00:00Zulu",
                           "2026/01/01T00:00:00Z",
                           "2026-01-01X00:00:00Z",
                           "20a6-01-01T00:00:00Z",
                           "0000-01-01T00:00:00+00:01",
                           "9999-12-31T23:59:60Z",
                           "2026-01-01T00-00:00Z"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(time_from(text), std::nullopt);
  }
}

TEST(DurationText, reads_and_writes_what_people_say) {
  struct Row {
    const char* text;
    Duration duration;
  };
  const Row rows[] = {{"15m", 15min},
                      {"1h30m", 90min},
                      {"30s", 30s},
                      {"500ms", 500ms},
                      {"1m500ms", 60s + 500ms},
                      {"168h", 168h},
                      {"87672h", 87672h},
                      {"0s", 0ms},
                      {"2h3m4s5ms", 2h + 3min + 4s + 5ms}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(duration_from(row.text), row.duration);
    EXPECT_EQ(to_text(row.duration), row.text);
  }
  EXPECT_EQ(duration_from("90m"), 90min);
}

TEST(DurationText, refuses_what_is_no_length_of_time) {
  for (const auto* text : {"",
                           "m",
                           "15",
                           "15 m",
                           "-15m",
                           "1.5h",
                           "15min",
                           "30s1m",
                           "1m1m",
                           "100000h",
                           "87672h61m",
                           "5124095576031h",
                           "99999999999999999999s"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(duration_from(text), std::nullopt);
  }
}

}  // namespace
}  // namespace tocsin::domain
