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

TEST(LogLevels, have_the_names_of_common_loggers) {
  const std::vector<std::pair<std::string_view, LogLevel>> names{
      {"warning", LogLevel::warn},  {"CRITICAL", LogLevel::fatal}, {"crit", LogLevel::fatal},
      {"alert", LogLevel::fatal},   {"emerg", LogLevel::fatal},    {"Emergency", LogLevel::fatal},
      {"panic", LogLevel::fatal},   {"dpanic", LogLevel::fatal},   {"err", LogLevel::error},
      {"SEVERE", LogLevel::error},  {"fail", LogLevel::error},     {"E", LogLevel::error},
      {"WRN", LogLevel::warn},      {"notice", LogLevel::info},    {"Information", LogLevel::info},
      {"DEFAULT", LogLevel::info},  {"FINE", LogLevel::debug},     {"FINEST", LogLevel::trace},
      {"Verbose", LogLevel::trace}, {"silly", LogLevel::trace},    {" error\n", LogLevel::error}};
  for (const auto& [name, level] : names)
    EXPECT_EQ(log_level_from(name), level) << name;
}

TEST(LogLevels, have_the_numbers_of_syslog_and_of_pino) {
  const std::vector<std::pair<std::int64_t, LogLevel>> numbers{
      {0, LogLevel::fatal},
      {2, LogLevel::fatal},
      {3, LogLevel::error},
      {4, LogLevel::warn},
      {5, LogLevel::info},
      {7, LogLevel::debug},
      {10, LogLevel::trace},
      {20, LogLevel::debug},
      {30, LogLevel::info},
      {40, LogLevel::warn},
      {50, LogLevel::error},
      {60, LogLevel::fatal},
      {35, LogLevel::info},
      {99, LogLevel::fatal},
      {1'000'000'000'000, LogLevel::fatal}};
  for (const auto& [number, level] : numbers) {
    EXPECT_EQ(log_level_from(number), level) << number;
    EXPECT_EQ(log_level_from(std::to_string(number)), level) << number;
  }
  for (const std::int64_t number : {-1, 8, 9})
    EXPECT_EQ(log_level_from(number), std::nullopt) << number;
}

TEST(LogLevels, are_no_other_words) {
  for (const auto* text : {"", " ", "warnings", "LOUD", "{nfo", "[nfo", "50.5", "0x10"})
    EXPECT_EQ(log_level_from(text), std::nullopt) << text;
}

}  // namespace
}  // namespace tocsin::domain
