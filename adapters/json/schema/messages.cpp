#include "adapters/json/schema/messages.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::json {
namespace {

constexpr std::pair<Kinds, std::string_view> kind_names[] = {{kind::null, "null"},
                                                             {kind::boolean, "a boolean"},
                                                             {kind::number, "a number"},
                                                             {kind::integer, "an integer"},
                                                             {kind::string, "a string"},
                                                             {kind::array, "an array"},
                                                             {kind::object, "an object"}};

// Returns the name of a kind. An integer or a fraction is called a number, unless that is the
// difference.
std::string_view name_of(Kinds given, Kinds expected) {
  if (given == kind::fraction && (expected & kind::integer) != 0) return "a fraction";
  const auto* const found =
      std::find_if(std::begin(kind_names), std::end(kind_names), [given](const auto& row) {
        return (row.first & given) != 0;
      });
  return found == std::end(kind_names) ? "something else" : found->second;
}

// Returns a string as it is, and anything else as JSON.
std::string spelled(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string spelled(Number number) {
  char text[48];
  const bool whole = std::trunc(number) == number && std::abs(number) < 1e20L;
  std::snprintf(text, sizeof text, whole ? "%.0Lf" : "%.15Lg", number);
  return text;
}

}  // namespace

std::string wrong_kind(Kinds expected, Kinds given) {
  std::string message;
  Kinds left = expected;
  for (const auto& [kinds, name] : kind_names) {
    if ((left & kinds) != kinds) continue;
    message.append(message.empty() ? "must be " : " or ").append(name);
    left = static_cast<Kinds>(left & ~kinds);
  }
  return message.append(", not ").append(name_of(given, expected));
}

std::string none_of(std::span<const nlohmann::json> choices) {
  std::string message;
  for (const auto& choice : choices) {
    message.append(message.empty() ? "must be one of: " : ", ").append(spelled(choice));
  }
  return message;
}

std::string not_constant(const nlohmann::json& expected) { return "must be " + spelled(expected); }

std::string limit_missed(std::string_view relation, Number limit) {
  return std::string{"must be "}.append(relation).append(" ").append(spelled(limit));
}

std::string wrong_size(std::string_view relation, std::size_t limit, std::string_view unit) {
  auto message = std::string{"must have "}.append(relation).append(" ");
  message.append(std::to_string(limit)).append(" ").append(unit);
  return limit == 1 ? message : message.append("s");
}

}  // namespace tocsin::adapters::json
