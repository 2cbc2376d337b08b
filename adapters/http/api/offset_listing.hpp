#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/api/call.hpp"

namespace tocsin::adapters::http {

// Which part of a list is asked for, counted from its newest. What makes no sense is the default,
// and more than the most is the most: so the documents have it that these lists are from.
struct Window {
  static constexpr std::size_t limit_most = 200;

  std::size_t limit = 50;
  std::size_t offset = 0;
};

Window window_of(const Call& call);

// A list of them with how many there are in all.
nlohmann::ordered_json listing(const std::string& plural,
                               nlohmann::ordered_json shown,
                               std::size_t total,
                               const Window& window);

}  // namespace tocsin::adapters::http
