#include "domain/logs/log_entry.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

TEST(LogLevels, are_read_in_any_case) {
  EXPECT_EQ(log_level_from("ERROR"), LogLevel::error);
  EXPECT_EQ(log_level_from("error"), LogLevel::error);
  EXPECT_EQ(log_level_from("Warn"), LogLevel::warn);
  EXPECT_EQ(log_level_from("trace"), LogLevel::trace);
  EXPECT_EQ(log_level_from("fatal"), LogLevel::fatal);
}

TEST(LogLevels, have_two_other_names) {
  EXPECT_EQ(log_level_from("warning"), LogLevel::warn);
  EXPECT_EQ(log_level_from("CRITICAL"), LogLevel::fatal);
}

TEST(LogLevels, are_no_other_words) {
  for (const auto* text : {"", "warnings", "ERR", "INFO ", "{nfo", "[nfo"})
    EXPECT_EQ(log_level_from(text), std::nullopt) << text;
}

}  // namespace
}  // namespace tocsin::domain
