#pragma once

#include <memory>
#include <string_view>

#include "domain/kernel/result.hpp"
#include "domain/logs/regex.hpp"

namespace tocsin::ports {

// Makes regular expressions (RE2's syntax) ready to look for. Callable from any thread.
class Regexes {
 public:
  using Compiled = std::shared_ptr<const domain::Regex>;

  virtual ~Regexes() = default;

  // invalid when it is none, or would need too much memory; the message says what is wrong, and at
  // which column when that is known.
  virtual Result<Compiled> compile(std::string_view text) = 0;
};

}  // namespace tocsin::ports
