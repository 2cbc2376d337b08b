#pragma once

#include <string_view>

#include "domain/kernel/fields.hpp"

namespace tocsin::domain {

// A regular expression, ready to look for. Finding takes time in proportion to the text, whatever
// the expression. Callable from any thread.
class Regex {
 public:
  virtual ~Regex() = default;

  // Is it anywhere in the text?
  virtual bool is_in(std::string_view text) const = 0;

  // The named groups of its first place in the text, those that took part in it; none when it is
  // not there.
  virtual Fields groups_in(std::string_view text) const = 0;

  // Has it a group of that name?
  virtual bool has_group(std::string_view name) const = 0;
};

}  // namespace tocsin::domain
