#pragma once

#include <string_view>

#include "domain/kernel/fields.hpp"

namespace tocsin::domain {

// A compiled regular expression. A search takes time in proportion to the text, for any expression.
// Thread-safe.
class Regex {
 public:
  virtual ~Regex() = default;

  // Whether the text contains a match.
  virtual bool is_in(std::string_view text) const = 0;

  // Returns the named groups of the first match in the text that took part in it; none if there is
  // no match.
  virtual Fields groups_in(std::string_view text) const = 0;

  // Whether it has a group of that name.
  virtual bool has_group(std::string_view name) const = 0;
};

}  // namespace tocsin::domain
