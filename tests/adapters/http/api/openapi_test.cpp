#include <cctype>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/adapters/http/api/calls.hpp"

// What openapi.json says of the answers that every route gives alike.
namespace tocsin::adapters::http {
namespace {

using Json = nlohmann::json;

class OpenApi : public ApiCalls {
 protected:
  // The operations that do not list all of these.
  template <typename Predicate>
  static std::set<std::string> without(const std::set<std::string>& statuses, Predicate concerns) {
    std::set<std::string> lacking;
    for_each_operation([&](const Json& operation, const auto& /*method*/, const auto& /*path*/) {
      if (!operation.contains("operationId") || !concerns(operation)) return;
      for (const auto& status : statuses) {
        if (operation.at("responses").contains(status)) continue;
        lacking.insert(operation.at("operationId").template get<std::string>());
      }
    });
    return lacking;
  }

  // Visits operations and their aliases, with the method in upper case.
  template <typename Visit>
  static void for_each_operation(Visit visit) {
    const auto document = Json::parse(openapi());
    for (const auto& [path, methods] : document.at("paths").items()) {
      for (const auto& [method, operation] : methods.items()) {
        if (!operation.is_object()) continue;
        std::string upper{method};
        for (char& letter : upper)
          letter = static_cast<char>(std::toupper(letter));
        visit(operation, upper, path);
      }
    }
  }

  // A path under each of the prefixes of the API.
  static std::vector<std::string> mounted_at(const std::string& path) {
    constexpr std::string_view version = "/v1";
    if (!path.starts_with("/v1/")) return {path};
    std::vector<std::string> paths;
    for (const auto* prefix : {"/v1", "/api/v1", "/api"})
      paths.push_back(prefix + path.substr(version.size()));
    return paths;
  }
};

TEST_F(OpenApi, says_of_every_body_that_it_may_be_refused) {
  const auto has_body = [](const Json& operation) { return operation.contains("requestBody"); };

  EXPECT_EQ(without({"400", "413", "415", "503"}, has_body), std::set<std::string>{});
}

TEST_F(OpenApi, says_of_every_operation_that_waits_for_others_that_it_may_be_too_busy) {
  const auto any = [](const Json&) { return true; };
  const std::set<std::string> answered_at_once{"get_health",
                                               "get_openapi",
                                               "get_schema",
                                               "list_generator_jobs",
                                               "get_generator_job",
                                               "stop_generator_job"};

  EXPECT_EQ(without({"503"}, any), answered_at_once);
}

TEST_F(OpenApi, says_how_large_a_body_may_be) {
  constexpr std::size_t mebibyte = 1024 * kibibyte;
  const std::map<std::string, std::size_t> not_64_kibibytes{{"create_workflow", 2 * mebibyte},
                                                            {"import_rules", 8 * mebibyte},
                                                            {"ingest_event", 256 * kibibyte},
                                                            {"ingest_events", 8 * mebibyte},
                                                            {"ingest_log", 256 * kibibyte},
                                                            {"ingest_logs", 16 * mebibyte},
                                                            {"receive_signals", 8 * mebibyte},
                                                            {"schedule_job", 256 * kibibyte}};

  for_each_operation(
      [&](const Json& operation, const std::string& method, const std::string& path) {
        if (!operation.contains("operationId")) return;
        const std::string id = operation.at("operationId");
        const auto limit = not_64_kibibytes.find(id);
        const auto expected = limit == not_64_kibibytes.end() ? 64 * kibibyte : limit->second;
        for (const auto& mounted : mounted_at(path)) {
          EXPECT_EQ(api().body_limit(method, mounted), expected) << method << ' ' << mounted;
        }
      });
}

TEST_F(OpenApi, says_in_whole_bytes_how_large_a_body_may_be) {
  for_each_operation(
      [&](const Json& operation, const std::string& method, const std::string& path) {
        if (!operation.contains("x-tocsin-body-bytes")) return;
        EXPECT_TRUE(operation.at("x-tocsin-body-bytes").is_number_unsigned())
            << method << ' ' << path;
        EXPECT_TRUE(operation.contains("requestBody")) << method << ' ' << path;
      });
}

TEST_F(OpenApi, bounds_the_body_of_a_request_for_no_operation) {
  EXPECT_EQ(api().body_limit("POST", "/v1/nothing"), 64 * kibibyte);
  EXPECT_EQ(api().body_limit("PUT", "/v1/events"), 64 * kibibyte);
}

}  // namespace
}  // namespace tocsin::adapters::http
