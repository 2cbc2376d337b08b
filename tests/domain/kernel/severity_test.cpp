#include "domain/kernel/severity.hpp"

namespace tocsin::domain {
namespace {

struct Row {
  const char* token;
  int rank;
};

TEST(SeverityTest, orders_info_low_medium_high_critical_with_warning_as_medium) {
  const Row rows[] = {{"info", 0},
                      {"low", 1},
                      {"medium", 2},
                      {"warning", 2},
                      {"high", 3},
                      {"critical", 4},
                      {"INFO", 0},
                      {"LOW", 1},
                      {"MEDIUM", 2},
                      {"WARNING", 2},
                      {"HIGH", 3},
                      {"CRITICAL", 4}};

  for (const auto& row : rows) {
    SCOPED_TRACE(row.token);
    const auto severity = Severity::parse(row.token);
    ASSERT_TRUE(severity);
    EXPECT_EQ(severity->rank(), row.rank);
  }
}

TEST(SeverityTest, keeps_the_spelling_of_the_sender) {
  for (const auto token : Severity::tokens) {
    const auto severity = Severity::parse(token);
    ASSERT_TRUE(severity) << token;
    EXPECT_EQ(severity->token(), token);
  }
}

TEST(SeverityTest, knows_no_other_word) {
  for (const auto* token : {"", "High", "URGENT", "high ", "sev1"}) {
    EXPECT_FALSE(Severity::parse(token)) << token;
  }
}

TEST(SeverityTest, is_medium_when_nothing_is_said) { EXPECT_EQ(Severity{}.token(), "medium"); }

TEST(SeverityTest, is_graver_only_by_rank) {
  const auto severity = [](std::string_view token) { return *Severity::parse(token); };

  EXPECT_TRUE(severity("critical").graver_than(severity("HIGH")));
  EXPECT_FALSE(severity("HIGH").graver_than(severity("critical")));
  EXPECT_FALSE(severity("warning").graver_than(severity("medium")));
  EXPECT_FALSE(severity("medium").graver_than(severity("warning")));
}

TEST(SeverityTest, is_the_same_only_in_the_same_spelling) {
  EXPECT_EQ(Severity::parse("high"), Severity::parse("high"));
  EXPECT_NE(Severity::parse("high"), Severity::parse("HIGH"));
}

}  // namespace
}  // namespace tocsin::domain
