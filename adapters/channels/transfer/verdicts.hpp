#pragma once

#include <string>

#include "adapters/channels/transfer/transfer.hpp"
#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// What an HTTP answer means for a message. 2xx: it was sent; 408, 425, 429, 5xx and no answer
// at all: try again; a redirect, which we do not follow, and every other 4xx: refused. Of the URL,
// which may be a secret, the detail names the host alone.
domain::AttemptResult http_delivery(const TransferResult& result, const std::string& host);

// The same of SMTP (RFC 5321, 4.2.1): 2xx was sent, 5xx is for good, everything else passes.
domain::AttemptResult smtp_delivery(const TransferResult& result, const std::string& host);

domain::AttemptResult refused(std::string detail);

}  // namespace tocsin::adapters::channels
