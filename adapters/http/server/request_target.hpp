#pragma once

#include <optional>

#include "adapters/http/server/head.hpp"
#include "adapters/http/server/refusal.hpp"

namespace tocsin::adapters::http {

// Sets the request's path and query from the target of its head (RFC 9112, 3.2). An absolute target
// must name the host that Host names; CONNECT is not served.
std::optional<Refusal> read_target(const Head& head, Request& request);

}  // namespace tocsin::adapters::http
