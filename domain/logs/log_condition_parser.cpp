#include <array>
#include <optional>
#include <utility>

#include "domain/kernel/number.hpp"
#include "domain/logs/condition_words.hpp"
#include "domain/logs/log_condition.hpp"

namespace tocsin::domain {

// Parses by recursive descent: one function per level of precedence, the loosest first. After an
// error, the words have ended, so every function returns.
class LogCondition::Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), words_(text) {}

  Result<LogCondition> parse() {
    const auto whole = any_of();
    if (!words_.word().empty()) refuse(words_.at(), "expected the end of the condition");
    want_truth(whole);
    if (words_.error()) return Failure{*words_.error()};

    take_apart(whole.node);
    if (!is_about_window_) add_usual_window();
    return std::move(condition_);
  }

 private:
  enum class Type { truth, number, text, level, field };

  // A node, its type, its place in the text, and whether it uses the line or the window.
  struct Piece {
    Index node = 0;
    Type type = Type::truth;
    std::size_t from = 0;
    std::size_t to = 0;
    bool of_line = false;
    bool of_window = false;
    bool of_threshold = false;
  };

  struct Name {
    std::string_view text;
    Kind kind;
    Type type;
    double number;
  };
  static constexpr std::array names{
      Name{"threshold", Kind::threshold, Type::number, 0},
      Name{"count", Kind::window_count, Type::number, 0},
      Name{"errors", Kind::window_errors, Type::number, 0},
      Name{"server_errors", Kind::window_server_errors, Type::number, 0},
      Name{"rate", Kind::window_rate, Type::number, 0},
      Name{"p50", Kind::window_quantile, Type::number, 0.5},
      Name{"p90", Kind::window_quantile, Type::number, 0.9},
      Name{"p95", Kind::window_quantile, Type::number, 0.95},
      Name{"p99", Kind::window_quantile, Type::number, 0.99},
      Name{"max", Kind::window_quantile, Type::number, 1},
      Name{"level", Kind::line_level, Type::level, 0},
      Name{"service", Kind::line_service, Type::text, 0},
      Name{"message", Kind::line_message, Type::text, 0},
      Name{"trace_id", Kind::line_trace_id, Type::text, 0},
      Name{"status_code", Kind::line_status_code, Type::number, 0},
      Name{"response_time", Kind::line_response_time, Type::number, 0}};

  void refuse(std::size_t at, const std::string& why) { words_.refuse(at, why); }

  Piece any_of() {
    auto left = all_of();
    while (words_.is("or"))
      left = joined(Kind::any_of, left);
    return left;
  }

  Piece all_of() {
    auto left = none_of();
    while (words_.is("and"))
      left = joined(Kind::all_of, left);
    return left;
  }

  Piece joined(Kind kind, const Piece& left) {
    const auto at = words_.at();
    words_.advance();
    want_truth(left);
    const auto right = kind == Kind::any_of ? all_of() : none_of();
    want_truth(right);
    return join(kind, Type::truth, left, right, at);
  }

  Piece none_of() {
    const auto at = words_.at();
    if (!words_.take("not")) return comparison();
    const auto what = deeper([this] { return none_of(); });
    want_truth(what);
    return join(Kind::none_of, Type::truth, what, what, at, at);
  }

  Piece comparison() {
    const auto left = sum();
    const auto comparison = next_comparison();
    if (!comparison) return left;
    const auto at = words_.at();
    words_.advance();
    const auto right = sum();
    const auto kind = kind_of_comparison(*comparison, left, right, at);
    auto piece = join(kind, Type::truth, left, right, at);
    if (!words_.error()) condition_.nodes_[piece.node].comparison = *comparison;
    return piece;
  }

  std::optional<Comparison> next_comparison() const {
    constexpr std::array<std::string_view, 6> symbols{"<", "<=", "=", "!=", ">=", ">"};
    for (std::size_t index = 0; index < symbols.size(); ++index) {
      if (words_.is(symbols[index])) return static_cast<Comparison>(index);
    }
    return std::nullopt;
  }

  Kind kind_of_comparison(Comparison comparison,
                          const Piece& left,
                          const Piece& right,
                          std::size_t at) {
    const auto is_any = [&](Type type) { return left.type == type || right.type == type; };
    const bool is_equality = comparison == Comparison::equal || comparison == Comparison::different;
    if (is_any(Type::level)) {
      if (left.type != right.type) {
        refuse(at, "a level must be compared with TRACE, DEBUG, INFO, WARN, ERROR or FATAL");
      }
      return Kind::compare_numbers;
    }
    if (is_any(Type::text)) {
      if (is_any(Type::number) || is_any(Type::truth))
        refuse(at, "a string must be compared with a string");
      if (!is_equality) refuse(at, "strings support only = and !=");
      return Kind::compare_texts;
    }
    if (left.type == Type::field && right.type == Type::field && is_equality) {
      return Kind::compare_texts;
    }
    want_number(left);
    want_number(right);
    return Kind::compare_numbers;
  }

  Piece sum() {
    auto left = product();
    while (words_.is("+") || words_.is("-"))
      left = calculated(words_.is("+") ? Kind::sum : Kind::difference, left);
    return left;
  }

  Piece product() {
    auto left = negative();
    while (words_.is("*") || words_.is("/"))
      left = calculated(words_.is("*") ? Kind::product : Kind::quotient, left);
    return left;
  }

  Piece calculated(Kind kind, const Piece& left) {
    const auto at = words_.at();
    words_.advance();
    const bool is_sum = kind == Kind::sum || kind == Kind::difference;
    const auto right = is_sum ? product() : negative();
    want_number(left);
    want_number(right);
    return join(kind, Type::number, left, right, at);
  }

  Piece negative() {
    const auto at = words_.at();
    if (!words_.take("-")) return operand();
    const auto what = deeper([this] { return negative(); });
    want_number(what);
    return join(Kind::negative, Type::number, what, what, at, at);
  }

  Piece operand() {
    const auto at = words_.at();
    const auto word = words_.word();
    if (word.empty()) return nothing(at, "expected a name, a number or a string");
    words_.advance();
    const char first = word.front();
    if (first == '(') return parenthesis(at);
    if (first == '\'' || first == '"') {
      return add(Kind::text, Type::text, at, 0, std::string{word.substr(1, word.size() - 2)});
    }
    if ((first >= '0' && first <= '9') || first == '.') return number(word, at);
    return name(word, at);
  }

  Piece parenthesis(std::size_t at) {
    auto inside = deeper([this] { return any_of(); });
    if (!words_.take(")")) return nothing(words_.at(), "expected a closing parenthesis");
    inside.from = at;
    inside.to = words_.end_before();
    return keep(inside);
  }

  Piece number(std::string_view word, std::size_t at) {
    const auto number = number_from(word);
    if (!number) return nothing(at, "this is not a valid number");
    return add(Kind::number, Type::number, at, *number);
  }

  Piece name(std::string_view word, std::size_t at) {
    for (const auto& known : names) {
      if (known.text != word) continue;
      if (known.kind == Kind::window_quantile) condition_.needs_times_ = true;
      return add(known.kind, known.type, at, known.number);
    }
    constexpr std::string_view fields = "fields.";
    if (word.starts_with(fields) && word.size() > fields.size()) {
      return add(Kind::line_field, Type::field, at, 0, std::string{word.substr(fields.size())});
    }
    if (const auto level = log_level_from(word)) {
      return add(Kind::number, Type::level, at, static_cast<Number>(*level));
    }
    return nothing(
        at,
        "unknown name \"" + std::string{word} + "\"; fields of the line are written fields.NAME");
  }

  Piece nothing(std::size_t at, const std::string& why) {
    refuse(at, why);
    return add(Kind::number, Type::number, at);
  }

  Piece add(Kind kind, Type type, std::size_t from, Number number = 0, std::string text = {}) {
    const auto index = static_cast<Index>(condition_.nodes_.size());
    condition_.nodes_.push_back({kind, {}, 0, 0, number, std::move(text)});
    pieces_.push_back({index,
                       type,
                       from,
                       words_.end_before(),
                       kind >= Kind::line_level && kind <= Kind::line_field,
                       kind >= Kind::window_count && kind <= Kind::window_quantile,
                       kind == Kind::threshold});
    return pieces_.back();
  }

  Piece keep(const Piece& piece) { return pieces_[piece.node] = piece; }

  // Joins two pieces by the operator at `at`. Only `and` may join a piece about the line and a
  // piece about the window.
  Piece join(Kind kind,
             Type type,
             const Piece& left,
             const Piece& right,
             std::size_t at,
             std::optional<std::size_t> from = std::nullopt) {
    auto joined = add(kind, type, from.value_or(left.from));
    condition_.nodes_[joined.node].left = left.node;
    condition_.nodes_[joined.node].right = right.node;
    joined.of_line = left.of_line || right.of_line;
    joined.of_window = left.of_window || right.of_window;
    joined.of_threshold = left.of_threshold || right.of_threshold;
    if (joined.of_line && joined.of_window && kind != Kind::all_of) {
      refuse(at, "conditions on the line and conditions on the window must be joined by `and`");
    }
    return keep(joined);
  }

  void want_truth(const Piece& piece) {
    if (piece.type != Type::truth) refuse(piece.from, "expected a comparison");
  }

  void want_number(const Piece& piece) {
    if (piece.type != Type::number && piece.type != Type::field) {
      refuse(piece.from, "expected a number");
    }
  }

  template <typename Read>
  Piece deeper(Read read) {
    if (++depth_ > max_depth) refuse(words_.at(), "the condition is nested too deeply");
    auto piece = read();
    --depth_;
    return piece;
  }

  // Assigns every part that `and` joins to the line or to the window.
  void take_apart(Index index) {
    const auto& node = condition_.nodes_[index];
    if (node.kind == Kind::all_of) {
      take_apart(node.left);
      take_apart(node.right);
      return;
    }
    const auto& piece = pieces_[index];
    if (!piece.of_line) {
      condition_.window_.push_back(index);
      is_about_window_ |= piece.of_window;
      return;
    }
    condition_.filter_.push_back(index);
    condition_.filter_text_ += text_.substr(piece.from, piece.to - piece.from);
    condition_.filter_text_ += '\n';
    condition_.filters_by_threshold_ |= piece.of_threshold;
  }

  void add_usual_window() {
    const auto count = add(Kind::window_count, Type::number, 0);
    const auto threshold = add(Kind::threshold, Type::number, 0);
    const auto more = join(Kind::compare_numbers, Type::truth, count, threshold, 0);
    condition_.nodes_[more.node].comparison = Comparison::greater;
    condition_.window_.push_back(more.node);
  }

  std::string_view text_;
  ConditionWords words_;
  LogCondition condition_;
  std::vector<Piece> pieces_;  // of each node
  std::size_t depth_ = 0;
  bool is_about_window_ = false;
};

Result<LogCondition> LogCondition::parse(std::string_view text) {
  if (text.size() > max_length) {
    return fail(ErrorKind::invalid,
                "column " + std::to_string(max_length + 1) +
                    ": the condition must not be longer than " + std::to_string(max_length) +
                    " characters");
  }
  return Parser{text}.parse();
}

}  // namespace tocsin::domain
