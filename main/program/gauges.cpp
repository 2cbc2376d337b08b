#include "main/program/gauges.hpp"

#include <string>

#include "domain/kernel/words.hpp"
#include "main/wiring/channel_status.hpp"

namespace tocsin {

namespace http = adapters::http;

namespace {

void add_store_gauges(adapters::prometheus::PrometheusMetrics& metrics, Engine& engine) {
  auto& writer = engine.writer;
  auto& store = engine.store;
  const auto add = [&](const std::string& name, const std::string& help, auto look) {
    metrics.add_gauge(name, help, [&writer, look] {
      const auto seen = adapters::writer::looked_at(
          writer, [look]() -> Result<double> { return static_cast<double>(look()); });
      return seen ? *seen : -1.0;
    });
  };
  add("tocsin_alerts_open", "Open alerts.", [&store] { return store.alerts.size(); });
  add("tocsin_timers_pending", "Running acknowledgement delays.", [&store] {
    return store.timers.size();
  });
  add("tocsin_notifications_live", "Notifications pending or being sent.", [&store] {
    return store.outbox.size();
  });
  add("tocsin_early_resolves", "Resolves that arrived before their triggers.", [&store] {
    return store.early_resolves.size();
  });
  add("tocsin_log_services", "Services whose log lines are being counted.", [&store] {
    return store.log_windows.size();
  });
  add("tocsin_watches_armed",
      "Subjects that workflows watch or have watched within the last week.",
      [&store] { return store.watches.size(); });
  add("tocsin_runs_open", "Workflow runs in progress.", [&store] { return store.runs.size(); });
  add("tocsin_jobs_scheduled", "Scheduled jobs not yet completed.", [&store] {
    return store.scheduled_jobs.size();
  });
  metrics.add_gauge("tocsin_ready", "1 if the server accepts writes, else 0.", [&writer] {
    return writer.is_well() ? 1.0 : 0.0;
  });
}

// Adds the figures of GET /v1/channels.
void add_channel_gauges(adapters::prometheus::PrometheusMetrics& metrics, Engine& engine) {
  const auto add = [&](const std::string& name, const std::string& help, auto value) {
    for (const auto channel : domain::channels) {
      const auto index = static_cast<std::size_t>(channel);
      metrics.add_gauge(name,
                        help,
                        [&engine, value, index] {
                          const auto channels = look_at_channels(engine);
                          return channels ? static_cast<double>(value((*channels)[index])) : -1.0;
                        },
                        {{"channel", std::string{domain::word_for(channel)}}});
    }
  };
  add("tocsin_channel_breaker_open",
      "1 if the circuit breaker of the channel is open, 0.5 if half open, else 0.",
      [](const http::ChannelStatus& status) {
        return static_cast<double>(status.gate.breaker == domain::BreakerState::open) +
               0.5 * static_cast<double>(status.gate.breaker == domain::BreakerState::half_open);
      });
  add("tocsin_channel_broken_addresses",
      "Addresses of the channel with a circuit breaker that is not closed.",
      [](const http::ChannelStatus& status) { return status.gate.broken_addresses; });
  add("tocsin_channel_waiting",
      "Deliveries that wait for their next attempt.",
      [](const http::ChannelStatus& status) { return status.waiting; });
  add("tocsin_channel_in_flight",
      "Attempts without a response yet.",
      [](const http::ChannelStatus& status) { return status.in_flight; });
}

}  // namespace

void add_gauges(adapters::prometheus::PrometheusMetrics& metrics, Engine& engine) {
  add_store_gauges(metrics, engine);
  add_channel_gauges(metrics, engine);
}

}  // namespace tocsin
