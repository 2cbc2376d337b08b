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

// One request on its way to its operation: who asks, for what, with what. The body has been read
// and agrees with the operation's schema; it lives only until the operation returns.
struct Call {
  const Request& request;
  Caller caller;
  std::vector<std::string> path;  // its parameters, decoded
  std::vector<QueryParameter> query;
  std::optional<simdjson::dom::element> body;

  std::optional<std::string_view> query_value(std::string_view name) const;

  // What the journal keeps of it.
  ports::Received received() const;
};

// Whom to name as the one who did it: what the body says in `by`, or the caller.
std::string doer_of(const Call& call);

// Answers calls of one operation; called on the server's threads, must not block.
using OperationHandler = std::function<void(const Call&, Reply)>;

}  // namespace tocsin::adapters::http
