#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "adapters/http/api/body_reader.hpp"
#include "adapters/http/server/request.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "schemas/embedded.hpp"

namespace tocsin::adapters::http {
namespace {

namespace fs = std::filesystem;

// The bodies in schemas/examples are for those who write a client, and hold the schemas to their
// word: what is good is taken, what is bad is refused at the field that is to blame.
class ExamplesTest : public testing::TestWithParam<fs::path> {
 protected:
  static json::Schemas load() {
    std::vector<std::pair<std::string, std::string>> documents;
    for (const auto& [name, text] : schemas::all()) {
      if (name != "openapi") documents.emplace_back(name, text);
    }
    auto loaded = json::Schemas::load(documents);
    if (!loaded) throw std::logic_error{loaded.error().message};
    return std::move(*loaded);
  }

  Violations violations_of(std::string body) {
    body.append(body_padding, ' ');
    const std::string_view text{body.data(), body.size() - body_padding};
    auto read = reader_.read(text, GetParam().parent_path().filename().string());
    if (auto* violations = std::get_if<Violations>(&read)) return std::move(*violations);
    return {};
  }

  static const json::Schemas& all_schemas() {
    static const auto schemas = load();
    return schemas;
  }

  BodyReader reader_{all_schemas()};
};

std::string text_of(const fs::path& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

TEST_P(ExamplesTest, is_what_its_name_says) {
  const bool is_good = GetParam().filename().string().starts_with("good-");
  const auto text = text_of(GetParam());
  if (is_good) {
    for (const auto& violation : violations_of(text))
      ADD_FAILURE() << violation.pointer << ' ' << violation.message;
    return;
  }
  const auto example = nlohmann::json::parse(text);
  const auto violations = violations_of(example.at("body").dump());
  EXPECT_TRUE(std::any_of(violations.begin(), violations.end(), [&](const auto& violation) {
    return violation.pointer == example.at("pointer").template get<std::string>();
  })) << example.at("why");
}

std::vector<fs::path> examples() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator{TOCSIN_EXAMPLES}) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string name_of(const testing::TestParamInfo<fs::path>& example) {
  auto name = example.param.parent_path().filename().string() + '_' + example.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Schemas, ExamplesTest, testing::ValuesIn(examples()), name_of);

}  // namespace
}  // namespace tocsin::adapters::http
