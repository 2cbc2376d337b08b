#include "adapters/sqlite/json_text.hpp"

#include <gtest/gtest.h>

namespace tocsin::adapters::sqlite {
namespace {

using domain::Fields;

TEST(JsonTextTest, reads_the_fields_that_it_wrote) {
  for (const Fields& fields : {Fields{{"host", "db1"}},
                               Fields{{"a", ""}, {"", "b"}},
                               Fields{{"quoted", "\"\\"}, {"over\nlines", "\x01"}},
                               Fields{{"comma", "\",\""}, {"umlaut", "ü"}}}) {
    EXPECT_EQ(fields_from(*json_of(fields)), fields);
  }
}

TEST(JsonTextTest, writes_nothing_for_no_fields) { EXPECT_FALSE(json_of(Fields{})); }

TEST(JsonTextTest, refuses_fields_that_are_damaged) {
  for (const std::string_view damaged : {"",
                                         "[",
                                         "[\"]",
                                         "[\"\"",
                                         "[\"a\"]",
                                         "[\"a\",\"b\",\"c\"]",
                                         "[\"a\",1]",
                                         "[\"a\",\"b\"",
                                         "{\"a\":\"b\"}"}) {
    EXPECT_FALSE(fields_from(damaged)) << damaged;
  }
}

}  // namespace
}  // namespace tocsin::adapters::sqlite
