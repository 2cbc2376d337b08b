#include "adapters/json/schema/schemas.hpp"

#include "tests/adapters/json/schema/support.hpp"

namespace tocsin::adapters::json {
namespace {

TEST(Schemas, refer_to_each_other_by_file_name_and_by_id) {
  const auto schemas = Schemas::load({
      {"policy", R"({"properties":{"first":{"$ref":"target.json#/definitions/name"},
                                   "all":{"items":{"$ref":"target.json"}}}})"},
      {"target", R"({"type":"object","definitions":{"name":{"type":"string"}},
                     "properties":{"user":{"$ref":"http://example.com/schemas/user.json"}}})"},
      {"user", R"({"$id":"http://example.com/schemas/user.json","$ref":"#/definitions/none"})"},
  });
  EXPECT_FALSE(schemas);

  const auto loaded = Schemas::load({
      {"policy", R"({"properties":{"first":{"$ref":"target.json#/definitions/name"},
                                   "all":{"items":{"$ref":"target.json"}}}})"},
      {"target", R"({"type":"object","definitions":{"name":{"type":"string"}},
                     "properties":{"user":{"$ref":"http://example.com/schemas/user.json"}}})"},
      {"user", R"({"$id":"http://example.com/schemas/user.json","required":["name"],
                   "properties":{"boss":{"$ref":"user.json"},"pages":{"$ref":"policy.json"}}})"},
  });
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto* const policy = loaded->find("policy");
  ASSERT_NE(policy, nullptr);
  EXPECT_TRUE(is_valid(*policy, R"({"first":"a","all":[{"user":{"name":1}}]})"));
  EXPECT_EQ(policy->check(nlohmann::json::parse(
                R"({"first":1,"all":[{"user":{"name":1,"boss":{},"pages":{"first":2}}}]})")),
            (std::vector<Violation>{{"/all/0/user/boss/name", "is required"},
                                    {"/all/0/user/pages/first", "must be a string, not a number"},
                                    {"/first", "must be a string, not a number"}}));
}

TEST(Schemas, are_found_with_their_text_by_name) {
  const std::string text = R"( {"type":"object"} )";

  const auto schemas = Schemas::load({{"event", text}});

  ASSERT_TRUE(schemas);
  EXPECT_NE(schemas->find("event"), nullptr);
  EXPECT_EQ(schemas->text("event"), text);
  EXPECT_EQ(schemas->find("other"), nullptr);
  EXPECT_EQ(schemas->text("other"), "");
}

struct BrokenDocuments {
  std::vector<std::pair<std::string, std::string>> documents;
  std::string pointer;
  std::string message;  // its beginning
};

TEST(Schemas, name_the_file_and_the_place_of_the_first_mistake) {
  const std::vector<BrokenDocuments> rows{
      {{{"a", "true"}, {"b", "{"}}, "", "b.json: is not valid JSON"},
      {{{"a", R"({"type":"string","type":"null"})"}}, "/type", "a.json: is a duplicate key"},
      {{{"a", "true"}, {"b", R"({"items":{"word":1}})"}},
       "/items/word",
       "b.json: the word \"word\" is not implemented"},
      {{{"a", R"({"items":{"$ref":"b.json#/definitions/c"}})"},
        {"b", R"({"definitions":{"c":{"type":"text"}}})"}},
       "/definitions/c/type",
       "b.json: knows no type"},
      {{{"a", "true"}, {"a", "true"}}, "", "a.json: is a duplicate document"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.message);
    const auto schemas = Schemas::load(row.documents);
    if (schemas) {
      ADD_FAILURE() << "accepted";
      continue;
    }
    EXPECT_EQ(schemas.error().pointer, row.pointer);
    EXPECT_EQ(schemas.error().message.substr(0, row.message.size()), row.message);
  }
}

}  // namespace
}  // namespace tocsin::adapters::json
