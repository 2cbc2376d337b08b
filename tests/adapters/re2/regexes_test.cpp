#include "adapters/re2/regexes.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::tests {
namespace {

using adapters::re2::Re2Regexes;
using domain::Fields;

ports::Regexes::Compiled compiled(std::string_view text) {
  auto pattern = Re2Regexes{}.compile(text);
  EXPECT_TRUE(pattern) << text;
  return pattern ? *pattern : nullptr;
}

std::string refusal(std::string_view text) {
  const auto pattern = Re2Regexes{}.compile(text);
  EXPECT_FALSE(pattern) << text;
  return pattern ? "" : pattern.error().message;
}

TEST(Re2Regexes, find_an_expression_anywhere_in_a_text) {
  const auto pattern = compiled("time[d ]?out|refused$");

  EXPECT_TRUE(pattern->is_in("upstream timeout, again"));
  EXPECT_TRUE(pattern->is_in("connection refused"));
  EXPECT_FALSE(pattern->is_in("refused by all"));
  EXPECT_FALSE(pattern->is_in(""));
}

TEST(Re2Regexes, name_the_groups_that_took_part) {
  const auto pattern = compiled("out of (?P<item>\\w+)(?: in (?P<region>\\w+))?(x)?");

  EXPECT_EQ(pattern->groups_in("we are out of tea in eu"),
            (Fields{{"item", "tea"}, {"region", "eu"}}));
  EXPECT_EQ(pattern->groups_in("we are out of tea"), (Fields{{"item", "tea"}}));
  EXPECT_TRUE(pattern->groups_in("all is well").empty());
  EXPECT_TRUE(compiled("tea")->groups_in("tea").empty());
  EXPECT_TRUE(pattern->has_group("item"));
  EXPECT_FALSE(pattern->has_group("x"));
}

TEST(Re2Regexes, say_what_is_wrong_with_an_expression_and_where) {
  EXPECT_EQ(refusal("tea (or coffee"), "missing ): tea (or coffee");
  EXPECT_EQ(refusal("tea[z-a]"), "column 5: invalid character class range: z-a");
  EXPECT_EQ(refusal("tea**"), "column 4: bad repetition operator: **");
  EXPECT_EQ(refusal("(?=tea)"), "column 1: invalid perl operator: (?=");
}

TEST(Re2Regexes, refuse_what_would_need_too_much_memory) {
  EXPECT_NE(refusal("((((a{100}){100}){100}){100})"), "");
}

TEST(Re2Regexes, take_no_exponential_time) {
  EXPECT_FALSE(compiled("(a*)*b$")->is_in(std::string(100'000, 'a')));
}

}  // namespace
}  // namespace tocsin::tests
