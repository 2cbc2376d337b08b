#include "domain/channels/target.hpp"

#include <string>

#include "domain/channels/server.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {
namespace {

// Returns the scheme and server of a URL: the rest may be a secret.
std::string without_secrets(const Target& target) {
  const auto& url = target.address;
  return url.substr(0, url.find("://") + 3).append(server_of(target));
}

}  // namespace

std::string name_of(const Target& target) {
  if (!target.id.empty()) return target.id;
  if (target.address.empty()) return "the " + std::string{word_for(target.channel)};
  if (target.channel == Channel::pagerduty) return "PagerDuty";
  const bool is_url = target.address.find("://") != std::string::npos;
  return is_url ? without_secrets(target) : target.address;
}

}  // namespace tocsin::domain
