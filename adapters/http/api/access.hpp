#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

// The rights of a token. The route table lists the roles that may call each operation.
enum class Role { admin, responder, viewer, ingest };

std::string_view name_of(Role role);
std::optional<Role> role_from(std::string_view name);

using Sha256 = std::array<std::uint8_t, 32>;

// Only the digest of a token is kept: it has 190 random bits, so it needs no slow hash.
struct Token {
  std::string name;
  domain::TenantId tenant;
  Role role = Role::viewer;
  Sha256 digest{};
};

// The sender of a request.
struct Caller {
  domain::TenantId tenant;
  std::string name;
  Role role = Role::viewer;
};

// Authenticates requests. Without configured tokens, every caller is the admin of the one tenant,
// `default`. Thread-safe.
class Access {
 public:
  explicit Access(std::vector<Token> tokens);

  // Returns the caller whose token an Authorization field carries; nothing if the token is unknown.
  std::optional<Caller> caller(std::optional<std::string_view> authorization) const;

 private:
  std::vector<Token> tokens_;
};

Sha256 digest_of(std::string_view token);

}  // namespace tocsin::adapters::http
