#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// Control characters become spaces: what somebody else wrote cannot begin a line of its own.
std::string one_line(std::string_view text);

// The first so many code points of UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count);

// How many bytes of UTF-8, at most `max_bytes`, end with a whole code point.
std::size_t whole_characters(std::string_view text, std::size_t max_bytes);

// For the text and the quoted attributes of HTML.
std::string html_escaped(std::string_view text);

// What Slack asks for: no text can mention a channel or hide a link.
std::string slack_escaped(std::string_view text);

// ASCII letters as capitals.
std::string upper(std::string_view text);

}  // namespace tocsin::adapters::channels
