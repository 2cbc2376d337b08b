#pragma once

#include <future>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/api/api.hpp"
#include "schemas/embedded.hpp"
#include "tests/adapters/http/api/schemas.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {

// Calls operations through the whole API, as the admin of the tenant `default` unless a test
// asks as another role: routes, query and
// schemas are the real ones. What a test does not add is answered 501.
class ApiCalls : public testing::Test {
 protected:
  Response called(const std::string& method,
                  const std::string& target,
                  std::string body = {},
                  const std::string& content_type = "application/json") {
    const auto length = body.size();
    body.append(body_padding, ' ');
    const auto mark = std::min(target.find('?'), target.size());
    Request request;
    request.method = method;
    request.path = std::string_view{target}.substr(0, mark);
    request.query = std::string_view{target}.substr(std::min(mark + 1, target.size()));
    request.headers = {{"Content-Type", content_type},
                       {"Authorization", role == Role::admin ? "Bearer admin" : "Bearer viewer"}};
    request.body = std::string_view{body}.substr(0, length);

    std::promise<Response> answered;
    api().handle(request, [&](Response given) { answered.set_value(std::move(given)); });
    return answered.get_future().get();
  }

  static std::string_view openapi() {
    for (const auto& [name, text] : tocsin::schemas::all()) {
      if (name == "openapi") return text;
    }
    return {};
  }

  const Api& api() {
    if (api_) return *api_;
    auto routes = RouteTable::read(openapi());
    for (const auto& id : (*routes).operations()) {
      handlers.try_emplace(id, [](const Call&, const Reply& reply) { reply({501, {}, {}, {}}); });
    }
    return api_.emplace(std::move(*routes), Access{tokens()}, schemas(), handlers);
  }

  OperationHandlers handlers;
  Role role = Role::admin;  // or the viewer

 private:
  static std::vector<Token> tokens() {
    return {{"anonymous", {"default"}, Role::admin, digest_of("admin")},
            {"viewer", {"default"}, Role::viewer, digest_of("viewer")}};
  }

  std::optional<Api> api_;
};

inline nlohmann::json json_of(const Response& response) {
  return nlohmann::json::parse(response.body);
}

// The fields that a problem names.
inline std::vector<std::string> pointers_of(const Response& response) {
  std::vector<std::string> pointers;
  const auto problem = json_of(response);
  for (const auto& error : problem.at("errors"))
    pointers.push_back(error.at("pointer"));
  return pointers;
}

}  // namespace tocsin::adapters::http
