#pragma once

#include <string>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

enum class Change {
  opened,
  joined_group,
  paged,
  escalated,
  exhausted,
  suppressed,
  nobody_to_page,
  acknowledged,
  paged_again,
  resolve_requested,
  resolve_withdrawn,
  resolved,
  took_over,
  severity_rose,
  notification_sent,
  notification_failed,
};
constexpr Words<16> words(Change) {
  return {"opened",
          "joined_group",
          "paged",
          "escalated",
          "exhausted",
          "suppressed",
          "nobody_to_page",
          "acknowledged",
          "paged_again",
          "resolve_requested",
          "resolve_withdrawn",
          "resolved",
          "took_over",
          "severity_rose",
          "notification_sent",
          "notification_failed"};
}

// The actor of a change that Tocsin made on its own.
inline constexpr auto tocsin_itself = "tocsin";

// One change of an alert, with its time, reason and actor; written together with the change.
struct TimelineEntry {
  TenantId tenant;
  AlertId alert;
  Time at;
  Change what = Change::opened;
  std::string why;
  std::string by;

  bool operator==(const TimelineEntry&) const = default;
};

}  // namespace tocsin::domain
