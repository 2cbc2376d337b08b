#include "domain/generator/distribution.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

TEST(Distribution, is_read_in_the_order_that_is_given) {
  const auto read = Distribution::parse("HIGH:30, LOW : 70 ");

  ASSERT_TRUE(read);
  EXPECT_EQ(read->shares(), (std::vector<Distribution::Share>{{"HIGH", 30}, {"LOW", 70}}));
  EXPECT_EQ(to_text(*read), "HIGH:30,LOW:70");
}

TEST(Distribution, lets_a_value_have_colons) {
  const auto read = Distribution::parse("db:eu:100");

  ASSERT_TRUE(read);
  EXPECT_EQ(read->shares().front().value, "db:eu");
}

TEST(Distribution, gives_each_value_its_share_of_a_hundred) {
  const auto distribution = *Distribution::parse("a:1,never:0,b:98,c:1");

  EXPECT_EQ(distribution.value_at(0), "a");
  EXPECT_EQ(distribution.value_at(1), "b");
  EXPECT_EQ(distribution.value_at(98), "b");
  EXPECT_EQ(distribution.value_at(99), "c");
}

TEST(Distribution, says_what_the_shares_sum_to_when_it_is_not_a_hundred) {
  for (const auto& [text, sum] : {std::pair{"HIGH:99", "99"}, {"HIGH:60,LOW:41", "101"}}) {
    const auto read = Distribution::parse(text, "/severity_dist");
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error(),
              (Error{ErrorKind::invalid,
                     std::string{"must sum to 100, but sums to "} + sum,
                     "/severity_dist"}));
  }
}

TEST(Distribution, names_the_share_that_is_none) {
  const auto refused = [](std::string_view text, const std::string& share) {
    const auto read = Distribution::parse(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().message,
              "must be shares as VALUE:PERCENT in integer percent, not \"" + share + '"');
  };
  refused("", "");
  refused("   ", "");
  refused("HIGH", "HIGH");
  refused(":100", ":100");
  refused("HIGH:", "HIGH:");
  refused("HIGH:50,LOW:49.5", "LOW:49.5");
  refused("HIGH:101,LOW:-1", "HIGH:101");
  refused("HIGH:-1,LOW:101", "HIGH:-1");
  refused("HIGH:100,", "");
}

TEST(Distribution, refuses_a_value_that_comes_twice) {
  const auto read = Distribution::parse("HIGH:50,HIGH:50");

  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "names HIGH twice");
}

}  // namespace
}  // namespace tocsin::domain
