#include <map>
#include <optional>
#include <string>

#include "domain/channels/address.hpp"
#include "domain/kernel/words.hpp"
#include "main/settings/sections.hpp"
#include "main/settings/yaml.hpp"

namespace tocsin {

using domain::Channel;
using domain::Target;
using yaml::Mistake;
using yaml::one_of;
using yaml::Section;

namespace {

constexpr auto email_key = "email";
constexpr auto phone_number_key = "phone_number";
constexpr auto channel_key = "channel";
constexpr auto url_key = "url";
constexpr auto routing_key_key = "routing_key";

Channel channel_from(const YAML::Node& node) {
  return one_of<Channel>(node,
                         {{"email", Channel::email},
                          {"sms", Channel::sms},
                          {"SMS", Channel::sms},
                          {"slack", Channel::slack},
                          {"webhook", Channel::webhook},
                          {"console", Channel::console},
                          {"pagerduty", Channel::pagerduty}});
}

// The key of a target's address; empty for a channel without one.
std::string key_of(Channel channel) {
  switch (channel) {
    case Channel::email: return email_key;
    case Channel::sms: return phone_number_key;
    case Channel::slack: return channel_key;
    case Channel::webhook: return url_key;
    case Channel::pagerduty: return routing_key_key;
    case Channel::console: return {};
  }
  __builtin_unreachable();
}

bool belongs_to(Channel channel, const std::string& key) {
  return key == key_of(channel) || (channel == Channel::slack && key == url_key);
}

// Returns the address of the target among those that the node has.
std::string address_from(const YAML::Node& node,
                         Channel channel,
                         const std::map<std::string, std::string>& addresses) {
  const std::string of_type = " for type " + std::string{domain::word_for(channel)};
  const auto key = key_of(channel);
  std::string address;
  for (const auto& [other, written] : addresses) {
    if (written.empty()) continue;
    if (!belongs_to(channel, other)) {
      const auto advice = key.empty() ? std::string{} : "; use \"" + key + '"';
      auto mistake = '"' + other;
      throw Mistake{node, mistake.append("\" is not allowed").append(of_type).append(advice)};
    }
    if (!address.empty()) throw Mistake{node, "use \"channel\" or \"url\", not both"};
    address = written;
  }
  if (address.empty() && !key.empty()) throw Mistake{node, '"' + key + "\" is required" + of_type};
  if (!domain::is_address(channel, address)) {
    throw Mistake{node, '"' + key + "\" is not a valid address" + of_type};
  }
  return address;
}

}  // namespace

Target fallback_from(const YAML::Node& node) {
  Target target;
  target.id = "fallback";
  std::optional<Channel> channel;
  std::map<std::string, std::string> addresses;
  Section{}
      .key("type", [&](const YAML::Node& type) { channel = channel_from(type); })
      .text_key(email_key, addresses[email_key])
      .text_key(phone_number_key, addresses[phone_number_key])
      .text_key(channel_key, addresses[channel_key])
      .text_key(url_key, addresses[url_key])
      .secret_key(routing_key_key, addresses[routing_key_key])
      .text_key("id", target.id)
      .read(node);
  if (!channel) throw Mistake{node, "\"type\" is required"};
  target.channel = *channel;
  target.address = address_from(node, *channel, addresses);
  return target;
}

}  // namespace tocsin
