#include "domain/kernel/template_text.hpp"

#include <algorithm>
#include <utility>

namespace tocsin::domain {
namespace {

constexpr std::string_view opening = "{{";

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

Failure invalid_at(std::size_t column, const std::string& what, const std::string& pointer) {
  return fail(ErrorKind::invalid, what + " at column " + std::to_string(column), pointer);
}

}  // namespace

std::optional<TemplatePiece> TemplatePieces::next() {
  using Kind = TemplatePiece::Kind;
  if (at_ == text_.size()) return std::nullopt;
  const auto open = text_.find(opening, at_);
  if (open != at_) return take(Kind::text, open);

  const auto close = text_.find('}', at_);
  if (close == std::string_view::npos) return take(Kind::unclosed, close);
  const bool is_closed = text_.substr(close, 2) == "}}";
  if (!is_closed) return take(Kind::unclosed, close + 1);
  const auto name = without_blanks(text_.substr(open + 2, close - open - 2));
  auto piece = take(Kind::name, close + 2);
  piece.name = name;
  return piece;
}

TemplatePiece TemplatePieces::take(TemplatePiece::Kind kind, std::size_t end) {
  const auto from = std::exchange(at_, std::min(end, text_.size()));
  return {kind, text_.substr(from, at_ - from), {}, from + 1};
}

Result<Done> check_template(std::string_view text, const std::string& pointer) {
  using Kind = TemplatePiece::Kind;
  TemplatePieces pieces{text};
  while (const auto piece = pieces.next()) {
    const bool opens_again = piece->name.find(opening) != std::string_view::npos;
    if (piece->kind == Kind::unclosed || opens_again) {
      return invalid_at(piece->column, "has an unclosed {{", pointer);
    }
    if (piece->kind == Kind::name && piece->name.empty()) {
      return invalid_at(piece->column, "has a {{ }} without a name", pointer);
    }
  }
  return Done{};
}

void cut_to(std::string& text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return;
  auto end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  text.resize(end);
}

}  // namespace tocsin::domain
