#include "adapters/http/api/secrets.hpp"

#include "domain/channels/server.hpp"

namespace tocsin::adapters::http {

using domain::Channel;
using domain::Target;

namespace {

constexpr const char* rest = "…";

std::string end_of(const std::string& key) {
  constexpr std::size_t shown = 4;
  return key.size() > 2 * shown ? rest + key.substr(key.size() - shown) : rest;
}

}  // namespace

Secrets secrets_for(const Caller& caller) {
  return caller.role == Role::admin ? Secrets::shown : Secrets::hidden;
}

std::string address_of(const Target& target, Secrets secrets) {
  const auto& address = target.address;
  if (secrets == Secrets::shown) return address;
  if (target.channel == Channel::pagerduty) return end_of(address);

  const auto scheme_ends = address.find("://");
  if (scheme_ends == std::string::npos) return address;
  return address.substr(0, scheme_ends + 3).append(server_of(target)).append("/").append(rest);
}

}  // namespace tocsin::adapters::http
