#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// Returns the host of a URL, the only part of it that may be displayed; "the target" if it is not a
// valid URL.
std::string host_of(const std::string& url);

// Encodes for the body of a form (RFC 3986, 2.1: everything except the unreserved characters).
std::string percent_encoded(std::string_view text);

}  // namespace tocsin::adapters::channels
