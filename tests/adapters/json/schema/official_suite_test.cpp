#include <filesystem>
#include <fstream>

#include "tests/adapters/json/schema/support.hpp"

namespace tocsin::adapters::json {
namespace {

using Json = nlohmann::json;
const std::filesystem::path suite{TOCSIN_JSON_SCHEMA_SUITE};

const std::vector<std::string> files{"additionalItems",
                                     "additionalProperties",
                                     "allOf",
                                     "anyOf",
                                     "boolean_schema",
                                     "const",
                                     "contains",
                                     "default",
                                     "definitions",
                                     "dependencies",
                                     "enum",
                                     "exclusiveMaximum",
                                     "exclusiveMinimum",
                                     "if-then-else",
                                     "items",
                                     "maxItems",
                                     "maxLength",
                                     "maxProperties",
                                     "maximum",
                                     "minItems",
                                     "minLength",
                                     "minProperties",
                                     "minimum",
                                     "multipleOf",
                                     "not",
                                     "oneOf",
                                     "pattern",
                                     "patternProperties",
                                     "properties",
                                     "propertyNames",
                                     "ref",
                                     "refRemote",
                                     "required",
                                     "type",
                                     "uniqueItems",
                                     "optional/zeroTerminatedFloats",
                                     "optional/format/date-time",
                                     "optional/format/email",
                                     "optional/format/ipv4",
                                     "optional/format/uri"};

struct Exclusion {
  std::string_view file;
  std::string_view description;  // of the group
  std::string_view reason;       // what compile() says of its schema
};

// Groups whose schema we refuse to load; that each of them is refused, with this reason, is tested.
const std::vector<Exclusion> exclusions{
    {"definitions", "valid definition", "refers to nothing that is known"},    // the metaschema
    {"definitions", "invalid definition", "refers to nothing that is known"},  // the metaschema
    {"ref", "remote ref, containing refs itself", "refers to nothing that is known"},  // the same
    {"ref", "escaped pointer ref", "is not implemented"},  // schemas below words of its own
};

const Exclusion* excluded(const std::string& file, const std::string& description) {
  for (const auto& exclusion : exclusions) {
    if (exclusion.file == file && exclusion.description == description) return &exclusion;
  }
  return nullptr;
}

// What Debian 12 has of these files; a newer suite has more.
constexpr std::size_t cases_run_min = 449;

Json read_json(const std::filesystem::path& path) {
  std::ifstream stream{path};
  return Json::parse(stream);
}

// What the suite serves at http://localhost:1234 while its cases run.
Documents remotes() {
  Documents documents;
  for (const auto* name :
       {"integer.json", "name.json", "subSchemas.json", "folder/folderInteger.json"}) {
    documents.emplace(std::string{"http://localhost:1234/"} + name,
                      read_json(suite / "remotes" / name));
  }
  return documents;
}

class OfficialSuite : public testing::Test {
 protected:
  void SetUp() override {
    if (!exists(suite / "tests" / "draft7")) {
      GTEST_SKIP()
          << "The official suite is not here: install json-schema-test-suite and configure "
             "again, or set TOCSIN_JSON_SCHEMA_SUITE.";
    }
    documents = remotes();
  }

  void run_group(const std::string& file, const Json& group) {
    const auto description = group.at("description").get<std::string>();
    documents["group"] = group.at("schema");
    const auto schema = compile("group", documents);
    if (const auto* exclusion = excluded(file, description)) {
      ++groups_excluded;
      ASSERT_FALSE(schema);
      EXPECT_NE(schema.error().message.find(exclusion->reason), std::string::npos)
          << schema.error().message;
      return;
    }
    ASSERT_TRUE(schema) << schema.error().message << " at " << schema.error().pointer;
    for (const auto& test : group.at("tests")) {
      SCOPED_TRACE(test.at("description").get<std::string>());
      EXPECT_EQ(is_valid(*schema, test.at("data").dump()), test.at("valid").get<bool>());
      ++cases_run;
    }
  }

  Documents documents;
  std::size_t cases_run = 0;
  std::size_t groups_excluded = 0;
};

TEST_F(OfficialSuite, has_no_case_that_we_answer_otherwise) {
  for (const auto& file : files) {
    for (const auto& group : read_json(suite / "tests" / "draft7" / (file + ".json"))) {
      SCOPED_TRACE(file + ": " + group.at("description").get<std::string>());
      run_group(file, group);
    }
  }

  EXPECT_EQ(groups_excluded, exclusions.size());
  EXPECT_GE(cases_run, cases_run_min);
  RecordProperty("cases_run", static_cast<int>(cases_run));
}

}  // namespace
}  // namespace tocsin::adapters::json
