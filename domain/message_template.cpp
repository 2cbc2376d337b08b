#include "domain/message_template.hpp"

#include <algorithm>
#include <optional>
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

// A stretch of a template: text as it is, or what stands between two pairs of braces.
struct Piece {
  enum class Kind { text, name, unclosed };

  Kind kind = Kind::text;
  std::string_view whole;  // as it is written
  std::string_view name;
  std::size_t column = 0;  // from 1
};

// Takes a template apart from left to right, looking at each letter once.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : text_(text) {}

  std::optional<Piece> next() {
    if (at_ == text_.size()) return std::nullopt;
    const auto open = text_.find(opening, at_);
    if (open != at_) return take(Piece::Kind::text, open);

    const auto close = text_.find('}', at_);
    if (close == std::string_view::npos) return take(Piece::Kind::unclosed, close);
    const bool is_closed = text_.substr(close, 2) == "}}";
    if (!is_closed) return take(Piece::Kind::unclosed, close + 1);
    const auto name = without_blanks(text_.substr(open + 2, close - open - 2));
    auto piece = take(Piece::Kind::name, close + 2);
    piece.name = name;
    return piece;
  }

 private:
  Piece take(Piece::Kind kind, std::size_t end) {
    const auto from = std::exchange(at_, std::min(end, text_.size()));
    return {kind, text_.substr(from, at_ - from), {}, from + 1};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<std::string> value_of_run(std::string_view name, const TemplateNames& names) {
  if (name == "run_id") return to_text(names.run);
  if (name == "workflow_id") return std::string{names.workflow};
  if (name == "workflow_version") return std::to_string(names.workflow_version);
  if (name == "current_action_index") return std::to_string(names.step);
  return std::nullopt;
}

std::optional<std::string> value_of_field(std::string_view name, const Fields& fields) {
  auto found = fields.find(name);
  for (const std::string_view scope : {"value.", "metadata."}) {
    if (!found) found = fields.find(std::string{scope}.append(name));
  }
  return found ? std::optional{std::string{*found}} : std::nullopt;
}

std::optional<std::string> value_of_signal(std::string_view name, const TemplateNames& names) {
  if (name == "signal_id") return std::string{names.signal_id};
  if (name == "signal_type") return std::string{names.signal_type};
  if (name == "org_id" || name == "subject") return std::string{names.subject};
  if (name == "timestamp") return to_text(names.timestamp);
  return std::nullopt;
}

std::optional<std::string> value_of(std::string_view name, const TemplateNames& names) {
  auto value = value_of_run(name, names);
  if (!value) value = value_of_field(name, names.fields);
  if (!value) value = value_of_signal(name, names);
  return value;
}

// Not in the middle of a letter of UTF-8.
void cut(std::string& text, std::size_t size) {
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
    --size;
  text.resize(size);
}

Failure invalid_at(std::size_t column, const std::string& what, const std::string& pointer) {
  return fail(ErrorKind::invalid, what + " at column " + std::to_string(column), pointer);
}

}  // namespace

std::string render(std::string_view text, const TemplateNames& names) {
  std::string rendered;
  Pieces pieces{text};
  while (const auto piece = pieces.next()) {
    const bool is_name = piece->kind == Piece::Kind::name;
    const auto value = is_name ? value_of(piece->name, names) : std::nullopt;
    rendered += value ? std::string_view{*value} : piece->whole;
    if (rendered.size() > rendered_bytes_max) {
      cut(rendered, rendered_bytes_max);
      break;
    }
  }
  return rendered;
}

Result<Done> check_template(std::string_view text, const std::string& pointer) {
  Pieces pieces{text};
  while (const auto piece = pieces.next()) {
    const bool opens_again = piece->name.find(opening) != std::string_view::npos;
    if (piece->kind == Piece::Kind::unclosed || opens_again) {
      return invalid_at(piece->column, "there is no }} for the {{", pointer);
    }
    if (piece->kind == Piece::Kind::name && piece->name.empty()) {
      return invalid_at(piece->column, "there is no name in the {{ }}", pointer);
    }
  }
  return Done{};
}

}  // namespace tocsin::domain
