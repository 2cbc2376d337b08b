#pragma once

#include <string>
#include <utility>
#include <vector>

#include "adapters/json/schema/schemas.hpp"
#include "schemas/embedded.hpp"

namespace tocsin::adapters::http {

// Those of the bodies, as the program has them.
inline const json::Schemas& schemas() {
  static const auto loaded = [] {
    std::vector<std::pair<std::string, std::string>> documents;
    for (const auto& [name, text] : tocsin::schemas::all()) {
      if (name != "openapi") documents.emplace_back(name, text);
    }
    return json::Schemas::load(documents);
  }();
  return *loaded;
}

}  // namespace tocsin::adapters::http
