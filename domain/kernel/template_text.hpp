#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/result.hpp"

namespace tocsin::domain {

// A piece of a template: literal text, or the content of a pair of double braces. A view of the
// template's text.
struct TemplatePiece {
  enum class Kind { text, name, unclosed };

  Kind kind = Kind::text;
  std::string_view whole;  // as written
  std::string_view name;   // without the surrounding spaces
  std::size_t column = 0;  // from 1
};

// Splits a text with `{{ name }}` in it from left to right, reading each character once.
class TemplatePieces {
 public:
  explicit TemplatePieces(std::string_view text) : text_(text) {}

  // Returns the next piece; nothing at the end.
  std::optional<TemplatePiece> next();

 private:
  TemplatePiece take(TemplatePiece::Kind kind, std::size_t end);

  std::string_view text_;
  std::size_t at_ = 0;
};

// Fails with invalid, with the column, if a `{{` is not closed or has no name in it. Any name is
// accepted, because its value may only be known later.
Result<Done> check_template(std::string_view text, const std::string& pointer);

// Shortens a text to at most `max_bytes` of UTF-8, and never within a character.
void cut_to(std::string& text, std::size_t max_bytes);

}  // namespace tocsin::domain
