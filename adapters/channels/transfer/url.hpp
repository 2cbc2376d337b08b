#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// The host of a URL, the only part of it that may be shown; "the target" when it is not a URL.
std::string host_of(const std::string& url);

// As in the body of a form (RFC 3986, 2.1: everything but the unreserved characters is encoded).
std::string percent_encoded(std::string_view text);

}  // namespace tocsin::adapters::channels
