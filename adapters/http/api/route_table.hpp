#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http/api/access.hpp"
#include "adapters/http/server/limits.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

// Unless an operation says otherwise.
inline constexpr std::size_t default_max_body_bytes = 64 * kibibyte;

// What the OpenAPI document says of one operation.
struct Operation {
  std::string id;
  std::vector<Role> roles;  // none: whoever asks, without a token
  std::vector<std::string> query_parameters;
  std::string body_schema;  // empty: it takes no body, or reads it for itself
  bool is_body_required = false;
  std::size_t max_body_bytes = default_max_body_bytes;
};

// The path is an operation's, with the raw text of its parameters, in their order.
struct Matched {
  const Operation* operation;
  std::vector<std::string_view> parameters;
};
// The path exists, the method does not; these do.
struct WrongMethod {
  std::string allowed;
};
struct NoSuchPath {};
using Match = std::variant<Matched, WrongMethod, NoSuchPath>;

// The routes of the API, read from its OpenAPI document: what is not in it does not exist.
// Immutable.
class RouteTable {
 public:
  // invalid when the document does not say what it must.
  static Result<RouteTable> read(std::string_view openapi);

  // HEAD is answered as GET.
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
  class Builder;

  static std::optional<std::vector<std::string_view>> parameters_of(
      const Route& route,
      const std::vector<std::string_view>& segments);
  static Match match(const Route& route,
                     std::string_view method,
                     std::vector<std::string_view> parameters);

  // Those without parameters are found at once; the others are few, ordered by number of segments.
  std::map<std::string, Route, std::less<>> fixed_;
  std::multimap<std::size_t, Route> with_parameters_;
};

}  // namespace tocsin::adapters::http
