#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// A fact about an alert, each string on one line.
struct Fact {
  std::string name;
  std::string value;
};

// Whether the message says that the problem has ended.
bool is_over(const domain::Message& message);

// The mark of a possible duplicate: an earlier attempt may have arrived.
inline constexpr std::string_view repeat_mark = "(possibly repeated)";

// Returns the title: "[HIGH] payments: High CPU on server-1". For every message except a match, see
// match_text.hpp.
std::string title_of(const domain::Message& message);

// Returns the facts that are not empty.
std::vector<Fact> facts_of(const domain::Message& message);

// Returns the advice to the reader; empty if there is none.
std::string advice_of(const domain::Message& message);

// Returns the whole message as plain text. A text that is too long loses its end, but not its mark.
std::string page_text(const domain::Message& message, std::size_t max_characters);

}  // namespace tocsin::adapters::channels
