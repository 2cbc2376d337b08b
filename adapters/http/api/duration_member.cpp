#include "adapters/http/api/duration_member.hpp"

#include "adapters/http/api/members.hpp"

namespace tocsin::adapters::http {

using domain::Duration;
using domain::to_text;

std::optional<Duration> duration_within(simdjson::dom::element object,
                                        const std::string& key,
                                        const std::string& pointer,
                                        const DurationBounds& bounds,
                                        Violations& violations) {
  const auto written = text(object, key);
  if (written.empty()) return std::nullopt;
  const auto duration = domain::duration_from(written);
  if (!duration || *duration < bounds.min || *duration > bounds.max) {
    violations.push_back({pointer + json::pointer_step(key),
                          "must be from " + to_text(bounds.min) + " to " + to_text(bounds.max)});
    return std::nullopt;
  }
  return duration;
}

}  // namespace tocsin::adapters::http
