#pragma once

#include <string_view>

#include "adapters/http/server/request.hpp"

namespace tocsin::adapters::http {

// The reason phrase of a status (RFC 9110, 15); "Unknown" for one this server never sends.
std::string_view reason(int status);

// An error as application/problem+json of the type about:blank (RFC 9457). `detail` is for people
// and must be UTF-8.
Response problem(int status, std::string_view detail);

}  // namespace tocsin::adapters::http
