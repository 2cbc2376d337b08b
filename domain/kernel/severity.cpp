#include "domain/kernel/severity.hpp"

namespace tocsin::domain {

std::optional<Severity> Severity::parse(std::string_view token) {
  for (std::size_t index = 0; index < tokens.size(); ++index) {
    if (tokens[index] != token) continue;
    Severity severity;
    severity.index_ = static_cast<std::uint8_t>(index);
    return severity;
  }
  return std::nullopt;
}

int Severity::rank() const {
  constexpr std::array<int, 6> ranks{0, 1, 2, 2, 3, 4};
  return ranks[index_ % ranks.size()];
}

}  // namespace tocsin::domain
