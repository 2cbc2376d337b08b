#include "adapters/http/api/batch.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/server/problem.hpp"

namespace tocsin::adapters::http {

using nlohmann::ordered_json;

std::variant<std::vector<std::string_view>, Response> items_within(std::string_view body,
                                                                   std::size_t max_items,
                                                                   const std::string& items) {
  auto found = items_of(body);
  if (const auto* violations = std::get_if<Violations>(&found)) return bad_request(*violations);
  auto& texts = std::get<std::vector<std::string_view>>(found);
  if (texts.size() <= max_items) return std::move(texts);
  return problem(
      413, "a batch must have at most " + std::to_string(max_items) + ' ' + items + "; split it");
}

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
