#include "domain/logs/log_condition.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "domain/kernel/number.hpp"

namespace tocsin::domain {
namespace {

constexpr Number nothing = std::numeric_limits<Number>::quiet_NaN();

Number number_in(std::string_view text) { return number_from(text).value_or(nothing); }

}  // namespace

// One condition over one line or one window; the other is null, and no node asks for it.
class LogCondition::Evaluation {
 public:
  Evaluation(const std::vector<Node>& nodes,
             const LogEntry* line,
             const LogTally* window,
             double threshold)
      : nodes_(nodes), line_(line), window_(window), threshold_(threshold) {}

  bool all_hold(const std::vector<Index>& conjuncts) const {
    return std::all_of(
        conjuncts.begin(), conjuncts.end(), [this](Index index) { return holds(index); });
  }

 private:
  bool holds(Index index) const {
    const Node& node = nodes_[index];
    switch (node.kind) {
      case Kind::all_of: return holds(node.left) && holds(node.right);
      case Kind::any_of: return holds(node.left) || holds(node.right);
      case Kind::none_of: return !holds(node.left);
      case Kind::compare_texts: return is_so(node.comparison, text(node.left), text(node.right));
      default: return is_so(node.comparison, number(node.left), number(node.right));
    }
  }

  static bool is_so(Comparison comparison, Number left, Number right) {
    switch (comparison) {
      case Comparison::less: return left < right;
      case Comparison::at_most: return left <= right;
      case Comparison::equal: return left == right;
      case Comparison::different: return left < right || left > right;  // not of what is not there
      case Comparison::at_least: return left >= right;
      case Comparison::greater: return left > right;
    }
    __builtin_unreachable();
  }

  static bool is_so(Comparison comparison,
                    std::optional<std::string_view> left,
                    std::optional<std::string_view> right) {
    if (!left || !right) return false;
    return (*left == *right) == (comparison == Comparison::equal);
  }

  Number number(Index index) const {
    const Node& node = nodes_[index];
    switch (node.kind) {
      case Kind::threshold: return threshold_;
      case Kind::window_count: return window_->count;
      case Kind::window_errors: return window_->errors;
      case Kind::window_server_errors: return window_->server_errors;
      case Kind::window_rate: return or_nothing(window_->rate());
      case Kind::window_quantile:
        return or_nothing(window_->quantile(static_cast<double>(node.number)));
      case Kind::line_level: return static_cast<Number>(line_->level);
      case Kind::line_status_code:
        return line_->status_code ? static_cast<Number>(*line_->status_code) : nothing;
      case Kind::line_response_time:
        return line_->response_time ? static_cast<Number>(line_->response_time->count()) : nothing;
      case Kind::line_field: return number_in(text(index).value_or(std::string_view{}));
      case Kind::negative: return -number(node.left);
      case Kind::sum: return number(node.left) + number(node.right);
      case Kind::difference: return number(node.left) - number(node.right);
      case Kind::product: return number(node.left) * number(node.right);
      case Kind::quotient: return divide(number(node.left), number(node.right));
      default: return node.number;
    }
  }

  static Number or_nothing(std::optional<double> number) { return number ? *number : nothing; }

  static Number divide(Number left, Number right) { return right == 0 ? nothing : left / right; }

  std::optional<std::string_view> text(Index index) const {
    const Node& node = nodes_[index];
    switch (node.kind) {
      case Kind::line_service: return line_->service;
      case Kind::line_message: return line_->message;
      case Kind::line_trace_id: return line_->trace_id;
      case Kind::line_field: return line_->fields.find(node.text);
      default: return node.text;
    }
  }

  const std::vector<Node>& nodes_;
  const LogEntry* line_;
  const LogTally* window_;
  double threshold_;
};

bool LogCondition::admits(const LogEntry& line, double threshold) const {
  return Evaluation{nodes_, &line, nullptr, threshold}.all_hold(filter_);
}

bool LogCondition::is_met(const LogTally& window, double threshold) const {
  return Evaluation{nodes_, nullptr, &window, threshold}.all_hold(window_);
}

}  // namespace tocsin::domain
