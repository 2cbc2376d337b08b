#include "adapters/http/api/api.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/body_reader.hpp"
#include "adapters/http/server/problem.hpp"
#include "adapters/http/server/syntax.hpp"

namespace tocsin::adapters::http {

namespace {

Response unauthorized() {
  auto response = problem(401, "a valid token is required; send it as \"Authorization: Bearer …\"");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

Response forbidden(Role role, const std::vector<Role>& allowed) {
  std::string names;
  for (const auto one : allowed)
    names.append(names.empty() ? "" : ", ").append(name_of(one));
  return problem(403,
                 "role " + std::string{name_of(role)} +
                     " cannot call this operation; allowed roles: " + names);
}

Response method_not_allowed(const WrongMethod& wrong) {
  auto response = problem(405, "method not allowed; use " + wrong.allowed);
  response.headers.emplace_back("Allow", wrong.allowed);
  return response;
}

Violations strangers(const std::vector<QueryParameter>& query, const Operation& operation) {
  Violations violations;
  for (const auto& parameter : query) {
    const auto& known = operation.query_parameters;
    const auto same_name = [&](const auto& other) { return other.name == parameter.name; };
    const bool is_first = &parameter == &*std::find_if(query.begin(), query.end(), same_name);
    if (!is_first) continue;
    if (std::find(known.begin(), known.end(), parameter.name) == known.end()) {
      violations.push_back({"?" + parameter.name, "is not a known parameter"});
    } else if (std::count_if(query.begin(), query.end(), same_name) > 1) {
      violations.push_back({"?" + parameter.name, "must not be repeated"});
    }
  }
  return violations;
}

// Sets path and query of the call. Returns the answer to a request that is refused.
std::optional<Response> read_parameters(Call& call, const Matched& matched) {
  for (const auto raw : matched.parameters) {
    auto decoded = decode_segment(raw);
    if (!decoded) return problem(400, decoded.error().message);
    call.path.push_back(std::move(*decoded));
  }
  auto query = parse_query(call.request.query);
  if (!query) return problem(400, query.error().message);
  const auto unknown = strangers(*query, *matched.operation);
  if (!unknown.empty()) return bad_request(unknown);
  call.query = std::move(*query);
  return std::nullopt;
}

// The types of senders that label nothing, or everything alike: curl -d, Amazon SNS, simple
// libraries. A body that is not JSON is refused by its reader.
constexpr std::array<std::string_view, 4> mere_labels{"",
                                                      "text/plain",
                                                      "application/octet-stream",
                                                      "application/x-www-form-urlencoded"};

bool may_be_json(std::optional<std::string_view> content_type) {
  if (!content_type || names_format(*content_type, "json")) return true;
  const auto type = media_type(*content_type);
  return std::any_of(mere_labels.begin(), mere_labels.end(), [type](auto label) {
    return same_name(label, type);
  });
}

}  // namespace

Api::Api(RouteTable routes, Access access, const json::Schemas& schemas, OperationHandlers handlers)
    : routes_(std::move(routes)),
      access_(std::move(access)),
      schemas_(schemas),
      handlers_(std::move(handlers)) {}

Result<Done> Api::is_complete() const {
  const auto operations = routes_.operations();
  for (const auto& id : operations) {
    if (!handlers_.contains(id)) {
      return fail(ErrorKind::invalid, "openapi.json: operation " + id + " has no handler");
    }
  }
  for (const auto& [id, handler] : handlers_) {
    if (std::find(operations.begin(), operations.end(), id) == operations.end()) {
      return fail(ErrorKind::invalid, "openapi.json: operation " + id + " is missing");
    }
  }
  return Done{};
}

void Api::handle(const Request& request, Reply reply) const {
  const auto match = routes_.match(request.method, request.path);
  if (const auto* matched = std::get_if<Matched>(&match)) {
    return run(*matched, request, std::move(reply));
  }
  if (const auto* wrong = std::get_if<WrongMethod>(&match)) {
    return reply(method_not_allowed(*wrong));
  }
  reply(problem(404, "path not found; see /openapi.json"));
}

void Api::run(const Matched& matched, const Request& request, Reply reply) const {
  const Operation& operation = *matched.operation;
  Call call{request, {}, {}, {}, {}};
  auto refusal = identify(call, operation);
  if (!refusal) refusal = read_parameters(call, matched);
  if (!refusal) refusal = read_body(call, operation);
  if (refusal) return reply(std::move(*refusal));
  handlers_.find(operation.id)->second(call, std::move(reply));
}

std::optional<Response> Api::identify(Call& call, const Operation& operation) const {
  const auto& roles = operation.roles;
  if (roles.empty()) return std::nullopt;
  auto caller = access_.caller(call.request.header("Authorization"));
  if (!caller) return unauthorized();
  if (std::find(roles.begin(), roles.end(), caller->role) == roles.end()) {
    return forbidden(caller->role, roles);
  }
  call.caller = std::move(*caller);
  return std::nullopt;
}

std::optional<Response> Api::read_body(Call& call, const Operation& operation) const {
  const auto& request = call.request;
  if (!request.body.empty() && !may_be_json(request.header("Content-Type"))) {
    return problem(415, "the body must be JSON; send Content-Type: application/json");
  }
  const bool wants_body = operation.is_body_required || !request.body.empty();
  if (operation.body_schema.empty() || !wants_body) return std::nullopt;
  auto body = reader_of_this_thread(schemas_).read(request.body, operation.body_schema);
  if (const auto* violations = std::get_if<Violations>(&body)) return bad_request(*violations);
  call.body = std::get<simdjson::dom::element>(body);
  return std::nullopt;
}

std::size_t Api::body_limit(std::string_view method, std::string_view path) const {
  const auto match = routes_.match(method, path);
  const auto* matched = std::get_if<Matched>(&match);
  return matched ? matched->operation->max_body_bytes : default_max_body_bytes;
}

}  // namespace tocsin::adapters::http
