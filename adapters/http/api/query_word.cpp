#include "adapters/http/api/query_word.hpp"

#include <utility>

namespace tocsin::adapters::http {

json::Violation not_one_of(std::string_view parameter, std::span<const std::string_view> allowed) {
  std::string message;
  for (const auto value : allowed)
    message.append(message.empty() ? "must be one of: " : ", ").append(value);
  return {'?' + std::string{parameter}, std::move(message)};
}

}  // namespace tocsin::adapters::http
