#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/api/access.hpp"
#include "adapters/http/api/call.hpp"
#include "adapters/http/api/route_table.hpp"
#include "adapters/http/server/request.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

using OperationHandlers = std::map<std::string, OperationHandler, std::less<>>;

// Brings a request to its operation: finds the route, authenticates the caller and checks the role,
// reads and checks query and body. Thread-safe.
class Api {
 public:
  // `schemas` must outlive it.
  Api(RouteTable routes, Access access, const json::Schemas& schemas, OperationHandlers handlers);

  // Fails with invalid if an operation of the route table has no handler, or a handler no
  // operation.
  Result<Done> is_complete() const;

  void handle(const Request& request, Reply reply) const;

  // Returns the maximum size of the body of such a request in bytes.
  std::size_t body_limit(std::string_view method, std::string_view path) const;

 private:
  void run(const Matched& matched, const Request& request, Reply reply) const;

  // These set the caller and the body of the call. They return the answer to a request that is
  // refused.
  std::optional<Response> identify(Call& call, const Operation& operation) const;
  std::optional<Response> read_body(Call& call, const Operation& operation) const;

  RouteTable routes_;
  Access access_;
  const json::Schemas& schemas_;
  OperationHandlers handlers_;
};

}  // namespace tocsin::adapters::http
