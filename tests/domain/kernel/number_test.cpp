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

}  // namespace
}  // namespace tocsin::domain
