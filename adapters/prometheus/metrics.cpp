#include "adapters/prometheus/metrics.hpp"

#include <array>
#include <map>
#include <utility>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace tocsin::adapters::prometheus {

using ports::Counter;

namespace {

struct Named {
  Counter what;
  const char* name;
  const char* help;
  const char* status = nullptr;  // the label, of those that share a name
};

constexpr const char* runs_ended = "tocsin_runs_ended_total";
constexpr const char* runs_ended_help = "Workflow runs ended, by status.";

constexpr std::array counters{
    Named{Counter::alerts_opened, "tocsin_alerts_opened_total", "Alerts opened."},
    Named{Counter::alerts_repeated,
          "tocsin_alerts_repeated_total",
          "Triggers of alerts that were already open."},
    Named{Counter::alerts_resolved, "tocsin_alerts_resolved_total", "Alerts resolved."},
    Named{Counter::alerts_suppressed,
          "tocsin_alerts_suppressed_total",
          "Alerts that paged nobody because their service was already unhealthy."},
    Named{Counter::alerts_without_policy,
          "tocsin_alerts_without_policy_total",
          "Alerts that paged nobody because their service has no escalation policy."},
    Named{Counter::levels_without_target,
          "tocsin_levels_without_target_total",
          "Levels reached that have no target."},
    Named{Counter::levels_paged, "tocsin_levels_paged_total", "Levels paged."},
    Named{Counter::escalations_exhausted,
          "tocsin_escalations_exhausted_total",
          "Escalations that nobody acknowledged on any level."},
    Named{Counter::acknowledgements, "tocsin_acknowledgements_total", "Alerts acknowledged."},
    Named{Counter::resolves_of_nothing,
          "tocsin_resolves_of_nothing_total",
          "Resolves that matched no open alert."},
    Named{Counter::notifications_sent,
          "tocsin_notifications_sent_total",
          "Notifications delivered."},
    Named{Counter::notifications_retried,
          "tocsin_notification_retries_total",
          "Failed attempts that are retried."},
    Named{Counter::notifications_failed,
          "tocsin_notifications_failed_total",
          "Notifications that failed permanently."},
    Named{Counter::deliveries_diverted,
          "tocsin_deliveries_diverted_total",
          "Deliveries sent to the fallback of their channel."},
    Named{Counter::alerts_announced, "tocsin_alerts_announced_total", "Announcements received."},
    Named{Counter::alerts_matched,
          "tocsin_alerts_matched_total",
          "Alerts that matched at least one subscriber."},
    Named{Counter::alerts_unmatched,
          "tocsin_alerts_unmatched_total",
          "Alerts that matched no subscriber."},
    Named{Counter::clients_told,
          "tocsin_clients_told_total",
          "Notifications created for subscribers."},
    Named{Counter::alerts_deduplicated,
          "tocsin_alerts_deduplicated_total",
          "Log lines over a threshold whose window already had an alert."},
    Named{Counter::log_lines_late,
          "tocsin_log_lines_late_total",
          "Log lines that arrived too late for the window of an alert rule."},
    Named{Counter::log_lines_repeated,
          "tocsin_log_lines_repeated_total",
          "Log lines received again with the Idempotency-Key of their batch, without effect."},
    Named{Counter::log_lines_without_group,
          "tocsin_log_lines_without_group_total",
          "Log lines counted without their group because the rule has too many groups."},
    Named{Counter::log_lines_without_room,
          "tocsin_log_lines_without_room_total",
          "Log lines dropped because a limit on tracked services or window memory was reached."},
    Named{Counter::log_rules_unusable,
          "tocsin_log_rules_unusable_total",
          "Stored alert rules that cannot be evaluated."},
    Named{Counter::signals_received, "tocsin_signals_received_total", "Signals received."},
    Named{Counter::signals_repeated,
          "tocsin_signals_repeated_total",
          "Signals received again, without effect."},
    Named{Counter::signals_without_room,
          "tocsin_signals_without_room_total",
          "Signals rejected because the limit on tracked subjects was reached."},
    Named{Counter::runs_started, "tocsin_runs_started_total", "Workflow runs started."},
    Named{Counter::runs_completed, runs_ended, runs_ended_help, "completed"},
    Named{Counter::runs_failed, runs_ended, runs_ended_help, "failed"},
    Named{Counter::runs_cancelled, runs_ended, runs_ended_help, "cancelled"},
    Named{Counter::jobs_fired, "tocsin_jobs_fired_total", "Scheduled jobs completed."},
};

}  // namespace

struct PrometheusMetrics::Registered {
  ::prometheus::Registry registry;
  std::map<Counter, ::prometheus::Counter*> counters;
  std::vector<std::pair<::prometheus::Counter*, std::function<double()>>> kept_elsewhere;
  std::vector<std::pair<::prometheus::Gauge*, std::function<double()>>> gauges;
};

PrometheusMetrics::PrometheusMetrics() : registered_(std::make_unique<Registered>()) {
  for (const auto& counter : counters) {
    auto& family = ::prometheus::BuildCounter()
                       .Name(counter.name)
                       .Help(counter.help)
                       .Register(registered_->registry);
    const auto labels = counter.status ? Labels{{"status", counter.status}} : Labels{};
    registered_->counters[counter.what] = &family.Add(labels);
  }
}

PrometheusMetrics::~PrometheusMetrics() = default;

void PrometheusMetrics::count(Counter what) { registered_->counters.at(what)->Increment(); }

std::function<void(std::size_t)> PrometheusMetrics::add_counter(const std::string& name,
                                                                const std::string& help,
                                                                const Labels& labels) {
  auto& family = ::prometheus::BuildCounter().Name(name).Help(help).Register(registered_->registry);
  return [&counter = family.Add(labels)](std::size_t by) {
    counter.Increment(static_cast<double>(by));
  };
}

void PrometheusMetrics::add_counter(const std::string& name,
                                    const std::string& help,
                                    std::function<double()> value) {
  auto& family = ::prometheus::BuildCounter().Name(name).Help(help).Register(registered_->registry);
  registered_->kept_elsewhere.emplace_back(&family.Add({}), std::move(value));
}

void PrometheusMetrics::add_gauge(const std::string& name,
                                  const std::string& help,
                                  std::function<double()> value,
                                  const Labels& labels) {
  auto& family = ::prometheus::BuildGauge().Name(name).Help(help).Register(registered_->registry);
  registered_->gauges.emplace_back(&family.Add(labels), std::move(value));
}

std::string PrometheusMetrics::text() const {
  for (const auto& [counter, value] : registered_->kept_elsewhere)
    counter->Increment(value() - counter->Value());
  for (const auto& [gauge, value] : registered_->gauges)
    gauge->Set(value());
  return ::prometheus::TextSerializer{}.Serialize(registered_->registry.Collect());
}

}  // namespace tocsin::adapters::prometheus
