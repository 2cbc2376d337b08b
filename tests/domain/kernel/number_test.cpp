#include "domain/kernel/number.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

TEST(Number, is_the_whole_of_a_text) {
  EXPECT_EQ(number_from("91"), 91.0);
  EXPECT_EQ(number_from("-1.5e3"), -1500.0);
  for (const std::string text : {"", "n/a", "91%", " 91", "0x1F", "1e999", "inf", "nan"})
    EXPECT_EQ(number_from(text), std::nullopt) << text;
}

TEST(Number, is_exact_when_it_is_an_integer_of_64_bits) {
  EXPECT_NE(number_from("9007199254740993"), number_from("9007199254740992"));
  EXPECT_NE(number_from("18446744073709551615"), number_from("18446744073709551614"));
  EXPECT_NE(number_from("-9223372036854775808"), number_from("-9223372036854775807"));
  EXPECT_LT(*number_from("9007199254740992.0"), *number_from("9007199254740993"));
}

TEST(Number, is_the_same_however_it_is_written) {
  EXPECT_EQ(number_from("7"), number_from("7.0"));
  EXPECT_EQ(number_from("1e2"), number_from("100"));
  EXPECT_EQ(number_from("-0"), number_from("0"));
}

}  // namespace
}  // namespace tocsin::domain
