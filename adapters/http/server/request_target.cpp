#include "adapters/http/server/request_target.hpp"

#include "adapters/http/server/syntax.hpp"

namespace tocsin::adapters::http {
namespace {

// Takes scheme and authority off an absolute target; nothing when it has no known scheme.
std::optional<std::string_view> take_authority(std::string_view& target) {
  constexpr std::string_view schemes[] = {"http://", "https://"};
  for (const auto scheme : schemes) {
    if (!same_name(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    const auto authority = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(authority.size());
    return authority;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> read_target(const Head& head, Request& request) {
  auto target = head.target;
  if (const auto authority = take_authority(target)) {
    if (authority->empty() || !same_name(*authority, head.host)) {
      return Refusal{400, "the request target must name the same host as Host"};
    }
    if (!target.starts_with('/')) target = "/";
  }
  const auto whole_server = target == "*" && head.method == "OPTIONS";
  if (!whole_server && !target.starts_with('/')) {
    return Refusal{400, "the request target must be a path"};
  }
  if (target.find('#') != std::string_view::npos) {
    return Refusal{400, "the request target must not have a fragment"};
  }

  const auto mark = target.find('?');
  request.path = target.substr(0, mark);
  request.query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
  return std::nullopt;
}

}  // namespace tocsin::adapters::http
