#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/channels/transfer/transfer.hpp"
#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// Returns the server's own words for display: the start of the text on one line, in parentheses, or
// nothing if there are none. `secrets` are masked.
std::string words_for_display(std::string_view text, const std::vector<std::string_view>& secrets);

// Returns the verdict on an HTTP response. 2xx: sent; 429: limited; 408, 425, 5xx and no response:
// try again; a redirect, which is not followed, and every other 4xx: refused. The URL may be a
// secret: the detail names only its host.
domain::AttemptResult http_delivery(const TransferResult& result, const std::string& host);

// The same for a URL that is a target. A rejection shows what the server says, without the parts of
// the URL that may be secret.
domain::AttemptResult url_delivery(const TransferResult& result, const std::string& url);

// Returns the verdict on an SMTP reply (RFC 5321, 4.2.1). 2xx: sent; 421, with which servers limit
// connections: limited; 5xx: refused; everything else: try again. Anything but sent shows what the
// server says.
domain::AttemptResult smtp_delivery(const TransferResult& result, const std::string& host);

domain::AttemptResult refused(std::string detail);

}  // namespace tocsin::adapters::channels
