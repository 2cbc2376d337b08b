#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http/api/access.hpp"
#include "adapters/http/server/limits.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

// The limit of an operation without `x-tocsin-body-bytes`.
inline constexpr std::size_t default_max_body_bytes = Limits{}.body_bytes;

// One operation of openapi.json.
struct Operation {
  std::string id;
  std::vector<Role> roles;  // empty: no token is needed
  std::vector<std::string> query_parameters;
  std::string body_schema;  // empty: no body, or one that the operation reads on its own
  bool is_body_required = false;
  std::size_t max_body_bytes = default_max_body_bytes;
};

// An operation and the raw text of the parameters in the path, in their order.
struct Matched {
  const Operation* operation;
  std::vector<std::string_view> parameters;
};
// The path exists, but not for this method. `allowed` lists its methods.
struct WrongMethod {
  std::string allowed;
};
struct NoSuchPath {};
using Match = std::variant<Matched, WrongMethod, NoSuchPath>;

// The routes of the API. openapi.json is their only source. Immutable.
class RouteTable {
 public:
  // Fails with invalid if openapi.json lacks a required member.
  static Result<RouteTable> read(std::string_view openapi);

  // Finds the operation of a request. HEAD counts as GET. A word of a path, such as `generate` in
  // /v1/alerts/generate, is also a key in its place, for the methods that the word does not have.
  Match match(std::string_view method, std::string_view path) const;

  // The ids of all operations.
  std::vector<std::string> operations() const;

 private:
  struct Segment {
    std::string prefix;  // the whole segment when it is not a parameter
    bool is_parameter = false;
    std::string suffix;  // "{name}.json" has one
  };
  struct Route {
    std::vector<Segment> segments;
    std::map<std::string, Operation, std::less<>> methods;
  };

  static const Operation* operation_for(const Route& route,
                                        std::string_view method,
                                        std::set<std::string_view>& allowed);
  static WrongMethod wrong_method(const std::set<std::string_view>& allowed);
  class Builder;

  static std::optional<std::vector<std::string_view>> parameters_of(
      const Route& route,
      const std::vector<std::string_view>& segments);

  // Routes without parameters by path; the few others by number of segments.
  std::map<std::string, Route, std::less<>> fixed_;
  std::multimap<std::size_t, Route> with_parameters_;
};

}  // namespace tocsin::adapters::http
