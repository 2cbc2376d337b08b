#pragma once

#include <string>

#include "domain/channels/channel.hpp"

namespace tocsin::domain {

// Somebody, or something, to tell: a channel and an address on it.
struct Target {
  std::string id;
  Channel channel = Channel::console;
  // E-mail address, phone number, Slack channel, URL or routing key; empty for the console.
  std::string address;

  bool operator==(const Target&) const = default;
};

// What people may read: its id or, without the parts that may be secret, its address.
std::string name_of(const Target& target);

}  // namespace tocsin::domain
