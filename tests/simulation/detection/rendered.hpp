#pragma once

#include <string>
#include <string_view>

namespace tocsin::simulation {

// The text, with the value in the place of the first {{name}}.
inline std::string rendered(std::string text, std::string_view name, std::string_view value) {
  const auto field = "{{" + std::string{name} + "}}";
  const auto at = text.find(field);
  return at == std::string::npos ? text : text.replace(at, field.size(), value);
}

}  // namespace tocsin::simulation
