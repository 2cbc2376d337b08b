#include "main/serve.hpp"

#include <csignal>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <malloc.h>

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/http/server/server.hpp"
#include "adapters/http/system/system_operations.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "adapters/memory/store.hpp"
#include "adapters/prometheus/metrics.hpp"
#include "adapters/re2/regexes.hpp"
#include "adapters/spdlog/log.hpp"
#include "adapters/sqlite/database/data_directory.hpp"
#include "adapters/sqlite/history.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "adapters/system/system_clock.hpp"
#include "adapters/system/uuid_generator.hpp"
#include "adapters/writer/delivery_pump.hpp"
#include "adapters/writer/log_pump.hpp"
#include "adapters/writer/readers.hpp"
#include "adapters/writer/timer_pump.hpp"
#include "adapters/writer/workflow_pump.hpp"
#include "adapters/writer/writer.hpp"
#include "application/alerting/browse_alerts.hpp"
#include "application/delivery/browse_notifications.hpp"
#include "application/workflows/browse_runs.hpp"
#include "application/workflows/browse_scheduled_jobs.hpp"
#include "main/report.hpp"
#include "main/wiring/alerting.hpp"
#include "main/wiring/channels.hpp"
#include "main/wiring/generator.hpp"
#include "main/wiring/logs.hpp"
#include "main/wiring/subscriptions.hpp"
#include "main/wiring/use_cases.hpp"
#include "main/wiring/workflows.hpp"
#include "schemas/embedded.hpp"

namespace tocsin {

namespace http = adapters::http;
namespace writer = adapters::writer;
using adapters::json::Schemas;
using ports::LogLevel;

namespace {

constexpr std::size_t pruned_at_a_time = 500;

// SIGTERM and SIGINT are waited for by the main thread alone; a broken connection is no signal.
sigset_t catch_signals() {
  sigset_t stopping;
  sigemptyset(&stopping);
  sigaddset(&stopping, SIGTERM);
  sigaddset(&stopping, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stopping, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return stopping;
}

Result<Schemas> load_schemas() {
  std::vector<std::pair<std::string, std::string>> documents;
  for (const auto& [name, text] : schemas::all()) {
    if (name != "openapi") documents.emplace_back(name, text);
  }
  return Schemas::load(documents);
}

std::string openapi() {
  for (const auto& [name, text] : schemas::all()) {
    if (name == "openapi") return std::string{text};
  }
  return {};
}

void add_gauges(adapters::prometheus::PrometheusMetrics& metrics,
                writer::Writer& writer,
                adapters::memory::Store& store) {
  const auto add = [&](const std::string& name, const std::string& help, auto look) {
    metrics.add_gauge(name, help, [&writer, look] {
      const auto seen = writer::looked_at(
          writer, [look]() -> Result<double> { return static_cast<double>(look()); });
      return seen ? *seen : -1.0;
    });
  };
  add("tocsin_alerts_open", "Alerts that are open.", [&store] { return store.alerts.size(); });
  add("tocsin_timers_pending", "Acknowledgement delays that run.", [&store] {
    return store.timers.size();
  });
  add("tocsin_notifications_live", "Notifications that are pending or being sent.", [&store] {
    return store.outbox.size();
  });
  add("tocsin_early_resolves", "Resolves that wait for their triggers.", [&store] {
    return store.early_resolves.size();
  });
  add("tocsin_log_services", "Services of which log lines are being counted.", [&store] {
    return store.log_windows.size();
  });
  add("tocsin_watches_armed",
      "Subjects of signals that workflows watch, or have watched within a week.",
      [&store] { return store.watches.size(); });
  add("tocsin_runs_open", "Runs of workflows that are under way.", [&store] {
    return store.runs.size();
  });
  add("tocsin_jobs_scheduled", "Scheduled jobs that are still to be done.", [&store] {
    return store.scheduled_jobs.size();
  });
  metrics.add_gauge("tocsin_ready", "1 when commands are taken.", [&writer] {
    return writer.is_well() ? 1.0 : 0.0;
  });
}

// The same as GET /v1/channels.
void add_channel_gauges(adapters::prometheus::PrometheusMetrics& metrics,
                        const SubscriptionParts& parts) {
  const auto add = [&](const std::string& name, const std::string& help, auto value) {
    for (const auto channel : domain::channels) {
      const auto index = static_cast<std::size_t>(channel);
      metrics.add_gauge(name,
                        help,
                        [parts, value, index] {
                          const auto channels = look_at_channels(parts);
                          return channels ? static_cast<double>(value((*channels)[index])) : -1.0;
                        },
                        {{"channel", std::string{domain::word_for(channel)}}});
    }
  };
  add("tocsin_channel_breaker_open",
      "1 while the channel's circuit breaker is open, 0.5 while it tries again.",
      [](const http::ChannelStatus& status) {
        return static_cast<double>(status.gate.breaker == domain::BreakerState::open) +
               0.5 * static_cast<double>(status.gate.breaker == domain::BreakerState::half_open);
      });
  add("tocsin_channel_broken_addresses",
      "Addresses of the channel whose circuit breaker is not closed.",
      [](const http::ChannelStatus& status) { return status.gate.broken_addresses; });
  add("tocsin_channel_waiting",
      "Deliveries that wait for their next attempt.",
      [](const http::ChannelStatus& status) { return status.waiting; });
  add("tocsin_channel_in_flight",
      "Attempts that have not come back.",
      [](const http::ChannelStatus& status) { return status.in_flight; });
}

// Runs a use case before anybody can ask for anything.
template <typename UseCase>
Result<std::size_t> run_first(writer::Writer& writer, const std::string& name, UseCase use_case) {
  struct Start {};
  Result<std::size_t> answer{std::size_t{0}};
  const auto run = writer.front<Start, std::size_t>(
      writer::Lane::urgent, name, [&use_case](Start) { return use_case(); });
  const bool taken = run({{}, "start", {}}, {}, [&](const auto& count) { answer = count; });
  if (!taken || !writer.run_batch()) return fail(ErrorKind::unavailable, "cannot start the writer");
  return answer;
}

// Everybody who may be somebody's tenant.
std::vector<domain::TenantId> tenants_of(const Settings& settings) {
  if (settings.tokens.empty()) return {{"default"}};
  std::vector<domain::TenantId> tenants;
  for (const auto& token : settings.tokens)
    tenants.push_back(token.tenant);
  return tenants;
}

// What was in flight when the last run ended is tried again.
Result<Done> recover(writer::Writer& writer, UseCases& use_cases, ports::Log& log) {
  const auto lost =
      run_first(writer, "recover_attempts", [&] { return use_cases.recover_attempts(); });
  if (!lost) return Failure{lost.error()};
  if (*lost > 0) {
    log.write(LogLevel::warning,
              "attempts were in flight at the last stop and are made again",
              {{"attempts", std::to_string(*lost)}});
  }
  return Done{};
}

}  // namespace

int serve(const Settings& settings) {
  const auto stopping = catch_signals();
  if (const auto safe = check_exposure(settings); !safe) return report(safe.error());

  adapters::spdlog::SpdlogLog spdlog{settings.log_level, settings.log_format};
  ports::Log& log = spdlog;
  auto directory = adapters::sqlite::DataDirectory::open(settings.data);
  if (!directory) return report(directory.error());
  auto ledger = adapters::sqlite::SqliteLedger::open(*directory, {});
  if (!ledger) return report(ledger.error());
  adapters::sqlite::SqliteHistory history{*directory};

  adapters::system::SystemClock clock{(*ledger)->last_seen()};
  adapters::system::UuidGenerator ids{clock};
  adapters::prometheus::PrometheusMetrics metrics;

  adapters::memory::Store store{**ledger, history, history, history, history};
  if (const auto opened = store.open(); !opened) return report(opened.error());
  adapters::re2::Re2Regexes regexes;
  UseCases use_cases{
      store,
      clock,
      ids,
      regexes,
      metrics,
      {settings.fallback_target, settings.gate, settings.fallbacks, settings.correlation_window}};
  writer::Writer writer{store, store, clock, log};
  if (const auto done = recover(writer, use_cases, log); !done) return report(done.error());
  const auto seeded = run_first(
      writer, "seed_log_rules", [&] { return use_cases.seed_log_rules(tenants_of(settings)); });
  if (!seeded) return report(seeded.error());

  auto channels = std::make_unique<Channels>(settings, clock);
  writer::TimerPump timers{store.timers, use_cases.time_out_acknowledgement, clock};
  writer::DeliveryPump deliveries{store.outbox,
                                  use_cases.start_attempt,
                                  use_cases.record_attempt,
                                  channels->notifiers(),
                                  clock,
                                  log,
                                  [&writer] { writer.wake(); }};
  writer::LogPump logs{store.log_windows, use_cases.checkpoint_log_windows, clock};
  writer::WorkflowPump workflows{store.watches,
                                 store.runs,
                                 store.scheduled_jobs,
                                 use_cases.look_at_watches,
                                 use_cases.advance_runs,
                                 use_cases.fire_jobs,
                                 clock};
  writer.attach(timers);
  writer.attach(workflows);
  writer.attach(deliveries);
  writer.attach(logs);
  writer.when_idle([&] {
    const auto gone = (*ledger)->prune(settings.retention, clock.now(), pruned_at_a_time);
    if (gone && *gone >= pruned_at_a_time) return true;
    malloc_trim(0);  // what a burst has left goes back to the system
    return false;
  });

  writer::OpenAlertReader open_alerts{writer, store.alerts};
  writer::OutboxReader outbox{writer, store.outbox};
  application::BrowseAlerts browse_alerts{open_alerts, history, history};
  application::BrowseNotifications browse_notifications{outbox, history};
  writer::OpenRunReader open_runs{writer, store.runs};
  application::BrowseRuns browse_runs{open_runs, history};
  writer::OpenJobReader open_jobs{writer, store.scheduled_jobs};
  application::BrowseScheduledJobs browse_jobs{open_jobs, history};
  http::ReaderPool readers;
  add_gauges(metrics, writer, store);

  const auto schemas = load_schemas();
  if (!schemas) return report(schemas.error());
  auto routes = http::RouteTable::read(openapi());
  if (!routes) return report(routes.error());
  http::OperationHandlers handlers;
  add_command_operations(handlers, writer, use_cases, browse_alerts, readers, *schemas);
  add_configuration_operations(handlers, writer, use_cases, store, {readers, ids});
  add_log_operations(handlers, {writer, use_cases, store, readers, metrics, clock, ids});
  adapters::generator::JobThread generator{
      generator_submit(writer, use_cases, ids, clock), clock, ids};
  add_generator_jobs(handlers, generator.jobs());
  writer::SubscriptionReader subscriptions{writer, store.subscriptions};
  const SubscriptionParts parts{writer,
                                use_cases,
                                store,
                                deliveries,
                                subscriptions,
                                browse_notifications,
                                readers,
                                *schemas,
                                clock};
  add_subscription_operations(handlers, parts);
  add_channel_gauges(metrics, parts);
  add_workflow_operations(handlers,
                          {writer, use_cases, store, browse_runs, browse_jobs, readers, *schemas});
  http::add_system_operations(
      handlers,
      {[&] { return writer.is_well(); }, [&] { return metrics.text(); }, openapi()},
      *schemas,
      readers);
  const http::Api api{
      std::move(*routes), http::Access{settings.tokens}, *schemas, std::move(handlers)};
  if (const auto complete = api.is_complete(); !complete) return report(complete.error());

  http::ServerSettings listening;
  listening.address = settings.host;
  listening.port = settings.port;
  listening.body_limit = [&api](std::string_view method, std::string_view path) {
    return api.body_limit(method, path);
  };
  http::Server server{listening, [&api](const http::Request& request, http::Reply reply) {
                        api.handle(request, std::move(reply));
                      }};
  if (const auto started = server.start(); !started) return report(started.error());
  writer.start();
  log.write(LogLevel::info,
            "listening",
            {{"address", settings.host + ':' + std::to_string(server.port())},
             {"data", settings.data},
             {"open_alerts", std::to_string(store.alerts.size())}});

  int signal = 0;
  sigwait(&stopping, &signal);
  log.write(LogLevel::info, "stopping: taking no more, answering what was taken");
  const bool answered = server.drain(std::chrono::seconds{10});
  generator.stop();  // before the writer, which answers what it has submitted
  deliveries.drain(std::chrono::seconds{10});
  writer.stop();
  readers.stop();    // what they look at is about to go
  channels.reset();  // after this nobody calls the delivery pump any more
  server.stop();
  log.write(answered ? LogLevel::info : LogLevel::warning, "stopped");
  return 0;
}

}  // namespace tocsin
