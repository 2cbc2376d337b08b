#include "domain/kernel/fields.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tocsin::domain {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs pairs_of(const Fields& fields) {
  Pairs pairs;
  for (const auto& field : fields)
    pairs.emplace_back(field.path, field.value);
  return pairs;
}

TEST(FieldsTest, are_none_at_first) {
  const Fields fields;

  EXPECT_TRUE(fields.empty());
  EXPECT_EQ(fields.size(), 0U);
  EXPECT_EQ(fields.begin(), fields.end());
  EXPECT_FALSE(fields.find("host"));
}

TEST(FieldsTest, keep_the_order_in_which_they_came) {
  Fields fields{{"host", "db1"}, {"details.region", "eu"}};
  fields.add("a", "last");

  EXPECT_EQ(fields.size(), 3U);
  EXPECT_EQ(pairs_of(fields), (Pairs{{"host", "db1"}, {"details.region", "eu"}, {"a", "last"}}));
}

TEST(FieldsTest, keep_every_text_as_it_is) {
  const std::string with_nul{"a\0b", 3};
  const std::string long_text(100'000, 'x');
  const Fields fields{{"", ""}, {with_nul, "\"\\\n"}, {"long", long_text}};

  EXPECT_EQ(pairs_of(fields), (Pairs{{"", ""}, {with_nul, "\"\\\n"}, {"long", long_text}}));
}

TEST(FieldsTest, are_found_by_path_the_first_one_first) {
  const Fields fields{{"host", "db1"}, {"hos", "t"}, {"host", "db2"}};

  EXPECT_EQ(fields.find("host"), "db1");
  EXPECT_EQ(fields.find("hos"), "t");
  EXPECT_FALSE(fields.find("ho"));
}

TEST(FieldsTest, are_equal_when_all_are_and_in_the_same_order) {
  const Fields fields{{"a", "bc"}, {"d", "e"}};
  Fields same{{"a", "bc"}};
  same.add("d", "e");
  same.shrink_to_fit();

  EXPECT_EQ(fields, same);
  EXPECT_NE(fields, (Fields{{"d", "e"}, {"a", "bc"}}));
  EXPECT_NE(fields, (Fields{{"ab", "c"}, {"d", "e"}}));
}

TEST(FieldsTest, can_be_walked_by_any_algorithm) {
  const Fields fields{{"a", "1"}, {"b", "2"}};
  auto at = fields.begin();

  EXPECT_EQ((*at++).path, "a");
  EXPECT_EQ((*at).path, "b");
  EXPECT_EQ(++at, fields.end());
}

}  // namespace
}  // namespace tocsin::domain
