#include "adapters/http/batch.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/answers.hpp"

namespace tocsin::adapters::http {

using nlohmann::ordered_json;

Response BatchReport::response() const {
  auto rejected = ordered_json::array();
  for (std::size_t index = 0; index < refused_.size(); ++index) {
    if (refused_[index].empty()) continue;
    auto errors = ordered_json::array();
    for (const auto& violation : refused_[index]) {
      errors.push_back({{"pointer", violation.pointer}, {"detail", violation.message}});
    }
    rejected.push_back({{"index", index}, {"errors", std::move(errors)}});
  }
  const auto accepted = refused_.size() - rejected.size();
  return json_answer(202, {{"accepted", accepted}, {"rejected", std::move(rejected)}});
}

}  // namespace tocsin::adapters::http
