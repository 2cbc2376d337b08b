#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "application/alerting/receive_alert.hpp"
#include "application/kernel/configured.hpp"
#include "application/logs/checkpoint_log_windows.hpp"
#include "application/logs/evaluate_log_rules.hpp"
#include "application/subscriptions/endpoint_owner.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/delivery/message.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/paging/service.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "domain/workflows/signal.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::adapters::writer {

// Describes the result of a command for the journal.
std::string describe(const domain::EventAnswer& answer);
std::string describe(const application::ReceiveAlert::Outcome& answer);
std::string describe(domain::AcknowledgeOutcome outcome);
std::string describe(domain::ResolveOutcome outcome);
std::string describe(domain::TimeoutOutcome outcome);
std::string describe(domain::RecordOutcome outcome);
std::string describe(const std::optional<domain::Message>& started);
std::string describe(const domain::Service& service);
std::string describe(const domain::Notification& revived);
std::string describe(const domain::Client& client);
std::string describe(const domain::Subscription& subscription);
std::string describe(const application::ConfiguredEndpoint& answer);
std::string describe(const application::EvaluateLogRules::Outcome& answer);
std::string describe(const application::CheckpointLogWindows::Outcome& answer);
std::string describe(const domain::LogRule& rule);
std::string describe(const domain::SignalAnswer& answer);
std::string describe(const domain::Workflow& workflow);
std::string describe(const domain::ScheduledJob& job);
std::string describe(const std::string& text);
std::string describe(bool done);
std::string describe(std::size_t count);
std::string describe(Done done);
std::string describe(const Error& error);

template <typename Entity>
std::string describe(const application::Configured<Entity>& configured) {
  return (configured.created ? "created " : "replaced ") + configured.entity.id.value;
}

template <typename Outcome>
std::string describe(const Result<Outcome>& result) {
  return result ? describe(*result) : describe(result.error());
}

}  // namespace tocsin::adapters::writer
