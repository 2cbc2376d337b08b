#include "domain/workflows/workflow_id.hpp"

#include <cstddef>
#include <set>
#include <string>

namespace tocsin::domain {

namespace {

// Returns a letter in lower case or a digit, and _ for any other character.
char in_slug(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return is_plain ? c : '_';
}

// Whether the id is the derived one, or that with a number.
bool is_namesake(std::string_view id, std::string_view derived) {
  if (!id.starts_with(derived)) return false;
  id.remove_prefix(derived.size());
  if (id.empty()) return true;
  if (id.front() != '_' || id.size() == 1) return false;
  return id.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

}  // namespace

WorkflowId workflow_id_of(std::string_view name) {
  constexpr std::size_t longest = 100;
  std::string slug;
  for (const char c : name) {
    const char next = in_slug(c);
    if (next != '_' || (!slug.empty() && slug.back() != '_')) slug += next;
    if (slug.size() == longest) break;
  }
  while (slug.ends_with('_'))
    slug.pop_back();
  return {slug.empty() ? "workflow" : slug};
}

WorkflowId workflow_id_for(std::string_view name, const std::vector<SharedWorkflow>& all) {
  const auto derived = workflow_id_of(name);
  std::set<std::string_view> taken;
  for (const auto& workflow : all) {
    if (!is_namesake(workflow->id.value, derived.value)) continue;
    if (workflow->name == name) return workflow->id;
    taken.insert(workflow->id.value);
  }
  auto free = derived;
  for (std::size_t number = 2; taken.contains(free.value); ++number)
    free.value = derived.value + '_' + std::to_string(number);
  return free;
}

}  // namespace tocsin::domain
