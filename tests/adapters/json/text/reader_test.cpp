#include "adapters/json/text/reader.hpp"

namespace tocsin::adapters::json {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i)
    result += text;
  return result;
}

Error error_of(Reader& reader, std::string_view text) {
  const auto read = reader.read(text);
  return read ? Error{ErrorKind::invalid, "(accepted)", {}} : read.error();
}

struct Refused {
  std::string text;
  std::string pointer;
  std::string message;  // its beginning
};

void expect_refused(const std::vector<Refused>& rows) {
  Reader reader;
  for (const auto& [text, pointer, message] : rows) {
    SCOPED_TRACE(text.substr(0, 80));
    const auto error = error_of(reader, text);
    EXPECT_EQ(error.kind, ErrorKind::invalid);
    EXPECT_EQ(error.pointer, pointer);
    EXPECT_EQ(error.message.substr(0, message.size()), message);
  }
}

TEST(Reader, returns_the_values_of_a_document) {
  Reader reader;

  const auto read =
      reader.read(R"({"summary":"disk full","labels":{"host":"a\u00e9"},"n":[1,2.5]})");

  ASSERT_TRUE(read);
  EXPECT_EQ(std::string_view{(*read)["summary"]}, "disk full");
  EXPECT_EQ(std::string_view{(*read)["labels"]["host"]}, "aé");
  EXPECT_EQ(double{(*read)["n"].at(1)}, 2.5);
}

TEST(Reader, ignores_one_byte_order_mark_before_a_document) {
  Reader reader;

  const auto read = reader.read("\xEF\xBB\xBF {\"summary\":\"disk full\"}");

  ASSERT_TRUE(read);
  EXPECT_EQ(std::string_view{(*read)["summary"]}, "disk full");
  expect_refused({{"\xEF\xBB\xBF\xEF\xBB\xBF{}", "", "is not"},
                  {"{\xEF\xBB\xBF}", "", "is not"},
                  {"\xEF\xBB\xBF", "", "is empty"}});
}

TEST(Reader, takes_scalars_and_the_edges_of_64_bits) {
  Reader reader;
  for (const auto* text : {"1",
                           "null",
                           "true",
                           "\"\"",
                           " [] ",
                           "18446744073709551615",
                           "-9223372036854775808",
                           "1e308",
                           "\"\\ud83d\\ude00\""}) {
    EXPECT_TRUE(reader.read(text)) << text;
  }
}

TEST(Reader, reads_padded_text_in_place) {
  const std::string text = R"(["a","b"])";
  std::string padded = text + std::string(simdjson::SIMDJSON_PADDING, 'x');
  Reader reader;

  const auto read = reader.read_padded(std::string_view{padded}.substr(0, text.size()));

  ASSERT_TRUE(read);
  EXPECT_EQ(simdjson::dom::array{*read}.size(), 2U);
}

TEST(Reader, is_as_good_as_new_after_a_refusal) {
  Reader reader;
  ASSERT_FALSE(reader.read(R"({"a":{"b":1,"b":2}})"));
  ASSERT_FALSE(reader.read("{"));

  const auto read = reader.read(R"({"a":{"b":1}})");

  ASSERT_TRUE(read);
  EXPECT_EQ(std::int64_t{(*read)["a"]["b"]}, 1);
}

TEST(Reader, allows_as_much_depth_as_it_says) {
  Reader reader;
  EXPECT_TRUE(reader.read(repeated("[", 32) + repeated("]", 32)));
  EXPECT_TRUE(reader.read(repeated("[", 32) + "1" + repeated("]", 32)));
  EXPECT_EQ(error_of(reader, repeated("[", 33) + repeated("]", 33)).message,
            "is nested deeper than 32");
}

TEST(Reader, keeps_its_depth_when_its_memory_grows) {
  Reader reader;
  ASSERT_TRUE(reader.read("[\"" + repeated("x", 60'000) + "\"]"));
  EXPECT_EQ(error_of(reader, repeated("[", 33) + repeated("]", 33)).message,
            "is nested deeper than 32");
  EXPECT_TRUE(reader.read(repeated("[", 32) + repeated("]", 32)));
}

TEST(Reader, survives_depth_bombs) {
  expect_refused({{repeated("[", 500'000), "", "is "},
                  {repeated("{\"a\":", 100'000), "", "is "},
                  {repeated("[", 500'000) + repeated("]", 500'000), "", "is nested deeper than 32"},
                  {repeated("[{\"a\":", 100'000), "", "is "}});
}

TEST(Reader, refuses_duplicate_keys_wherever_they_are) {
  std::string large = "{\"k0\":0";
  for (int i = 1; i < 100; ++i)
    large += ",\"k" + std::to_string(i) + "\":0";
  expect_refused({{R"({"a":1,"a":1})", "/a", "is a duplicate key"},
                  {R"({"x":[{},{"b":{"a/b":1,"c":2,"a/b":3}}]})", "/x/1/b/a~1b", "is a duplicate"},
                  {R"({"a":1,"\u0061":1})", "/a", "is a duplicate key"},
                  {R"({"a":1,"b":{"c":1},"a":2})", "/a", "is a duplicate key"},
                  {large + ",\"k42\":1}", "/k42", "is a duplicate key"}});

  Reader reader;
  EXPECT_TRUE(reader.read(large + "}"));
  EXPECT_TRUE(reader.read(R"({"a":{"a":{"a":1}},"b":{"a":1}})"));
}

TEST(Reader, counts_values) {
  Reader reader;
  const auto array_of = [](std::size_t size) { return "[1" + repeated(",1", size - 1) + "]"; };
  EXPECT_TRUE(reader.read(array_of(9'999)));
  const auto error = error_of(reader, array_of(10'000));
  EXPECT_EQ(error.pointer, "/9999");
  EXPECT_EQ(error.message, "is one value too many: at most 10000 are allowed in a document");

  std::string keys = "{\"0\":0";
  for (int i = 1; i < 100'000; ++i)
    keys += ",\"" + std::to_string(i) + "\":0";
  EXPECT_FALSE(reader.read(keys + "}"));
}

TEST(Reader, bounds_strings_and_keys_in_bytes) {
  Reader reader;
  const auto text = repeated("x", 262'144);
  EXPECT_TRUE(reader.read("{\"a\":[\"" + text + "\"]}"));
  EXPECT_TRUE(reader.read("{\"" + repeated("k", 4096) + "\":1}"));
  expect_refused(
      {{"{\"a\":[\"" + text + "x\"]}", "/a/0", "must not be longer than 262144 bytes"},
       {"{\"a\":{\"" + repeated("k", 4097) + "\":1}}", "/a", "has a key longer than 4096"}});
}

TEST(Reader, obeys_the_limits_it_is_given) {
  Reader reader{{.depth = 1, .nodes = 3, .string_bytes = 2, .key_bytes = 1}};
  EXPECT_TRUE(reader.read(R"(["ab",1])"));
  for (const auto* text : {"[[]]", "[1,2,3]", R"(["abc"])", R"({"ab":1})"}) {
    EXPECT_FALSE(reader.read(text)) << text;
  }
}

TEST(Reader, reads_numbers_that_it_could_not_keep_as_strings) {
  for (const std::string number : {"1e999999",
                                   "-1e400",
                                   "18446744073709551616",
                                   "-9223372036854775809",
                                   "340282366920938463463374607431768211456",
                                   "1.5E+400"}) {
    Reader reader;
    const auto read = reader.read("{\"a\\\"1e400\":[1," + number + " ]}");
    ASSERT_TRUE(read) << number;
    EXPECT_EQ(std::string_view{(*read)["a\"1e400"].at(1)}, number);
    EXPECT_EQ(reader.text(), "{\"a\\\"1e400\":[1,\"" + number + "\" ]}");
  }
}

TEST(Reader, refuses_malformed_numbers) {
  for (const std::string number : {"NaN",
                                   "Infinity",
                                   "-Infinity",
                                   "01",
                                   "1.",
                                   ".5",
                                   "+1",
                                   "0x10",
                                   "-",
                                   "-01e400",
                                   "1e",
                                   "1e400e",
                                   "018446744073709551616",
                                   "1e400.5"}) {
    Reader reader;
    EXPECT_FALSE(reader.read(number)) << number;
    EXPECT_FALSE(reader.read("{\"a\":[" + number + "]}")) << number;
    EXPECT_FALSE(reader.read("{\"a\":[1e400," + number + "]}")) << number;
  }
  expect_refused({{"[01]", "", "has a malformed number"}});
}

TEST(Reader, refuses_what_is_not_strict_utf8) {
  for (const auto* bytes : {"\x80",
                            "\xff",
                            "\xc0\xaf",
                            "\xe2\x82",
                            "\xed\xa0\x80",
                            "\xf4\x90\x80\x80",
                            "\xf8\x88\x80\x80\x80"}) {
    Reader reader;
    EXPECT_FALSE(reader.read("\"" + std::string{bytes} + "\""));
    EXPECT_FALSE(reader.read("{\"" + std::string{bytes} + "\":1}"));
  }
  for (const auto* escape :
       {"\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud800x", "\\udc00\\ud800"}) {
    Reader reader;
    EXPECT_FALSE(reader.read("\"" + std::string{escape} + "\"")) << escape;
    EXPECT_FALSE(reader.read("{\"" + std::string{escape} + "\":1}")) << escape;
  }
}

// The text of a document with strings mended, as it was parsed; nothing if it was refused.
std::string mended(std::string text, bool* has_replacements = nullptr) {
  const auto size = text.size();
  text.append(simdjson::SIMDJSON_PADDING, ' ');
  Reader reader;
  const auto read = reader.read_padded(std::string_view{text}.substr(0, size), Slips::mended);
  if (has_replacements != nullptr) *has_replacements = reader.has_replacements();
  return read ? simdjson::minify(*read) : "";
}

TEST(Reader, mends_strings_if_it_is_told_to) {
  const std::string lost = "\xEF\xBF\xBD";
  const std::vector<std::pair<std::string, std::string>> replaced{
      {R"(["cut \ud83d"])", "[\"cut " + lost + "\"]"},
      {R"(["\udd25"])", "[\"" + lost + "\"]"},
      {R"(["\ud83d\ud83d\udd25"])", "[\"" + lost + "\xF0\x9F\x94\xA5\"]"},
      {R"(["\ud83dx"])", "[\"" + lost + "x\"]"},
      {"{\"Ger\xe4t\":\"aus\"}", "{\"Ger" + lost + "t\":\"aus\"}"},
      {"[\"\xe2\x82\"]", "[\"" + lost + lost + "\"]"},
      {"[\"\xff\\\\\",1e400]", "[\"" + lost + R"(\\","1e400"])"}};
  for (const auto& [text, expected] : replaced) {
    bool has_replacements = false;
    EXPECT_EQ(mended(text, &has_replacements), expected) << text;
    EXPECT_TRUE(has_replacements) << text;
  }
}

TEST(Reader, keeps_control_characters_in_strings_if_it_is_told_to) {
  bool has_replacements = true;
  EXPECT_EQ(mended("[\n\"a\nb\tc\x01\"\t]", &has_replacements), R"(["a\nb\tc\u0001"])");
  EXPECT_FALSE(has_replacements);
}

TEST(Reader, mends_nothing_but_strings) {
  for (const auto* text :
       {"[\xff]", "[\"a\xff\",]", "[\"\\x\"]", "[\"\xff", "[\"\\ud83", "[NaN,]", "[NaN0]"}) {
    EXPECT_EQ(mended(text), "") << text;
  }
}

TEST(Reader, refuses_every_truncation_of_a_document) {
  const std::string text =
      R"({"summary":"disk full","labels":{"host":"a\u00e9"},"n":[1,2.5,true,false,null]})";
  Reader reader;
  ASSERT_TRUE(reader.read(text));
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(reader.read(text.substr(0, size))) << text.substr(0, size);
  }
}

TEST(Reader, refuses_anything_after_the_document) {
  Reader reader;
  for (const auto& garbage : {std::string{"x"},
                              std::string{"{}"},
                              std::string{","},
                              std::string{"]"},
                              std::string(1, '\0')}) {
    EXPECT_FALSE(reader.read("{}" + garbage));
    EXPECT_FALSE(reader.read("1 " + garbage));
  }
}

TEST(Reader, refuses_nul_bytes_and_control_characters) {
  Reader reader;
  EXPECT_FALSE(reader.read(std::string(1, '\0')));
  EXPECT_FALSE(reader.read(std::string(100, '\0')));
  EXPECT_FALSE(reader.read("[\"a" + std::string(1, '\0') + "b\"]"));
  EXPECT_FALSE(reader.read("[\"a\nb\"]"));
  EXPECT_TRUE(reader.read(R"(["a\u0000b"])"));
}

TEST(Reader, says_where_a_document_is_malformed) {
  expect_refused({{"", "", "is empty where a JSON document is expected"},
                  {"   ", "", "is empty where a JSON document is expected"},
                  {R"({"a":1,})", "", "is not valid JSON (at byte 8)"},
                  {R"({"a" 1})", "", "is not valid JSON (at byte 6)"},
                  {R"(["\x"])", "", "has a string with a bad escape sequence (at byte 4)"},
                  {"[\"a\xff\"]", "", "is not valid UTF-8 (at byte 4)"},
                  {R"(["abc)", "", "has a string that is not closed"}});
}

TEST(Reader, takes_an_empty_view_of_nothing) {
  Reader reader;
  EXPECT_EQ(error_of(reader, std::string_view{}).message,
            "is empty where a JSON document is expected");
}

}  // namespace
}  // namespace tocsin::adapters::json
