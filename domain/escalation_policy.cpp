#include "domain/escalation_policy.hpp"

#include <algorithm>

#include "domain/words.hpp"

namespace tocsin::domain {
namespace {

// The scheme and host of a URL: what follows may be a secret.
std::string without_path(const std::string& url) {
  const auto host = url.find("://") + 3;
  return url.substr(0, std::min(url.find_first_of("/?#", host), url.size()));
}

}  // namespace

std::string name_of(const Target& target) {
  if (!target.id.empty()) return target.id;
  if (target.address.empty()) return "the " + std::string{word_for(target.channel)};
  if (target.channel == Channel::pagerduty) return "PagerDuty";
  const bool is_url = target.address.find("://") != std::string::npos;
  return is_url ? without_path(target.address) : target.address;
}

}  // namespace tocsin::domain
