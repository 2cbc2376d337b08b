#include "domain/kernel/optional_box.hpp"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace tocsin::domain {
namespace {

using RareText = OptionalBox<std::string>;

TEST(RareTest, is_absent_at_first_and_costs_a_pointer) {
  const RareText none;

  EXPECT_FALSE(none);
  EXPECT_FALSE(none.has_value());
  EXPECT_EQ(none, RareText{std::nullopt});
  EXPECT_EQ(sizeof(none), sizeof(void*));
}

TEST(RareTest, holds_a_value) {
  RareText text{"a"};
  text->push_back('b');

  EXPECT_TRUE(text.has_value());
  EXPECT_EQ(*std::as_const(text), "ab");
  EXPECT_EQ(std::as_const(text)->size(), 2U);
  EXPECT_EQ(text.emplace(3U, 'x'), "xxx");
}

TEST(RareTest, copies_its_value) {
  RareText text{"a"};
  const RareText copy = text;
  RareText assigned;
  assigned = text;
  *text = "changed";

  EXPECT_EQ(*copy, "a");
  EXPECT_EQ(*assigned, "a");
  EXPECT_FALSE(RareText{RareText{}});
}

TEST(RareTest, may_be_assigned_to_itself) {
  RareText text{"a"};
  const auto& same = text;
  text = same;

  EXPECT_EQ(*text, "a");
}

TEST(RareTest, gives_its_value_away) {
  RareText text{"a"};
  const RareText taken = std::move(text);

  EXPECT_EQ(*taken, "a");
}

TEST(RareTest, can_be_emptied) {
  RareText text{"a"};
  text.reset();

  EXPECT_FALSE(text);
}

TEST(RareTest, compares_by_value) {
  EXPECT_EQ(RareText{"a"}, RareText{"a"});
  EXPECT_NE(RareText{"a"}, RareText{"b"});
  EXPECT_NE(RareText{"a"}, RareText{});
  EXPECT_NE(RareText{}, RareText{"a"});
  EXPECT_EQ(RareText{"a"}, std::string{"a"});
  EXPECT_NE(RareText{"a"}, std::string{"b"});
  EXPECT_NE(RareText{}, std::string{});
}

}  // namespace
}  // namespace tocsin::domain
