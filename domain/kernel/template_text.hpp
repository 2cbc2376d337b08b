#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/result.hpp"

namespace tocsin::domain {

// A stretch of a template: text as it is, or what stands between two pairs of braces. A view of the
// template's text.
struct TemplatePiece {
  enum class Kind { text, name, unclosed };

  Kind kind = Kind::text;
  std::string_view whole;  // as it is written
  std::string_view name;   // without the blanks around it
  std::size_t column = 0;  // from 1
};

// Takes a text with `{{ name }}` in it apart from left to right, looking at each letter once.
class TemplatePieces {
 public:
  explicit TemplatePieces(std::string_view text) : text_(text) {}

  // Nothing at the end.
  std::optional<TemplatePiece> next();

 private:
  TemplatePiece take(TemplatePiece::Kind kind, std::size_t end);

  std::string_view text_;
  std::size_t at_ = 0;
};

// invalid, with the column, when a `{{` is not closed or there is no name in it. What a name stands
// for may only be known later, so any name will do.
Result<Done> check_template(std::string_view text, const std::string& pointer);

// Shortens a text to so many bytes of UTF-8 or a few less: not in the middle of a letter.
void cut_to(std::string& text, std::size_t max_bytes);

}  // namespace tocsin::domain
