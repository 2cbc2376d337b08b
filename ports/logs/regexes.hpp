#pragma once

#include <memory>
#include <string_view>

#include "domain/kernel/result.hpp"
#include "domain/logs/regex.hpp"

namespace tocsin::ports {

// Compiles regular expressions (RE2 syntax). Thread-safe.
class Regexes {
 public:
  using Compiled = std::shared_ptr<const domain::Regex>;

  virtual ~Regexes() = default;

  // Fails with invalid if the text is not a valid expression or would need too much memory. The
  // message names the error and, if known, its column.
  virtual Result<Compiled> compile(std::string_view text) = 0;
};

}  // namespace tocsin::ports
