#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// A thing to know about an alert, each text on one line.
struct Fact {
  std::string name;
  std::string value;
};

// Does it say that all is well again?
bool is_over(const domain::Message& message);

// What is said when an attempt before this one may have arrived.
inline constexpr std::string_view repeat_mark = "(possibly repeated)";

// "[HIGH] payments: High CPU on server-1". Of every message but a match, whose words are in
// match_text.hpp.
std::string title_of(const domain::Message& message);

// What is known, without what is empty.
std::vector<Fact> facts_of(const domain::Message& message);

// What the reader can do about it; empty when there is nothing to do.
std::string advice_of(const domain::Message& message);

// All of it as plain text. What is too long loses its end, but not its mark.
std::string page_text(const domain::Message& message, std::size_t max_characters);

}  // namespace tocsin::adapters::channels
