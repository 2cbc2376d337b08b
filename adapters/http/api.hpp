#pragma once

#include <map>
#include <string>

#include "adapters/http/access.hpp"
#include "adapters/http/call.hpp"
#include "adapters/http/message.hpp"
#include "adapters/http/route_table.hpp"
#include "adapters/json/schemas.hpp"
#include "domain/result.hpp"

namespace tocsin::adapters::http {

using OperationHandlers = std::map<std::string, OperationHandler, std::less<>>;

// Brings a request to its operation: finds the route, asks who is calling and whether he may, reads
// and checks query and body. Callable from any thread.
class Api {
 public:
  // `schemas` must outlive it.
  Api(RouteTable routes, Access access, const json::Schemas& schemas, OperationHandlers handlers);

  // invalid when an operation of the route table has no handler, or a handler no operation.
  Result<Done> is_complete() const;

  void handle(const Request& request, Reply reply) const;

  // How many bytes the body of such a request may have.
  static std::size_t body_limit(std::string_view method, std::string_view path);

 private:
  void run(const Matched& matched, const Request& request, Reply reply) const;

  RouteTable routes_;
  Access access_;
  const json::Schemas& schemas_;
  OperationHandlers handlers_;
};

}  // namespace tocsin::adapters::http
