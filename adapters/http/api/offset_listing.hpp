#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/api/call.hpp"

namespace tocsin::adapters::http {

// Which part of a list is asked for, counted from its newest. What makes no sense is the default,
// and more than the most is the most: so the documents have it that these lists are from.
struct OffsetWish {
  static constexpr std::size_t max_limit = 200;

  std::size_t limit = 50;
  std::size_t offset = 0;
};

OffsetWish offset_wish(const Call& call);

// A list of them with how many there are in all.
nlohmann::ordered_json listing(const std::string& plural,
                               nlohmann::ordered_json shown,
                               std::size_t total,
                               const OffsetWish& wish);

}  // namespace tocsin::adapters::http
