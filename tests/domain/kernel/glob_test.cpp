#include "domain/kernel/glob.hpp"

#include <string>
#include <string_view>

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

TEST(Glob, matches_the_whole_text) {
  struct Case {
    const char* pattern;
    const char* text;
    bool matches;
  };
  for (const auto& [pattern, text, matches] : {Case{"*", "", true},
                                               {"*", "checkout", true},
                                               {"", "", true},
                                               {"", "a", false},
                                               {"checkout", "checkout", true},
                                               {"checkout", "checkout2", false},
                                               {"checkout", "check", false},
                                               {"pay-*", "pay-eu", true},
                                               {"pay-*", "pay", false},
                                               {"*-eu", "pay-eu", true},
                                               {"*-eu", "pay-eu-1", false},
                                               {"a*b*c", "a-b-b-c", true},
                                               {"a*b*c", "a-c-b", false},
                                               {"a**b", "ab", true},
                                               {"pay-?", "pay-1", true},
                                               {"pay-?", "pay-", false},
                                               {"?*", "", false},
                                               {"*?", "a", true},
                                               {"*a", "aaab", false},
                                               {"*ab", "aaab", true}}) {
    EXPECT_EQ(matches_glob(pattern, text), matches) << pattern << " on " << text;
  }
}

TEST(Glob, looks_at_nothing_behind_its_pattern) {
  EXPECT_FALSE(matches_glob(std::string_view{"a*"}.substr(0, 1), "ab"));
  EXPECT_FALSE(matches_glob(std::string_view{"ab"}.substr(0, 1), "ab"));
}

TEST(Glob, takes_no_exponential_time) {
  std::string pattern;
  for (int stars = 0; stars < 30; ++stars)
    pattern += "a*";
  EXPECT_FALSE(matches_glob(pattern + "b", std::string(5'000, 'a')));
}

}  // namespace
}  // namespace tocsin::domain
