#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tocsin::domain {

// Returns the text; if it is longer than `max_bytes` of UTF-8 (at least 32), its beginning, "…#"
// and a hash of the whole text. So a cut text is marked as such, and texts that differ only behind
// the cut do not become equal: paths, groups and identities are compared.
std::string cut_apart(std::string_view text, std::size_t max_bytes);

}  // namespace tocsin::domain
