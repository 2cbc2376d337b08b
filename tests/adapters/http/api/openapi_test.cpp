#include <set>
#include <string>

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
    const auto document = Json::parse(openapi());
    std::set<std::string> lacking;
    for (const auto& [path, methods] : document.at("paths").items()) {
      for (const auto& [method, operation] : methods.items()) {
        if (!operation.is_object() || !operation.contains("operationId")) continue;
        if (!concerns(operation)) continue;
        for (const auto& status : statuses) {
          if (operation.at("responses").contains(status)) continue;
          lacking.insert(operation.at("operationId").template get<std::string>());
        }
      }
    }
    return lacking;
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

}  // namespace
}  // namespace tocsin::adapters::http
