#include "adapters/writer/describe.hpp"

#include <string_view>

namespace tocsin::adapters::writer {

using application::PageOutcome;
using domain::AcknowledgeOutcome;
using domain::EventOutcome;
using domain::RecordOutcome;
using domain::ResolveOutcome;
using domain::TimeoutOutcome;

namespace {

std::string_view word_for(EventOutcome outcome) {
  switch (outcome) {
    case EventOutcome::opened: return "opened";
    case EventOutcome::joined: return "joined";
    case EventOutcome::repeated: return "repeated";
    case EventOutcome::overtaken: return "overtaken";
    case EventOutcome::acknowledged: return "acknowledged";
    case EventOutcome::already_acknowledged: return "already_acknowledged";
    case EventOutcome::resolved: return "resolved";
    case EventOutcome::resolve_requested: return "resolve_requested";
    case EventOutcome::stale: return "stale";
    case EventOutcome::no_open_alert: return "no_open_alert";
  }
  __builtin_unreachable();
}

std::string_view word_for(PageOutcome outcome) {
  switch (outcome) {
    case PageOutcome::paged: return "paged";
    case PageOutcome::suppressed: return "suppressed";
    case PageOutcome::no_policy: return "no_policy";
  }
  __builtin_unreachable();
}

std::string_view word_for(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::invalid: return "invalid";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::unavailable: return "unavailable";
  }
  __builtin_unreachable();
}

std::string with_id(std::string_view word, domain::AlertId id) {
  return std::string{word} + ' ' + to_text(id);
}

}  // namespace

std::string describe(const domain::EventAnswer& answer) {
  const auto word = word_for(answer.outcome);
  return answer.alert ? with_id(word, *answer.alert) : std::string{word};
}

std::string describe(const application::ReceiveAlert::Answer& answer) {
  return with_id(word_for(answer.outcome), answer.alert);
}

std::string describe(AcknowledgeOutcome outcome) {
  switch (outcome) {
    case AcknowledgeOutcome::accepted: return "accepted";
    case AcknowledgeOutcome::already_acknowledged: return "already_acknowledged";
    case AcknowledgeOutcome::already_resolved: return "already_resolved";
  }
  __builtin_unreachable();
}

std::string describe(ResolveOutcome outcome) {
  switch (outcome) {
    case ResolveOutcome::resolved: return "resolved";
    case ResolveOutcome::waits_for_children: return "waits_for_children";
    case ResolveOutcome::already_resolved: return "already_resolved";
  }
  __builtin_unreachable();
}

std::string describe(TimeoutOutcome outcome) {
  switch (outcome) {
    case TimeoutOutcome::escalated: return "escalated";
    case TimeoutOutcome::exhausted: return "exhausted";
    case TimeoutOutcome::superseded: return "superseded";
  }
  __builtin_unreachable();
}

std::string describe(RecordOutcome outcome) {
  switch (outcome) {
    case RecordOutcome::sent: return "sent";
    case RecordOutcome::retrying: return "retrying";
    case RecordOutcome::refused: return "refused";
    case RecordOutcome::expired: return "expired";
    case RecordOutcome::superseded: return "superseded";
  }
  __builtin_unreachable();
}

std::string describe(const std::optional<domain::Notification>& started) {
  return started ? "started attempt " + std::to_string(started->attempt_count) : "not started";
}

std::string describe(const domain::Service& service) {
  return service.health() == domain::Health::healthy ? "healthy" : "unhealthy";
}

std::string describe(std::size_t count) { return std::to_string(count); }

std::string describe(Done) { return "done"; }

std::string describe(const Error& error) {
  return std::string{word_for(error.kind)} + ": " + error.message;
}

}  // namespace tocsin::adapters::writer
