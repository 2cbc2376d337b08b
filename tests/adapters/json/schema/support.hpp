#pragma once

#include <algorithm>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "adapters/json/schema/schema.hpp"
#include "adapters/json/text/reader.hpp"

namespace tocsin::adapters::json {

// For the messages of failed tests.
inline void PrintTo(const Violation& violation, std::ostream* stream) {
  *stream << '"' << violation.pointer << "\" " << violation.message;
}

// nlohmann has its members in the order of the alphabet, simdjson in the order of the document.
inline std::vector<Violation> sorted(std::vector<Violation> violations) {
  std::sort(violations.begin(), violations.end(), [](const auto& left, const auto& right) {
    return std::tie(left.pointer, left.message) < std::tie(right.pointer, right.message);
  });
  return violations;
}

// Whether a schema accepts a value, after making sure that every way to ask has the same answer:
// through both libraries, with and without the list of violations.
inline bool is_valid(const Schema& schema, const std::string& text) {
  const auto document = nlohmann::json::parse(text);
  const bool accepted = schema.accepts(document);
  EXPECT_EQ(schema.check(document).empty(), accepted) << text;

  Reader reader;
  const auto element = reader.read(text);
  EXPECT_TRUE(element) << text;
  if (!element) return false;
  EXPECT_EQ(schema.accepts(*element), accepted) << text;
  EXPECT_EQ(sorted(schema.check(*element)), sorted(schema.check(document))) << text;
  return accepted;
}

inline Schema compiled(std::string_view text) {
  auto schema = compile(nlohmann::json::parse(text));
  if (!schema) throw std::invalid_argument{schema.error().message};
  return *std::move(schema);
}

inline std::vector<Violation> violations(std::string_view schema, const std::string& text) {
  const auto subject = compiled(schema);
  is_valid(subject, text);
  return subject.check(nlohmann::json::parse(text));
}

}  // namespace tocsin::adapters::json
