#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "domain/fields.hpp"
#include "domain/result.hpp"

namespace tocsin::ports {

// A regular expression that has been compiled. Finding takes time in proportion to the text,
// whatever the expression. Callable from any thread.
class CompiledPattern {
 public:
  virtual ~CompiledPattern() = default;

  // Is it anywhere in the text?
  virtual bool is_in(std::string_view text) const = 0;

  // The named groups of its first place in the text, those that took part; none when it is not
  // there.
  virtual domain::Fields groups_in(std::string_view text) const = 0;

  // Has it a group of that name?
  virtual bool has_group(std::string_view name) const = 0;
};

// Compiles regular expressions (RE2's syntax). Callable from any thread.
class Patterns {
 public:
  virtual ~Patterns() = default;

  // invalid when it is none, or would need too much memory; the message says what is wrong with it.
  virtual Result<std::shared_ptr<const CompiledPattern>> compile(std::string_view text) = 0;
};

}  // namespace tocsin::ports
