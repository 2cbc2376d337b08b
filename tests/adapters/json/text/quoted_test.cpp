#include "adapters/json/text/quoted.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::json {
namespace {

using Json = nlohmann::json;

// Letters are looked at eight at a time: each kind at each place, in texts of each length.
TEST(Quoted, quotes_every_letter_wherever_it_is) {
  const std::vector<std::string> kinds{
      "\"", "\\", "\n", "\x01", "\x1f", " ", "!", "#", "[", "]", "~", "\x7f", "ü", "€", "😀"};
  for (const auto& kind : kinds) {
    for (std::size_t before = 0; before < 18; ++before) {
      for (std::size_t after = 0; after < 10; ++after) {
        const auto text = std::string(before, 'a') + kind + std::string(after, 'z');
        std::string json;
        append_quoted(json, text);
        EXPECT_EQ(Json::parse(json), Json(text)) << json;
      }
    }
  }
}

// A long text is quoted piece by piece.
TEST(Quoted, quotes_long_texts) {
  for (const std::string kind : {"a", "\"", "\\", "\n", "ü"}) {
    for (std::size_t before = 250; before < 260; ++before) {
      auto text = std::string(before, 'a') + kind + std::string(520 - before, '"');
      std::string json = "before ";
      append_quoted(json, text);
      EXPECT_EQ(Json::parse(json.substr(7)), Json(text)) << json;
    }
  }
}

TEST(Quoted, keeps_what_is_no_utf8_readable) {
  std::string json = "before ";
  append_quoted(json, "a\xff");
  EXPECT_EQ(json, "before \"a\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace tocsin::adapters::json
