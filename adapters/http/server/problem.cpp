#include "adapters/http/server/problem.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace tocsin::adapters::http {
namespace {

struct Status {
  int code;
  std::string_view reason;
};

constexpr std::array statuses{
    Status{200, "OK"},
    Status{201, "Created"},
    Status{202, "Accepted"},
    Status{204, "No Content"},
    Status{207, "Multi-Status"},
    Status{301, "Moved Permanently"},
    Status{302, "Found"},
    Status{303, "See Other"},
    Status{304, "Not Modified"},
    Status{307, "Temporary Redirect"},
    Status{308, "Permanent Redirect"},
    Status{400, "Bad Request"},
    Status{401, "Unauthorized"},
    Status{403, "Forbidden"},
    Status{404, "Not Found"},
    Status{405, "Method Not Allowed"},
    Status{406, "Not Acceptable"},
    Status{408, "Request Timeout"},
    Status{409, "Conflict"},
    Status{410, "Gone"},
    Status{412, "Precondition Failed"},
    Status{413, "Content Too Large"},
    Status{414, "URI Too Long"},
    Status{415, "Unsupported Media Type"},
    Status{417, "Expectation Failed"},
    Status{422, "Unprocessable Content"},
    Status{428, "Precondition Required"},
    Status{429, "Too Many Requests"},
    Status{431, "Request Header Fields Too Large"},
    Status{500, "Internal Server Error"},
    Status{501, "Not Implemented"},
    Status{502, "Bad Gateway"},
    Status{503, "Service Unavailable"},
    Status{504, "Gateway Timeout"},
    Status{505, "HTTP Version Not Supported"},
};

void append_escaped(std::string& json, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += {'\\', c};
    } else if (byte < 0x20) {
      json.append("\\u00").append({digits[byte >> 4U], digits[byte & 15U]});
    } else {
      json += c;
    }
  }
}

}  // namespace

std::string_view reason(int status) {
  const auto* const found = std::ranges::find(statuses, status, &Status::code);
  return found == statuses.end() ? "Unknown" : found->reason;
}

Response problem(int status, std::string_view detail) {
  std::string json = R"({"type":"about:blank","title":")";
  json.append(reason(status)).append(R"(","status":)").append(std::to_string(status));
  json += R"(,"detail":")";
  append_escaped(json, detail);
  json += "\"}";
  return {status, "application/problem+json", std::move(json), {}};
}

}  // namespace tocsin::adapters::http
