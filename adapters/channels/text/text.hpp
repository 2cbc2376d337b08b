#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// Replaces control characters by spaces, so that external text cannot begin a new line.
std::string one_line(std::string_view text);

// Returns the first `count` characters of UTF-8 by the count of UTF-16, as the limits of providers
// mean them: those beyond the basic plane, such as emoji, count as two.
std::string_view first_characters(std::string_view text, std::size_t count);

// Returns the number of bytes of UTF-8, at most `max_bytes`, that end with a whole code point.
std::size_t whole_characters(std::string_view text, std::size_t max_bytes);

// Escapes for the text and the quoted attributes of HTML.
std::string html_escaped(std::string_view text);

// Escapes as Slack requires: no text can mention a channel or hide a link.
std::string slack_escaped(std::string_view text);

// Returns the text with ASCII letters in upper case.
std::string upper(std::string_view text);

}  // namespace tocsin::adapters::channels
