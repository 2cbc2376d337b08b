#include <cstdlib>
#include <iostream>
#include <random>

#include "tests/adapters/json/schema/support.hpp"

namespace tocsin::adapters::json {
namespace {

const std::string event_schema = R"({
  "type": "object", "required": ["summary", "severity", "source"], "additionalProperties": false,
  "properties": {
    "summary": {"type": "string", "minLength": 1, "maxLength": 40},
    "severity": {"enum": ["info", "low", "medium", "high", "critical"]},
    "source": {"type": "string", "pattern": "^[a-z0-9.-]+$"},
    "at": {"type": "string", "format": "date-time"},
    "count": {"type": "integer", "minimum": 1, "multipleOf": 2},
    "labels": {"type": "object", "propertyNames": {"maxLength": 8},
               "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "number"}]}},
    "tags": {"type": "array", "uniqueItems": true, "items": {"type": "string"}}}})";

const std::string event =
    R"({"summary":"disk full","severity":"high","source":"db-1.example","at":"2024-05-31T12:30:00Z",)"
    R"("count":4,"labels":{"host":"a","load":1.5},"tags":["x","y"]})";

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string operator()(std::string text) {
    static const std::vector<std::string> pieces{"\"",
                                                 "{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 ",",
                                                 ":",
                                                 "0",
                                                 "1e9",
                                                 "-1",
                                                 "true",
                                                 "null",
                                                 "\\",
                                                 "\\u00e9",
                                                 "\xc3\xa9",
                                                 "\xff",
                                                 std::string(1, '\0'),
                                                 "\"a\":1,",
                                                 "2.0",
                                                 "high",
                                                 "18446744073709551615"};
    for (auto edits = pick(4); edits > 0 && !text.empty(); --edits) {
      const auto at = pick(text.size() - 1);
      switch (pick(3)) {
        case 0: text.erase(at, 1 + pick(8)); break;
        case 1: text.insert(at, pieces[pick(pieces.size() - 1)]); break;
        case 2: text[at] = static_cast<char>(pick(255)); break;
        case 3: text.insert(at, text.substr(pick(text.size() - 1), pick(24))); break;
      }
    }
    return text;
  }

 private:
  std::size_t pick(std::size_t last) {
    return std::uniform_int_distribution<std::size_t>{0, last}(random_);
  }

  std::mt19937 random_;
};

// Goal: no input does harm, and the two libraries never lead to two answers. Method: random edits
// of a valid event; nlohmann is told to forgive, the reader does not.
TEST(Mutations, do_no_harm_and_get_one_answer) {
  const auto* const given = std::getenv("TOCSIN_SEED");
  const auto seed = given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                                     : std::random_device{}();
  SCOPED_TRACE("TOCSIN_SEED=" + std::to_string(seed));
  std::cout << "TOCSIN_SEED=" << seed << '\n';
  const auto schema = compiled(event_schema);
  ASSERT_TRUE(is_valid(schema, event));

  Reader reader;
  Mutator mutated{seed};
  std::size_t parsed = 0;
  std::size_t accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    const auto text = mutated(event);
    const auto element = reader.read(text);
    if (!element) continue;
    const auto document = nlohmann::json::parse(reader.text(), nullptr, false);
    ASSERT_FALSE(document.is_discarded()) << text;
    ++parsed;
    ASSERT_EQ(schema.accepts(*element), schema.accepts(document)) << text;
    ASSERT_EQ(schema.check(*element).empty(), schema.accepts(*element)) << text;
    if (schema.accepts(*element)) ++accepted;
  }
  EXPECT_GT(parsed, 2'000U);
  EXPECT_GT(accepted, 500U);
  EXPECT_LT(accepted, parsed);
}

}  // namespace
}  // namespace tocsin::adapters::json
