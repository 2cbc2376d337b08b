#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/channels/text/page_text.hpp"
#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// The text of a match: the notification of a client about an alert that it has subscribed to.
// Titles and facts are on one line each; the channels escape them.

// Return the title and heading: "Alert: disk full", and "Alert: CRITICAL - disk full".
std::string match_heading(const domain::Message& message);
std::string match_title(const domain::Message& message);

// Returns the sender's id of the alert, as written; an alert of Tocsin has Tocsin's id.
std::string match_alert_id(const domain::Message& message);

// The facts that every alert has. The rule ids are a list, which may be long.
inline constexpr std::string_view rule_ids_name = "Matched Rule IDs";
std::vector<Fact> match_facts(const domain::Message& message);

// Returns the sender's additional fields. If they are too long for a channel, the ends of values
// and the last fields are left out.
std::vector<Fact> match_context(const domain::Message& message);

// Returns the most important facts for channels with little space. A text that is too long loses
// its end, but not its mark.
std::string match_brief(const domain::Message& message, std::size_t max_characters);

}  // namespace tocsin::adapters::channels
