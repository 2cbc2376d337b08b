#pragma once

#include <cstdint>
#include <string_view>

namespace tocsin::domain {

// FNV-1a with 64 bits. Rows on disk have its values, so it never changes.
inline constexpr std::uint64_t fnv1a_basis = 0xCBF2'9CE4'8422'2325;

// Continues a hash with further bytes.
constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = fnv1a_basis) {
  constexpr std::uint64_t prime = 0x100'0000'01B3;
  for (const char byte : bytes)
    hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
  return hash;
}

}  // namespace tocsin::domain
