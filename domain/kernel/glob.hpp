#pragma once

#include <string_view>

namespace tocsin::domain {

// Does the whole text look like the pattern: `*` is any run of letters, also none, `?` is any one
// letter, everything else is itself? Takes no more steps than their lengths multiplied.
bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace tocsin::domain
