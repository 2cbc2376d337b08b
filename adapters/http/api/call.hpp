#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "adapters/http/api/access.hpp"
#include "adapters/http/api/url.hpp"
#include "adapters/http/server/request.hpp"
#include "domain/kernel/result.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

// One request on its way to its operation: caller, path parameters, query and body. The body agrees
// with the operation's schema and is valid until the operation returns.
struct Call {
  const Request& request;
  Caller caller;
  std::vector<std::string> path;  // decoded parameters of the path
  std::vector<QueryParameter> query;
  std::optional<simdjson::dom::element> body;

  std::optional<std::string_view> query_value(std::string_view name) const;

  // The part that the journal stores.
  ports::Received received() const;
};

// The name of the actor: `by` of the body, or the caller.
std::string doer_of(const Call& call);

// Answers calls of one operation. Called on the server's threads; must not block.
using OperationHandler = std::function<void(const Call&, Reply)>;

}  // namespace tocsin::adapters::http
