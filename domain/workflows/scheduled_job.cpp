#include "domain/workflows/scheduled_job.hpp"

#include <charconv>
#include <utility>

namespace tocsin::domain {

std::optional<std::size_t> action_index_from(std::string_view text) {
  constexpr std::string_view prefix = "ACTION_";
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return index;
}

void ScheduledJob::complete(std::string what_came_of_it, Time now) {
  status = ScheduledJobStatus::completed;
  result = std::move(what_came_of_it);
  updated_at = now;
}

bool ScheduledJob::cancel(const std::string& who, Time now) {
  if (status == ScheduledJobStatus::completed) return false;
  if (status == ScheduledJobStatus::cancelled) return true;
  status = ScheduledJobStatus::cancelled;
  result = "cancelled by " + who;
  updated_at = now;
  return true;
}

}  // namespace tocsin::domain
