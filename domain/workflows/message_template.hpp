#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// What the names in a template stand for. A view: valid as long as what it was made from.
struct TemplateNames {
  std::string_view signal_id;
  std::string_view signal_type;
  std::string_view subject;  // org_id, too
  Time timestamp;
  const Fields& fields;  // of the signal
  RunId run;
  std::string_view workflow;
  std::uint64_t workflow_version = 0;
  std::size_t step = 0;  // current_action_index
};

// No rendered message is longer; the rest of what is, is left out.
inline constexpr std::size_t max_rendered_bytes = 65'536;

// The text with a value for each `{{ name }}`. When several have that name, the run's goes before
// the signal's value, that before its metadata, and that before what every signal has. A name that
// nothing has stays as it is written; what was put in is not looked at again.
std::string render(std::string_view text, const TemplateNames& names);

}  // namespace tocsin::domain
