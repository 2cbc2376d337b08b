#include "domain/kernel/number.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace tocsin::domain {
namespace {

template <typename Value>
std::optional<Number> whole_text_as(std::string_view text) {
  Value number{};
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return static_cast<Number>(number);
}

}  // namespace

std::optional<Number> number_from(std::string_view text) {
  if (const auto number = whole_text_as<std::int64_t>(text)) return number;
  if (const auto number = whole_text_as<std::uint64_t>(text)) return number;
  const auto number = whole_text_as<double>(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

}  // namespace tocsin::domain
