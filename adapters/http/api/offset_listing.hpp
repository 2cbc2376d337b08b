#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/api/call.hpp"

namespace tocsin::adapters::http {

// The wanted part of a list, counted from its newest entry. Invalid values fall back to the
// default, and too large values to the maximum, as seed 002, Alerting Platform, specifies.
struct OffsetWish {
  static constexpr std::size_t max_limit = 200;

  std::size_t limit = 50;
  std::size_t offset = 0;
};

OffsetWish offset_wish(const Call& call);

// A part of a list together with the total number of entries.
nlohmann::ordered_json listing(const std::string& plural,
                               nlohmann::ordered_json shown,
                               std::size_t total,
                               const OffsetWish& wish);

}  // namespace tocsin::adapters::http
