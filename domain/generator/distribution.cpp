#include "domain/generator/distribution.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

#include "domain/kernel/trimmed.hpp"

namespace tocsin::domain {
namespace {

using Share = Distribution::Share;

constexpr int whole = 100;

std::optional<int> percent_from(std::string_view text) {
  int percent = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, percent);
  if (error != std::errc{} || stop != end || percent < 0 || percent > whole) return std::nullopt;
  return percent;
}

// "HIGH:30"; the value may have colons of its own.
std::optional<Share> share_from(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto value = trimmed(text.substr(0, colon));
  const auto percent = percent_from(trimmed(text.substr(colon + 1)));
  if (value.empty() || !percent) return std::nullopt;
  return Share{std::string{value}, *percent};
}

}  // namespace

Result<Distribution> Distribution::parse(std::string_view text, const std::string& pointer) {
  std::vector<Share> shares;
  int sum = 0;
  for (bool is_last = false; !is_last;) {
    const auto comma = text.find(',');
    is_last = comma == std::string_view::npos;
    const auto part = trimmed(text.substr(0, comma));
    auto share = share_from(part);
    if (!share) {
      return fail(
          ErrorKind::invalid,
          "must be shares as VALUE:PERCENT in integer percent, not \"" + std::string{part} + "\"",
          pointer);
    }
    const bool is_new = std::none_of(shares.begin(), shares.end(), [&](const Share& other) {
      return other.value == share->value;
    });
    if (!is_new) return fail(ErrorKind::invalid, "names " + share->value + " twice", pointer);
    sum += share->percent;
    shares.push_back(std::move(*share));
    text.remove_prefix(is_last ? text.size() : comma + 1);
  }
  if (sum != whole) {
    return fail(ErrorKind::invalid, "must sum to 100, but sums to " + std::to_string(sum), pointer);
  }
  return Distribution{std::move(shares)};
}

const std::string& Distribution::value_at(int percent) const {
  assert(percent >= 0 && percent < whole);
  auto share = shares_.begin();
  for (; percent >= share->percent; ++share)
    percent -= share->percent;
  return share->value;
}

std::string to_text(const Distribution& distribution) {
  std::string text;
  for (const auto& share : distribution.shares()) {
    if (!text.empty()) text += ',';
    text += share.value + ':' + std::to_string(share.percent);
  }
  return text;
}

}  // namespace tocsin::domain
