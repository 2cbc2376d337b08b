#include "tests/fuzz/schemas.hpp"

#include <string>
#include <utility>
#include <vector>

#include "schemas/embedded.hpp"

namespace tocsin::fuzz {

const adapters::json::Schemas& schemas() {
  static const auto loaded = [] {
    std::vector<std::pair<std::string, std::string>> documents;
    for (const auto& [name, text] : tocsin::schemas::all()) {
      if (name != "openapi") documents.emplace_back(name, text);
    }
    return adapters::json::Schemas::load(documents);
  }();
  return *loaded;
}

}  // namespace tocsin::fuzz
