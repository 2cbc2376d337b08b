#include "adapters/channels/webhook/standard_webhooks.hpp"

#include <array>
#include <chrono>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "adapters/channels/text/base64.hpp"

namespace tocsin::adapters::channels {
namespace {

std::string hmac_sha256(const SigningKey& key, std::string_view message) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(),
       key.bytes.data(),
       static_cast<int>(key.bytes.size()),
       reinterpret_cast<const unsigned char*>(message.data()),
       message.size(),
       digest.data(),
       &size);
  return {digest.begin(), digest.begin() + size};
}

}  // namespace

Result<SigningKey> signing_key(std::string_view secret) {
  constexpr std::string_view prefix = "whsec_";
  if (!secret.starts_with(prefix)) return SigningKey{std::string{secret}};

  auto bytes = from_base64(secret.substr(prefix.size()));
  if (!bytes || bytes->empty())
    return fail(ErrorKind::invalid, "must be whsec_ followed by valid base64");
  return SigningKey{*std::move(bytes)};
}

std::vector<std::string> webhook_headers(const std::string& id,
                                         domain::Time now,
                                         std::string_view body,
                                         const std::vector<SigningKey>& keys) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const auto timestamp = std::to_string(seconds);
  std::vector<std::string> headers{"webhook-id: " + id, "webhook-timestamp: " + timestamp};
  if (keys.empty()) return headers;

  const auto message = id + '.' + timestamp + '.' + std::string{body};
  std::string signatures;
  for (const auto& key : keys)
    signatures += " v1," + base64(hmac_sha256(key, message));
  headers.push_back("webhook-signature:" + signatures);
  return headers;
}

}  // namespace tocsin::adapters::channels
