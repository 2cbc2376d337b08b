#pragma once

#include <algorithm>
#include <string_view>

namespace tocsin::domain {

// Returns the text without the spaces at its ends.
inline std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace tocsin::domain
