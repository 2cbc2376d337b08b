#pragma once

#include <string_view>

#include "domain/channels/channel.hpp"

namespace tocsin::domain {

// Can something be sent there? An e-mail address, a phone number in the international form, a Slack
// channel ("#ops"), user ("@bob") or incoming webhook, a URL of http or https, a PagerDuty routing
// key; the console has none. Says nothing about whether anybody is there.
bool is_address(Channel channel, std::string_view text);

}  // namespace tocsin::domain
