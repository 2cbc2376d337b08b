#pragma once

#include "ports/logs/regexes.hpp"

namespace tocsin::adapters::re2 {

// Compiles with Google's RE2: search time in proportion to the text, and bounded memory for each
// expression.
class Re2Regexes : public ports::Regexes {
 public:
  Result<Compiled> compile(std::string_view text) override;
};

}  // namespace tocsin::adapters::re2
