#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/result.hpp"

namespace tocsin::domain {

// Splits a condition into words (names, numbers, quoted strings and operators) from left to right,
// one at a time. After the first error there are no more words.
class ConditionWords {
 public:
  explicit ConditionWords(std::string_view text) : text_(text) { advance(); }

  // The current word and its start; empty at the end.
  std::string_view word() const { return word_; }
  std::size_t at() const { return at_; }

  // The end of the previous word.
  std::size_t end_before() const { return end_before_; }

  void advance();

  // Whether the word is this operator, in any notation ("and" for "&&").
  bool is(std::string_view symbol) const;

  // Advances if the word is this operator. Returns whether it is.
  bool take(std::string_view symbol);

  // Records an error. The first one is reported.
  void refuse(std::size_t at, const std::string& why);
  const std::optional<Error>& error() const { return error_; }

 private:
  void take_text(char quote);
  std::size_t length_of_operator() const;

  std::string_view text_;
  std::string_view word_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::size_t end_before_ = 0;
  std::optional<Error> error_;
};

}  // namespace tocsin::domain
