#include "adapters/writer/describe.hpp"

#include <string_view>

#include "domain/kernel/words.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "domain/workflows/signal.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::adapters::writer {

using domain::word_for;

namespace {

std::string_view name_of(ErrorKind kind) {
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

std::string describe(const application::ReceiveAlert::Outcome& answer) {
  return with_id(word_for(answer.outcome), answer.alert);
}

std::string describe(domain::AcknowledgeOutcome outcome) { return std::string{word_for(outcome)}; }

std::string describe(domain::ResolveOutcome outcome) { return std::string{word_for(outcome)}; }

std::string describe(domain::TimeoutOutcome outcome) { return std::string{word_for(outcome)}; }

std::string describe(domain::RecordOutcome outcome) { return std::string{word_for(outcome)}; }

std::string describe(const std::optional<domain::Message>& started) {
  return started ? "started attempt " + std::to_string(started->attempt) : "not started";
}

std::string describe(const domain::Service& service) {
  return service.health() == domain::Health::healthy ? "healthy" : "unhealthy";
}

std::string describe(const domain::Notification& revived) {
  return "tries again " + to_text(revived.id);
}

std::string describe(const domain::Client& client) {
  return (client.enabled ? "enabled " : "disabled ") + client.id.value;
}

std::string describe(const domain::Subscription& subscription) {
  return "rule " + to_text(subscription.id) + " version " + std::to_string(subscription.version);
}

std::string describe(const application::ConfiguredEndpoint& answer) {
  return "endpoint " + to_text(answer.endpoint.id) + " of rule " + to_text(answer.subscription);
}

std::string describe(const application::EvaluateLogRules::Outcome& answer) {
  return "counted " + std::to_string(answer.counted) + ", late " + std::to_string(answer.late);
}

std::string describe(const application::CheckpointLogWindows::Outcome& answer) {
  return "resolved " + std::to_string(answer.resolved);
}

std::string describe(const domain::LogRule& rule) {
  return (rule.enabled ? "enabled " : "disabled ") + rule.id.value;
}

std::string describe(const domain::SignalAnswer& answer) {
  return answer.signal_id + " looked at by " + std::to_string(answer.workflows_queued);
}

std::string describe(const domain::Workflow& workflow) {
  return (workflow.enabled ? "enabled " : "disabled ") + workflow.id.value + " version " +
         std::to_string(workflow.version);
}

std::string describe(const domain::ScheduledJob& job) {
  return std::string{word_for(job.status)} + ' ' + to_text(job.id);
}

std::string describe(const std::string& text) { return text; }

std::string describe(bool done) { return done ? "done" : "nothing to do"; }

std::string describe(std::size_t count) { return std::to_string(count); }

std::string describe(Done) { return "done"; }

std::string describe(const Error& error) {
  return std::string{name_of(error.kind)} + ": " + error.message;
}

}  // namespace tocsin::adapters::writer
