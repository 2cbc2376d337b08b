#pragma once

#include <string>

#include "domain/channels/channel.hpp"

namespace tocsin::domain {

// A recipient: a channel and an address on it.
struct Target {
  std::string id;
  Channel channel = Channel::console;
  // E-mail address, phone number, Slack channel, URL or routing key; empty for the console.
  std::string address;

  bool operator==(const Target&) const = default;
};

// Returns the displayed name: the id or, if it has none, the address without the parts that may be
// secret.
std::string name_of(const Target& target);

}  // namespace tocsin::domain
