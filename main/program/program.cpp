#include "main/program/program.hpp"

#include <string>
#include <utility>
#include <vector>

#include <malloc.h>

namespace tocsin {

using ports::LogLevel;

namespace {

constexpr std::size_t pruned_at_a_time = 500;
constexpr std::chrono::seconds patience{10};

// Returns the tenants of all tokens; without tokens there is one.
std::vector<domain::TenantId> tenants_of(const Settings& settings) {
  if (settings.tokens.empty()) return {{"default"}};
  std::vector<domain::TenantId> tenants;
  for (const auto& token : settings.tokens)
    tenants.push_back(token.tenant);
  return tenants;
}

}  // namespace

Program::Program(const Settings& settings, std::unique_ptr<Stores> stores)
    : settings_(settings),
      descriptors_(raise_descriptors()),
      log_(settings.log_level, settings.log_format),
      stores_(std::move(stores)),
      clock_(stores_->ledger().last_seen()),
      ids_(clock_),
      channels_(std::make_unique<Channels>(settings, descriptors_.transfers, clock_)),
      engine_(stores_->parts(),
              {clock_, ids_, regexes_, metrics_, log_},
              {settings.fallback_target,
               settings.gate,
               settings.fallbacks,
               settings.correlation_window},
              channels_->notifiers()) {
  metrics_.add_counter("tocsin_own_log_lines_lost_total",
                       "Lines of Tocsin's own log that standard error did not take.",
                       [this] { return static_cast<double>(log_.lost()); });
  engine_.writer.when_idle([this] {
    const auto gone = stores_->ledger().prune(settings_.retention, clock_.now(), pruned_at_a_time);
    if (gone && *gone >= pruned_at_a_time) return true;
    malloc_trim(0);  // gives the memory of a burst back to the system
    return false;
  });
}

Result<std::unique_ptr<Program>> Program::open(const Settings& settings) {
  if (const auto safe = check_exposure(settings); !safe) return Failure{safe.error()};
  auto stores = Stores::open(settings.data);
  if (!stores) return Failure{stores.error()};
  std::unique_ptr<Program> program{new Program{settings, *std::move(stores)}};

  const auto opened = program->engine_.open(tenants_of(settings));
  if (!opened) return Failure{opened.error()};
  auto face =
      Face::make(settings, program->descriptors_.clients, program->engine_, program->metrics_);
  if (!face) return Failure{face.error()};
  program->face_ = *std::move(face);
  return program;
}

Result<Done> Program::start() {
  if (const auto listening = face_->start(); !listening) {
    auto error = listening.error();
    error.message += "; use --listen or `listen` in the configuration for another address";
    return Failure{std::move(error)};
  }
  engine_.writer.start();
  log_.write(LogLevel::info,
             "listening",
             {{"address", settings_.host + ':' + std::to_string(face_->port())},
              {"data", settings_.data},
              {"open_alerts", std::to_string(engine_.store.alerts.size())}});
  if (!descriptors_.is_enough()) {
    log_.write(LogLevel::warning,
               "few file descriptors; raise the limit (ulimit -n, LimitNOFILE)",
               {{"limit", std::to_string(descriptors_.limit)},
                {"max_clients", std::to_string(descriptors_.clients)},
                {"max_attempts_per_channel", std::to_string(descriptors_.transfers)}});
  }
  return Done{};
}

void Program::stop() {
  log_.write(LogLevel::info, "shutdown started", {});
  const bool answered = face_->drain(patience);
  face_->stop_generator();  // before the writer, which answers what it has submitted
  engine_.deliveries.drain(patience);
  engine_.writer.stop();
  face_->stop_readers();  // before the data that they read
  channels_.reset();      // nobody calls the delivery pump from now on
  face_->stop_server();
  log_.write(answered ? LogLevel::info : LogLevel::warning,
             answered ? "shutdown complete" : "shutdown complete, with requests unanswered",
             {});
}

}  // namespace tocsin
