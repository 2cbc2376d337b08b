#include "domain/channels/server.hpp"

namespace tocsin::domain {

std::string_view server_of(const Target& target) {
  constexpr std::string_view mark = "://";
  std::string_view address = target.address;
  const auto scheme_ends = address.find(mark);
  if (scheme_ends == std::string_view::npos) return {};

  address.remove_prefix(scheme_ends + mark.size());
  address = address.substr(0, address.find_first_of("/?#"));
  const auto user_ends = address.rfind('@');
  return user_ends == std::string_view::npos ? address : address.substr(user_ends + 1);
}

}  // namespace tocsin::domain
