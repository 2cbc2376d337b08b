#include "domain/kernel/cut_text.hpp"

#include <cassert>

#include "domain/kernel/fnv1a.hpp"
#include "domain/kernel/template_text.hpp"

namespace tocsin::domain {

std::string cut_apart(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string{text};
  std::string end = "…#";
  constexpr std::string_view digits = "0123456789abcdef";
  const auto hash = fnv1a(text);
  for (int shift = 60; shift >= 0; shift -= 4)
    end += digits[(hash >> shift) & 0xFU];

  assert(max_bytes > end.size());
  const auto kept = max_bytes - end.size();
  std::string cut{text.substr(0, kept + 1)};  // cut_to looks at the next byte
  cut_to(cut, kept);
  return cut + end;
}

}  // namespace tocsin::domain
