#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::channels {

// What a webhook's receiver checks its sender by (Standard Webhooks, symmetric signatures "v1").
struct SigningKey {
  std::string bytes;
};

// A secret as people write it: "whsec_" and base64, or any other text as it is. `invalid` when
// there is no base64 behind "whsec_".
Result<SigningKey> signing_key(std::string_view secret);

// The headers webhook-id, webhook-timestamp and, with a key or more, webhook-signature.
std::vector<std::string> webhook_headers(const std::string& id,
                                         domain::Time now,
                                         std::string_view body,
                                         const std::vector<SigningKey>& keys);

}  // namespace tocsin::adapters::channels
