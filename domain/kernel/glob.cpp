#include "domain/kernel/glob.hpp"

#include <cstddef>

namespace tocsin::domain {

// Only the last star ever has to take more: whatever an earlier one could take, it can as well.
bool matches_glob(std::string_view pattern, std::string_view text) {
  constexpr auto none = std::string_view::npos;
  std::size_t in_pattern = 0;
  std::size_t in_text = 0;
  std::size_t after_star = none;
  std::size_t taken_to = 0;

  while (in_text < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      after_star = ++in_pattern;
      taken_to = in_text;
    } else if (in_pattern < pattern.size() &&
               (pattern[in_pattern] == '?' || pattern[in_pattern] == text[in_text])) {
      ++in_pattern;
      ++in_text;
    } else if (after_star != none) {
      in_pattern = after_star;
      in_text = ++taken_to;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == none;
}

}  // namespace tocsin::domain
