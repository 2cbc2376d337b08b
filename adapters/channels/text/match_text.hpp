#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/channels/text/page_text.hpp"
#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// The words of a match: what a client is told of an alert that it has subscribed to. Titles and
// facts are on one line each; nothing is escaped yet, which is up to the channel.

// "Alert: disk full", and "Alert: CRITICAL - disk full".
std::string match_heading(const domain::Message& message);
std::string match_title(const domain::Message& message);

// What the sender calls the alert, as it was written; one that is kept here goes by our own id.
std::string match_alert_id(const domain::Message& message);

// What is known of every alert. The rule ids are a list, which may be long.
inline constexpr std::string_view rule_ids_name = "Matched Rule IDs";
std::vector<Fact> match_facts(const domain::Message& message);

// What the sender has added. It may be more than anybody reads, or a channel takes: then the end of
// a value is left out, and the last fields are.
std::vector<Fact> match_context(const domain::Message& message);

// What matters most, for where there is little room; its end is lost first, but not its mark.
std::string match_brief(const domain::Message& message, std::size_t max_characters);

}  // namespace tocsin::adapters::channels
