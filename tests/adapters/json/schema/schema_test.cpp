#include "adapters/json/schema/schema.hpp"

#include "tests/adapters/json/schema/support.hpp"

namespace tocsin::adapters::json {
namespace {

using Violations = std::vector<Violation>;

struct JudgedValue {
  std::string schema;
  std::string value;
  Violations expected;
};

void expect(const std::vector<JudgedValue>& rows) {
  for (const auto& row : rows) {
    SCOPED_TRACE(row.schema + " <- " + row.value);
    EXPECT_EQ(violations(row.schema, row.value), row.expected);
  }
}

TEST(Schema, says_what_kind_of_value_it_expects) {
  expect({{R"({"type":"string"})", "1", {{"", "must be a string, not a number"}}},
          {R"({"type":"string"})", "1.5", {{"", "must be a string, not a number"}}},
          {R"({"type":["string","null"]})", "[]", {{"", "must be null or a string, not an array"}}},
          {R"({"type":["integer","number"]})", "{}", {{"", "must be a number, not an object"}}},
          {R"({"type":"integer"})", "1.5", {{"", "must be an integer, not a fraction"}}},
          {R"({"type":"integer"})", "2.0", {}},
          {"false", "null", {{"", "is not allowed"}}}});
}

TEST(Schema, says_which_values_it_expects) {
  expect({{R"({"enum":["high","medium","low"]})",
           R"("urgent")",
           {{"", "must be one of: high, medium, low"}}},
          {R"({"enum":[1,null,"a"]})", "true", {{"", "must be one of: 1, null, a"}}},
          {R"({"const":"v1"})", R"("v2")", {{"", "must be v1"}}},
          {R"({"const":{"a":[1,2]}})", R"({"a":[1.0,2]})", {}}});
}

TEST(Schema, says_how_large_a_number_may_be) {
  expect({{R"({"minimum":1})", "0", {{"", "must be at least 1"}}},
          {R"({"maximum":0.5})", "0.75", {{"", "must be at most 0.5"}}},
          {R"({"exclusiveMinimum":1})", "1", {{"", "must be more than 1"}}},
          {R"({"exclusiveMaximum":1})", "1", {{"", "must be less than 1"}}},
          {R"({"multipleOf":5})", "7", {{"", "must be a multiple of 5"}}},
          {R"({"multipleOf":0.01})", "19.99", {}},
          {R"({"maximum":9223372036854775807})",
           "9223372036854775808",
           {{"", "must be at most 9223372036854775807"}}},
          {R"({"minimum":18446744073709551615})",
           "18446744073709551614",
           {{"", "must be at least 18446744073709551615"}}},
          {R"({"multipleOf":3})", "18446744073709551614", {{"", "must be a multiple of 3"}}}});
}

TEST(Schema, says_how_a_text_may_look) {
  expect({{R"({"minLength":1})", R"("")", {{"", "must have at least 1 character"}}},
          {R"({"maxLength":2})", R"("äöü")", {{"", "must have at most 2 characters"}}},
          {R"({"minLength":3,"maxLength":3})", R"("äöü")", {}},
          {R"({"pattern":"^[a-z]+$"})", R"("A")", {{"", "must match the pattern ^[a-z]+$"}}},
          {R"({"format":"email"})",
           R"("x")",
           {{"", "must be an email address such as alice@example.com"}}}});
}

TEST(Schema, says_what_an_array_must_have) {
  expect({{R"({"minItems":2})", "[1]", {{"", "must have at least 2 items"}}},
          {R"({"maxItems":1})", "[1,2]", {{"", "must have at most 1 item"}}},
          {R"({"uniqueItems":true})",
           R"([{"a":1,"b":2},{"b":2.0,"a":1}])",
           {{"", "must have items that are all different"}}},
          {R"({"contains":{"const":1}})",
           "[2]",
           {{"", "must contain at least one item of the required form"}}},
          {R"({"items":{"type":"string"}})",
           R"(["a",1,2])",
           {{"/1", "must be a string, not a number"}, {"/2", "must be a string, not a number"}}},
          {R"({"items":[true],"additionalItems":false})", "[1,2]", {{"/1", "is not allowed"}}}});
}

TEST(Schema, points_at_the_field_that_is_missing_or_unknown) {
  expect({{R"({"required":["summary","source"]})",
           "{}",
           {{"/summary", "is required"}, {"/source", "is required"}}},
          {R"({"properties":{"a":{"required":["b/c~d"]}}})",
           R"({"a":{}})",
           {{"/a/b~1c~0d", "is required"}}},
          {R"({"properties":{"a":true},"additionalProperties":false})",
           R"({"a":1,"x/y":2})",
           {{"/x~1y", "is not a known field"}}},
          {R"({"additionalProperties":{"type":"string"}})",
           R"({"a":1})",
           {{"/a", "must be a string, not a number"}}},
          {R"({"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false})",
           R"({"x-a":1,"b":1})",
           {{"/b", "is not a known field"}, {"/x-a", "must be a string, not a number"}}},
          {R"({"propertyNames":{"pattern":"^[a-z]+$"}})",
           R"({"A":1})",
           {{"/A", "has a name that must match the pattern ^[a-z]+$"}}},
          {R"({"minProperties":1})", "{}", {{"", "must have at least 1 field"}}},
          {R"({"maxProperties":1})", R"({"a":1,"b":1})", {{"", "must have at most 1 field"}}},
          {R"({"dependencies":{"a":["b"]}})", R"({"a":1})", {{"/b", "is required beside a"}}}});
}

TEST(Schema, explains_the_branch_that_was_meant) {
  const std::string endpoint = R"({"oneOf":[
      {"properties":{"type":{"const":"email"},"to":{"format":"email"}},"required":["type","to"]},
      {"properties":{"type":{"const":"sms"},"number":{"pattern":"^[+]"}},"required":["type","number"]}]})";
  expect({{endpoint, R"({"type":"email","to":"a@b"})", {}},
          {endpoint, R"({"type":"sms"})", {{"/number", "is required"}}},
          {endpoint,
           R"({"type":"email","to":"x"})",
           {{"/to", "must be an email address such as alice@example.com"}}},
          {endpoint, R"({"type":"fax"})", {{"", "has none of the allowed forms"}}},
          {R"({"anyOf":[{"type":"integer","minimum":1},{"type":"string"}]})",
           "0",
           {{"", "must be at least 1"}}},
          {R"({"oneOf":[{"minimum":1},{"minimum":2}]})",
           "3",
           {{"", "has more than one of the allowed forms"}}},
          {R"({"not":{"type":"string"}})", R"("a")", {{"", "has a form that is not allowed"}}},
          {R"({"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}})",
           "{}",
           {{"/c", "is required"}}}});
}

TEST(Schema, says_a_thing_once_and_stops_at_twenty) {
  expect({{R"({"allOf":[{"required":["a"]},{"required":["a"]}]})", "{}", {{"/a", "is required"}}}});

  std::string items = "[1";
  for (int i = 0; i < 100; ++i)
    items += ",1";
  EXPECT_EQ(violations(R"({"items":{"type":"string"}})", items + "]").size(),
            Schema::max_violations);
}

TEST(Schema, follows_a_recursive_reference_as_deep_as_the_document) {
  const auto tree = compiled(
      R"({"$ref":"#/definitions/tree","definitions":{"tree":{"type":"object","required":["n"],
          "properties":{"n":{"type":"integer"},"next":{"$ref":"#/definitions/tree"}}}}})");

  EXPECT_TRUE(is_valid(tree, R"({"n":1,"next":{"n":2,"next":{"n":3}}})"));
  EXPECT_EQ(tree.check(nlohmann::json::parse(R"({"n":1,"next":{"n":2,"next":{}}})")),
            (Violations{{"/next/next/n", "is required"}}));
}

TEST(Schema, compares_thousands_of_items_in_no_time) {
  std::string items = "[\"0\"";
  for (int i = 1; i < 9'000; ++i)
    items += ",\"" + std::to_string(i) + "\"";
  const auto unique = compiled(R"({"uniqueItems":true})");

  EXPECT_TRUE(is_valid(unique, items + "]"));
  EXPECT_FALSE(is_valid(unique, items + ",\"4711\"]"));
}

TEST(Schema, refuses_documents_that_nobody_has_bounded) {
  const auto anything = compiled("true");
  const auto nested = [](std::size_t depth) {
    return nlohmann::json::parse(std::string(depth, '[') + std::string(depth, ']'));
  };

  EXPECT_TRUE(anything.accepts(nested(64)));
  EXPECT_FALSE(anything.accepts(nested(65)));
  EXPECT_FALSE(anything.accepts(nested(100'000)));
  EXPECT_EQ(anything.check(nested(65)), (Violations{{"", "is nested deeper than 64"}}));
}

TEST(Schema, has_notes_that_mean_nothing_to_it) {
  const auto schema = compiled(
      R"({"$schema":"http://json-schema.org/draft-07/schema#","$id":"http://example.com/a",
          "$comment":"c","title":"t","description":"d","default":1,"examples":[1],"x-owner":{"a":1}})");

  EXPECT_TRUE(is_valid(schema, "[1]"));
}

struct BrokenSchema {
  std::string schema;
  std::string pointer;
  std::string message;  // a part of it
};

TEST(Schema, is_refused_when_we_could_not_keep_its_word) {
  const std::vector<BrokenSchema> rows{
      {R"({"properties":{"a":{"items":{"minContains":1}}}})",
       "/properties/a/items/minContains",
       "the word \"minContains\" is not implemented"},
      {R"({"definitions":{"unused":{"unevaluatedProperties":false}}})",
       "/definitions/unused/unevaluatedProperties",
       "is not implemented"},
      {R"({"$ref":"#/definitions/a","definitions":{"a":true},"deprecated":true})",
       "/deprecated",
       "is not implemented"},
      {R"({"format":"hostname"})", "/format", "the format \"hostname\" is not implemented"},
      {R"({"pattern":"(?=a)b"})", "/pattern", "cannot be used"},
      {R"({"patternProperties":{"(":true}})", "/patternProperties", "cannot be used"},
      {R"({"$schema":"https://json-schema.org/draft/2020-12/schema"})", "/$schema", "draft-07"},
      {R"({"$ref":"#/definitions/none"})", "/$ref", "refers to nothing"},
      {R"({"$ref":"other.json"})", "/$ref", "refers to nothing"},
      {R"({"$ref":1})", "/$ref", "refers to nothing"},
      {R"({"$ref":"#"})", "/$ref", "without an end"},
      {R"({"allOf":[{"$ref":"#"}]})", "", "without an end"},
      {R"({"dependencies":{"a":{"not":{"$ref":"#"}}}})", "", "without an end"},
      {R"({"type":"text"})", "/type", "knows no type"},
      {R"({"type":[]})", "/type", "must name a type"},
      {R"({"enum":[]})", "/enum", "at least one"},
      {R"({"minLength":-1})", "/minLength", "must be an integer of at least 0"},
      {R"({"maxItems":"1"})", "/maxItems", "must be an integer of at least 0"},
      {R"({"minimum":"1"})", "/minimum", "must be a number"},
      {R"({"multipleOf":0})", "/multipleOf", "must be more than 0"},
      {R"({"uniqueItems":1})", "/uniqueItems", "must be true or false"},
      {R"({"required":"a"})", "/required", "must be a list of property names"},
      {R"({"required":["a","a"]})", "/required", "names a property twice"},
      {R"({"properties":[]})", "/properties", "must be an object"},
      {R"({"definitions":1})", "/definitions", "must be an object"},
      {R"({"allOf":{}})", "/allOf", "must be a list"},
      {R"({"oneOf":[]})", "/oneOf", "must be a list"},
      {R"({"not":[true]})", "/not", "must be an object or a boolean"},
      {R"({"properties":{"a":1}})", "/properties/a", "must be an object or a boolean"},
      {"1", "", "must be an object or a boolean"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.schema);
    const auto schema = compile(nlohmann::json::parse(row.schema));
    if (schema) {
      ADD_FAILURE() << "accepted";
      continue;
    }
    EXPECT_EQ(schema.error().kind, ErrorKind::invalid);
    EXPECT_EQ(schema.error().pointer, row.pointer);
    EXPECT_NE(schema.error().message.find(row.message), std::string::npos)
        << schema.error().message;
  }
}

TEST(Schema, is_refused_with_more_required_properties_than_it_can_count) {
  const auto with_required = [](std::size_t count) {
    auto names = nlohmann::json::array();
    for (std::size_t i = 0; i < count; ++i)
      names.push_back("p" + std::to_string(i));
    return nlohmann::json{{"required", names}};
  };

  EXPECT_FALSE(compile(with_required(65)));
  const auto schema = compile(with_required(64));
  ASSERT_TRUE(schema);
  nlohmann::json value;
  for (int i = 0; i < 64; ++i)
    value["p" + std::to_string(i)] = 1;
  EXPECT_TRUE(is_valid(*schema, value.dump()));
  value.erase("p63");
  EXPECT_EQ(schema->check(value), (Violations{{"/p63", "is required"}}));
}

}  // namespace
}  // namespace tocsin::adapters::json
