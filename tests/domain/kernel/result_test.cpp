#include "domain/kernel/result.hpp"

namespace tocsin {
namespace {

TEST(ResultTest, holds_a_value) {
  Result<std::string> result{std::string{"kept"}};

  ASSERT_TRUE(result);
  EXPECT_EQ(*result, "kept");
  EXPECT_EQ(result->size(), 4U);
  EXPECT_EQ(*std::as_const(result), "kept");
  EXPECT_EQ(std::as_const(result)->size(), 4U);
}

TEST(ResultTest, gives_its_value_away) {
  Result<std::unique_ptr<int>> result{std::make_unique<int>(7)};

  const auto taken = *std::move(result);

  EXPECT_EQ(*taken, 7);
}

TEST(ResultTest, holds_the_error_that_kept_us_from_a_value) {
  const Result<int> result = fail(ErrorKind::invalid, "level 0 has no targets", "/levels/0");

  ASSERT_FALSE(result.has_value());
  const Error expected{ErrorKind::invalid, "level 0 has no targets", "/levels/0"};
  EXPECT_EQ(result.error(), expected);
}

TEST(ResultTest, passes_an_error_on_unchanged) {
  const Result<int> inner = fail(ErrorKind::unavailable, "the store is gone");

  const Failure failure{inner.error()};
  const Result<Done> outer{failure};

  EXPECT_EQ(failure.error(), inner.error());
  EXPECT_EQ(outer.error(), inner.error());
}

TEST(ResultTest, two_successes_that_carry_nothing_are_equal) { EXPECT_EQ(Done{}, Done{}); }

}  // namespace
}  // namespace tocsin
