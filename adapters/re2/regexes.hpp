#pragma once

#include "ports/logs/regexes.hpp"

namespace tocsin::adapters::re2 {

// Google's RE2: never more time than in proportion to the text, and a bounded amount of memory for
// each expression.
class Re2Regexes : public ports::Regexes {
 public:
  Result<Compiled> compile(std::string_view text) override;
};

}  // namespace tocsin::adapters::re2
