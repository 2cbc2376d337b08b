#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// Returns the host of a URL, the only part of it that may be displayed; "the target" if it is not a
// valid URL.
std::string host_of(const std::string& url);

// Returns the host as a URL has it: an IPv6 address gets brackets. Nothing if it is no host, such
// as one with a port.
std::optional<std::string> host_in_url(std::string_view host);

// Encodes for the body of a form (RFC 3986, 2.1: everything except the unreserved characters).
std::string percent_encoded(std::string_view text);

}  // namespace tocsin::adapters::channels
