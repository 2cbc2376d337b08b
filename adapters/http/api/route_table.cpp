#include "adapters/http/api/route_table.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::http {

using Json = nlohmann::json;

namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_method(std::string_view word) {
  constexpr std::array<std::string_view, 5> methods{"get", "post", "put", "delete", "patch"};
  return std::find(methods.begin(), methods.end(), word) != methods.end();
}

std::string upper(std::string text) {
  for (char& letter : text)
    letter = static_cast<char>(std::toupper(letter));
  return text;
}

// "/schemas/event.json" → "event".
std::string schema_name(const std::string& reference) {
  const auto start = reference.rfind('/') + 1;
  return reference.substr(start, reference.rfind(".json") - start);
}

}  // namespace

// Reads the document; nlohmann throws where it is not as it should be.
class RouteTable::Builder {
 public:
  explicit Builder(const Json& document) : document_(document) {}

  RouteTable build() {
    for (const auto& [path, item] : document_.at("paths").items()) {
      for (const auto& mounted : paths_of(path))
        add(mounted, item);
    }
    return std::move(table_);
  }

 private:
  // Where a path is mounted: the versioned ones under several prefixes.
  std::vector<std::string> paths_of(const std::string& path) const {
    const std::string versioned = "/v1";
    if (!path.starts_with(versioned + "/")) return {path};
    std::vector<std::string> result;
    for (const auto& prefix : document_.at("x-tocsin-prefixes")) {
      result.push_back(prefix.get<std::string>() + path.substr(versioned.size()));
    }
    return result;
  }

  void add(const std::string& path, const Json& item) {
    Route route;
    bool has_parameters = false;
    for (const auto segment : split(path)) {
      route.segments.push_back(segment_of(segment));
      has_parameters = has_parameters || route.segments.back().is_parameter;
    }
    for (const auto& [method, operation] : item.items()) {
      if (is_method(method)) route.methods[upper(method)] = operation_of(item, operation);
    }
    if (has_parameters) {
      table_.with_parameters_.emplace(route.segments.size(), std::move(route));
    } else {
      table_.fixed_.emplace(path, std::move(route));
    }
  }

  static Segment segment_of(std::string_view text) {
    const auto open = text.find('{');
    if (open == std::string_view::npos) return {std::string{text}, false, {}};
    const auto close = text.find('}');
    return {std::string{text.substr(0, open)}, true, std::string{text.substr(close + 1)}};
  }

  Operation operation_of(const Json& item, const Json& operation) const {
    Operation result;
    const bool is_alias = operation.contains("x-tocsin-alias-of");
    result.id = operation.at(is_alias ? "x-tocsin-alias-of" : "operationId");
    for (const auto& role : operation.at("x-tocsin-roles")) {
      result.roles.push_back(role_from(role.get<std::string>()).value());
    }
    for (const auto* parameters : {&item, &operation}) {
      if (!parameters->contains("parameters")) continue;
      for (const auto& parameter : parameters->at("parameters"))
        add_query(parameter, result);
    }
    result.max_body_bytes = operation.value("x-tocsin-body-bytes", result.max_body_bytes);
    if (operation.contains("requestBody")) add_body(operation.at("requestBody"), result);
    return result;
  }

  void add_query(const Json& parameter, Operation& operation) const {
    const bool is_reference = parameter.contains("$ref");
    const auto& definition =
        is_reference
            ? document_.at(Json::json_pointer(parameter.at("$ref").get<std::string>().substr(1)))
            : parameter;
    if (definition.at("in") == "query") operation.query_parameters.push_back(definition.at("name"));
  }

  static void add_body(const Json& body, Operation& operation) {
    operation.is_body_required = body.value("required", false);
    const auto& schema = body.at("content").at("application/json").at("schema");
    if (schema.contains("$ref")) operation.body_schema = schema_name(schema.at("$ref"));
  }

  const Json& document_;
  RouteTable table_;
};

Result<RouteTable> RouteTable::read(std::string_view openapi) {
  try {
    const auto document = Json::parse(openapi);
    return Builder{document}.build();
  } catch (const std::exception& problem) {
    return fail(ErrorKind::invalid, std::string{"openapi.json: "} + problem.what());
  }
}

Match RouteTable::match(std::string_view method, std::string_view path) const {
  std::set<std::string_view> allowed;
  if (const auto fixed = fixed_.find(path); fixed != fixed_.end()) {
    if (const auto* operation = operation_for(fixed->second, method, allowed)) {
      return Matched{operation, {}};
    }
  }
  const auto segments = split(path);
  const auto [first, last] = with_parameters_.equal_range(segments.size());
  for (auto route = first; route != last; ++route) {
    auto parameters = parameters_of(route->second, segments);
    if (!parameters) continue;
    if (const auto* operation = operation_for(route->second, method, allowed)) {
      return Matched{operation, std::move(*parameters)};
    }
  }
  if (allowed.empty()) return NoSuchPath{};
  return wrong_method(allowed);
}

// Returns the operation for the method; else null, and adds the methods that the route has.
const Operation* RouteTable::operation_for(const Route& route,
                                           std::string_view method,
                                           std::set<std::string_view>& allowed) {
  const auto found = route.methods.find(method == "HEAD" ? "GET" : method);
  if (found != route.methods.end()) return &found->second;
  for (const auto& [other, operation] : route.methods)
    allowed.insert(other);
  return nullptr;
}

WrongMethod RouteTable::wrong_method(const std::set<std::string_view>& allowed) {
  WrongMethod wrong;
  for (const auto other : allowed) {
    wrong.allowed.append(wrong.allowed.empty() ? "" : ", ");
    wrong.allowed.append(other == "GET" ? "GET, HEAD" : other);
  }
  return wrong;
}

std::optional<std::vector<std::string_view>> RouteTable::parameters_of(
    const Route& route,
    const std::vector<std::string_view>& segments) {
  std::vector<std::string_view> parameters;
  for (std::size_t index = 0; index < segments.size(); ++index) {
    const auto& expected = route.segments[index];
    auto given = segments[index];
    if (!expected.is_parameter) {
      if (given != expected.prefix) return std::nullopt;
      continue;
    }
    if (!given.starts_with(expected.prefix) || !given.ends_with(expected.suffix)) {
      return std::nullopt;
    }
    given.remove_prefix(expected.prefix.size());
    given.remove_suffix(std::min(given.size(), expected.suffix.size()));
    if (given.empty()) return std::nullopt;
    parameters.push_back(given);
  }
  return parameters;
}

std::vector<std::string> RouteTable::operations() const {
  std::vector<std::string> ids;
  const auto add = [&](const Route& route) {
    for (const auto& [method, operation] : route.methods)
      ids.push_back(operation.id);
  };
  for (const auto& [path, route] : fixed_)
    add(route);
  for (const auto& [size, route] : with_parameters_)
    add(route);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace tocsin::adapters::http
