#include "domain/logs/condition_words.hpp"

#include <algorithm>
#include <array>

namespace tocsin::domain {
namespace {

constexpr std::string_view digits = "0123456789.";
constexpr std::string_view letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789.";
constexpr std::string_view spaces = " \t\r\n";

struct Spelling {
  std::string_view word;
  std::string_view symbol;
};
constexpr std::array spellings{Spelling{"AND", "and"},
                               Spelling{"&&", "and"},
                               Spelling{"OR", "or"},
                               Spelling{"||", "or"},
                               Spelling{"NOT", "not"},
                               Spelling{"!", "not"},
                               Spelling{"==", "="}};

}  // namespace

void ConditionWords::advance() {
  end_before_ = end_;
  at_ = std::min(text_.find_first_not_of(spaces, end_), text_.size());
  word_ = {};
  if (error_ || at_ == text_.size()) return;

  const char first = text_[at_];
  if (first == '\'' || first == '"') return take_text(first);
  if (digits.find(first) != std::string_view::npos) {
    end_ = text_.find_first_not_of(digits, at_);
  } else if (letters.find(first) != std::string_view::npos) {
    end_ = text_.find_first_not_of(letters, at_);
  } else {
    end_ = at_ + length_of_operator();
  }
  end_ = std::min(end_, text_.size());
  word_ = text_.substr(at_, end_ - at_);
}

void ConditionWords::take_text(char quote) {
  const auto close = text_.find(quote, at_ + 1);
  if (close == std::string_view::npos) return refuse(at_, "this string has no closing quote");
  end_ = close + 1;
  word_ = text_.substr(at_, end_ - at_);
}

std::size_t ConditionWords::length_of_operator() const {
  constexpr std::array<std::string_view, 6> long_ones{">=", "<=", "==", "!=", "&&", "||"};
  const auto two = text_.substr(at_, 2);
  return std::find(long_ones.begin(), long_ones.end(), two) == long_ones.end() ? 1 : 2;
}

bool ConditionWords::is(std::string_view symbol) const {
  for (const auto& spelling : spellings) {
    if (spelling.word == word_) return spelling.symbol == symbol;
  }
  return word_ == symbol;
}

bool ConditionWords::take(std::string_view symbol) {
  if (!is(symbol)) return false;
  advance();
  return true;
}

void ConditionWords::refuse(std::size_t at, const std::string& why) {
  word_ = {};
  if (error_) return;
  error_ = Error{ErrorKind::invalid, "column " + std::to_string(at + 1) + ": " + why, {}};
}

}  // namespace tocsin::domain
