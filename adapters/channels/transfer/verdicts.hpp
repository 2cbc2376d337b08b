#pragma once

#include <string>

#include "adapters/channels/transfer/transfer.hpp"
#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// Returns the verdict on an HTTP response. 2xx: sent; 408, 425, 429, 5xx and no response: try
// again; a redirect, which is not followed, and every other 4xx: refused. The URL may be a secret:
// the detail names only its host.
domain::AttemptResult http_delivery(const TransferResult& result, const std::string& host);

// Returns the verdict on an SMTP reply (RFC 5321, 4.2.1). 2xx: sent; 5xx: refused; everything else:
// try again.
domain::AttemptResult smtp_delivery(const TransferResult& result, const std::string& host);

domain::AttemptResult refused(std::string detail);

}  // namespace tocsin::adapters::channels
