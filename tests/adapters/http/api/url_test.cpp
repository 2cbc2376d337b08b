#include "adapters/http/api/url.hpp"

namespace tocsin::adapters::http {
namespace {

TEST(Url, segments_are_decoded) {
  EXPECT_EQ(*decode_segment(""), "");
  EXPECT_EQ(*decode_segment("a+b"), "a+b");
  EXPECT_EQ(*decode_segment("a%20b%2fc%2F"), "a b/c/");
  EXPECT_EQ(*decode_segment("%C3%A9%e2%82%ac%F0%9F%94%94"), "\xc3\xa9\xe2\x82\xac\xf0\x9f\x94\x94");
}

TEST(Url, segments_may_have_control_characters_as_keys_may) {
  using namespace std::string_literals;
  EXPECT_EQ(*decode_segment("disk%0Afull"), "disk\nfull");
  EXPECT_EQ(*decode_segment("a%09b%7Fc%1b"), "a\tb\x7f"s + "c\x1b");
  EXPECT_EQ(*decode_segment("%00"), "\0"s);
  EXPECT_EQ(*parse_query("key=a%0Db"), (std::vector<QueryParameter>{{"key", "a\rb"}}));
}

TEST(Url, malformed_segments_are_refused) {
  for (const auto* const raw : {"%",
                                "%2",
                                "a%2g",
                                "%%20",
                                "%+2",
                                "%C3",
                                "%C3%28",
                                "%C0%80",
                                "%E0%80%80",
                                "%ED%A0%80",
                                "%F4%90%80%80",
                                "%F0%80%80%80",
                                "%80",
                                "%FF",
                                "%E2%82"}) {
    const auto decoded = decode_segment(raw);
    ASSERT_FALSE(decoded) << raw;
    EXPECT_EQ(decoded.error().kind, ErrorKind::invalid);
  }
}

TEST(Url, queries_are_taken_apart) {
  using Parameters = std::vector<QueryParameter>;
  EXPECT_EQ(*parse_query(""), Parameters{});
  EXPECT_EQ(*parse_query("a=1&b&c=&a=x%26y+z=w"),
            (Parameters{{"a", "1"}, {"b", ""}, {"c", ""}, {"a", "x&y z=w"}}));
  EXPECT_EQ(*parse_query("a=1&"), (Parameters{{"a", "1"}}));
}

TEST(Url, malformed_queries_are_refused) {
  for (const auto* const raw : {"&", "a&&b", "=1", "a=%", "%=a", "a=%FF"}) {
    EXPECT_FALSE(parse_query(raw)) << raw;
  }
}

TEST(Url, a_query_has_64_parameters_at_most) {
  std::string raw = "a=0";
  for (int i = 1; i < 64; ++i) {
    raw += "&a=" + std::to_string(i);
  }
  EXPECT_EQ(parse_query(raw)->size(), 64U);
  EXPECT_FALSE(parse_query(raw + "&a=64"));
}

}  // namespace
}  // namespace tocsin::adapters::http
