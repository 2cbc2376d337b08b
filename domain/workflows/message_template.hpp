#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// The values for the names in a template. A view: valid as long as its source.
struct TemplateNames {
  std::string_view signal_id;
  std::string_view signal_type;
  std::string_view subject;  // also as org_id
  Time timestamp;
  const Fields& fields;  // of the signal
  RunId run;
  std::string_view workflow;
  std::uint64_t workflow_version = 0;
  std::size_t step = 0;  // current_action_index
};

// The maximum length of a rendered message; the rest is cut off.
inline constexpr std::size_t max_rendered_bytes = 65'536;

// Returns the text with a value for each `{{ name }}`. If several values have that name, the
// precedence is: the run's, the signal's value, its metadata, the common fields of signals. An
// unknown name stays as written; inserted values are not expanded again.
std::string render(std::string_view text, const TemplateNames& names);

}  // namespace tocsin::domain
