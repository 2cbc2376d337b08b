#include "adapters/http/api/access.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace tocsin::adapters::http {

namespace {

constexpr std::string_view scheme = "bearer ";

// The name of a scheme may be in any case (RFC 9110, 11.1).
bool is_bearer(std::string_view authorization) {
  return std::equal(scheme.begin(),
                    scheme.end(),
                    authorization.begin(),
                    authorization.begin() +
                        static_cast<std::ptrdiff_t>(std::min(scheme.size(), authorization.size())),
                    [](char expected, char given) { return expected == std::tolower(given); });
}

constexpr std::array roles{Role::admin, Role::responder, Role::viewer, Role::ingest};

}  // namespace

std::string_view name_of(Role role) {
  switch (role) {
    case Role::admin: return "admin";
    case Role::responder: return "responder";
    case Role::viewer: return "viewer";
    case Role::ingest: return "ingest";
  }
  __builtin_unreachable();
}

std::optional<Role> role_from(std::string_view name) {
  for (const auto role : roles) {
    if (name_of(role) == name) return role;
  }
  return std::nullopt;
}

Access::Access(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

std::optional<Caller> Access::caller(std::optional<std::string_view> authorization) const {
  if (tokens_.empty()) return Caller{{"default"}, "anonymous", Role::admin};

  if (!authorization || !is_bearer(*authorization)) return std::nullopt;
  const auto digest = digest_of(authorization->substr(scheme.size()));
  for (const auto& token : tokens_) {
    if (CRYPTO_memcmp(token.digest.data(), digest.data(), digest.size()) == 0) {
      return Caller{token.tenant, token.name, token.role};
    }
  }
  return std::nullopt;
}

Sha256 digest_of(std::string_view token) {
  Sha256 digest{};
  const std::vector<unsigned char> bytes{token.begin(), token.end()};
  SHA256(bytes.data(), bytes.size(), digest.data());
  return digest;
}

}  // namespace tocsin::adapters::http
