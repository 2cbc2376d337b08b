#pragma once

#include <string_view>
#include <vector>

#include "domain/channels/channel.hpp"

namespace tocsin::domain {

// Returns whether the text is a valid address on the channel: an e-mail address (ASCII), a phone
// number in the international form, a Slack channel ("#ops"), user ("@bob") or incoming webhook, an
// http or https URL, or a PagerDuty routing key; the console has none. Does not check that the
// address exists.
bool is_address(Channel channel, std::string_view text);

// Returns the addresses of a text: several for a list of e-mail addresses separated by commas, else
// the text itself.
std::vector<std::string_view> addresses_in(Channel channel, std::string_view text);

}  // namespace tocsin::domain
