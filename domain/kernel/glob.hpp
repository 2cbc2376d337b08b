#pragma once

#include <string_view>

namespace tocsin::domain {

// Returns whether the whole text matches the pattern: `*` matches any characters, even none, `?`
// any one character, and every other character itself. Takes at most as many steps as the product
// of their lengths.
bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace tocsin::domain
