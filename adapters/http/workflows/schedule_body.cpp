#include "adapters/http/workflows/schedule_body.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/http/api/members.hpp"
#include "adapters/http/workflows/signal_body.hpp"

namespace tocsin::adapters::http {

using application::ScheduleJob;
using domain::ResumeOrder;
using domain::Signal;
using simdjson::dom::element;
using Order = ScheduleJob::Command;

namespace {

ResumeOrder resume_from(element details, std::string run) {
  return {std::move(run),
          {text(details, "workflow_id")},
          text(details, "signal_id"),
          domain::action_index_from(text(details, "resume_from")).value()};
}

using What = std::variant<ResumeOrder, Signal>;

std::variant<What, Violations> what(element body, const domain::TenantId& tenant) {
  element payload;
  if (body["payload"].get(payload) != simdjson::SUCCESS) {
    return What{resume_from(body["job_details"], text(body, "run_id"))};
  }
  if (text(body, "job_type") != "signal") {
    return What{resume_from(payload, text(payload, "run_id"))};
  }
  Violations set_aside;
  auto signal = signal_from(payload, tenant, set_aside);
  if (set_aside.empty()) return What{std::move(signal)};
  for (auto& member : set_aside)
    member.pointer.insert(0, "/payload");
  return set_aside;
}

std::variant<std::variant<domain::Duration, domain::Time>, Violations> when(element body) {
  using When = std::variant<domain::Duration, domain::Time>;
  const auto delay = whole_number(body, "delay_seconds");
  const auto at = whole_number(body, "execute_at");
  if (delay && at)
    return Violations{{"/execute_at", "must not be sent together with delay_seconds"}};
  if (delay) return When{domain::Duration{std::chrono::seconds{*delay}}};
  if (at) return When{domain::Time{domain::Duration{*at}}};
  return Violations{{"/execute_at", "is required unless delay_seconds is sent"}};
}

}  // namespace

std::variant<Order, Violations> schedule_from(element body, const domain::TenantId& tenant) {
  auto time = when(body);
  if (auto* violations = std::get_if<Violations>(&time)) return std::move(*violations);
  auto job = what(body, tenant);
  if (auto* violations = std::get_if<Violations>(&job)) return std::move(*violations);
  return Order{
      tenant, {}, std::move(std::get<What>(job)), std::get<0>(time), text(body, "queue_name")};
}

}  // namespace tocsin::adapters::http
