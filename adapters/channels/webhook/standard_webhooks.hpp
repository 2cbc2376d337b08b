#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::channels {

// The key with which the receiver of a webhook verifies the sender (Standard Webhooks, symmetric
// signatures "v1").
struct SigningKey {
  std::string bytes;
};

// Parses a secret: "whsec_" and base64, or any other string as it is. Fails with invalid if
// "whsec_" is not followed by valid base64.
Result<SigningKey> signing_key(std::string_view secret);

// Returns the headers webhook-id, webhook-timestamp and, with at least one key, webhook-signature.
std::vector<std::string> webhook_headers(const std::string& id,
                                         domain::Time now,
                                         std::string_view body,
                                         const std::vector<SigningKey>& keys);

}  // namespace tocsin::adapters::channels
