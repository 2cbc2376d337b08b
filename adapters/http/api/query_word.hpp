#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/http/api/body_reader.hpp"
#include "adapters/http/api/call.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

// The violation of a query parameter that has none of the allowed values.
json::Violation not_one_of(std::string_view parameter, std::span<const std::string_view> allowed);

// Reads a query parameter that is a word of an enum, if the call has it; adds a violation if it is
// not.
template <typename Enum>
void take_word(const Call& call,
               std::string_view parameter,
               std::optional<Enum>& into,
               Violations& violations) {
  const auto word = call.query_value(parameter);
  if (!word) return;
  into = domain::from_word<Enum>(*word);
  if (!into) violations.push_back(not_one_of(parameter, domain::words_of<Enum>));
}

}  // namespace tocsin::adapters::http
