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

std::variant<std::string, Response> idempotency_key_of(const Call& call) {
  constexpr std::size_t max_key_bytes = 255;
  std::string key{call.request.header("Idempotency-Key").value_or("")};
  if (key.size() <= max_key_bytes) return key;
  return problem(400, "Idempotency-Key must have at most 255 bytes");
}

void BatchReport::set_aside(std::size_t index, const Violations& members) {
  if (members.empty() || set_aside_.size() == max_set_aside) return;
  set_aside_.emplace_back(index, members);
}

Response BatchReport::response() const {
  auto rejected = ordered_json::array();
  for (std::size_t index = 0; index < refused_.size(); ++index) {
    if (refused_[index].empty()) continue;
    rejected.push_back({{"index", index}, {"errors", errors_of(refused_[index])}});
  }
  const auto accepted = refused_.size() - rejected.size();
  ordered_json body{{"accepted", accepted}, {"rejected", std::move(rejected)}};
  for (const auto& [index, members] : set_aside_) {
    if (!refused_[index].empty()) continue;
    body["set_aside"].push_back({{"index", index}, {"errors", errors_of(members)}});
  }
  return json_answer(202, body);
}

ordered_json errors_of(const Violations& violations) {
  auto errors = ordered_json::array();
  for (const auto& violation : violations)
    errors.push_back({{"pointer", violation.pointer}, {"detail", violation.message}});
  return errors;
}

}  // namespace tocsin::adapters::http
