#include "main/generate.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <ctime>
#include <iostream>
#include <random>
#include <thread>
#include <tuple>
#include <utility>

#include <unistd.h>

#include "adapters/load/load_run.hpp"
#include "adapters/load/payloads.hpp"
#include "adapters/load/reports.hpp"
#include "adapters/load/subscription_import.hpp"
#include "adapters/system/system_clock.hpp"
#include "domain/generator/alert_generator.hpp"
#include "domain/generator/subscription_set.hpp"
#include "main/report.hpp"

namespace tocsin {

namespace load = adapters::load;
using domain::Distribution;
using domain::GeneratorSettings;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

// Reports an option: "/severity_dist" is "--severity-dist" on the command line.
int report_option(const Error& error) {
  std::string flag;
  if (!error.pointer.empty()) {
    flag = "--" + error.pointer.substr(1) + ' ';
    std::replace(flag.begin(), flag.end(), '_', '-');
  }
  return flag.empty() ? report(error) : report_usage(flag + error.message);
}

Result<Done> set_distribution(Distribution& distribution,
                              const std::string& text,
                              const std::string& pointer) {
  if (text.empty()) return Done{};
  auto parsed = Distribution::parse(text, pointer);
  if (!parsed) return Failure{parsed.error()};
  distribution = std::move(*parsed);
  return Done{};
}

std::uint64_t drawn_seed() {
  std::random_device entropy;
  return entropy();
}

Result<GeneratorSettings> settings_from(const GenerateArguments& arguments) {
  GeneratorSettings settings;
  settings.rps = arguments.rps.value_or(settings.rps);
  settings.burst = arguments.burst.value_or(settings.burst);
  settings.count = arguments.count.value_or(settings.count);
  settings.seed = arguments.seed ? *arguments.seed : drawn_seed();
  settings.severity = arguments.severity;
  settings.source = arguments.source;
  settings.name = arguments.name;
  if (!arguments.duration.empty()) {
    const auto duration = domain::duration_from(arguments.duration);
    if (!duration) {
      return fail(ErrorKind::invalid,
                  '"' + arguments.duration + "\" is not a valid duration; write 60s or 1m30s",
                  "/duration");
    }
    settings.duration = *duration;
  }
  for (const auto& [distribution, text, pointer] :
       {std::tuple{&settings.severities, &arguments.severity_dist, "/severity_dist"},
        std::tuple{&settings.sources, &arguments.source_dist, "/source_dist"},
        std::tuple{&settings.names, &arguments.name_dist, "/name_dist"}}) {
    const auto set = set_distribution(*distribution, *text, pointer);
    if (!set) return Failure{set.error()};
  }
  const auto checked = domain::check(settings);
  if (!checked) return Failure{checked.error()};
  return settings;
}

// Detects Ctrl-C or SIGTERM while it exists; a second one ends the program immediately.
class Interrupt {
 public:
  Interrupt() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }

  // Returns whether the first signal came within this time.
  bool came_within(milliseconds time) {
    if (has_come_) {
      std::this_thread::sleep_for(time);
      return false;
    }
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const timespec timeout{seconds.count(), std::chrono::nanoseconds{time - seconds}.count()};
    if (sigtimedwait(&signals_, nullptr, &timeout) < 0) return false;
    has_come_ = true;
    pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
    return true;
  }

  bool has_come() const { return has_come_; }

 private:
  sigset_t signals_{};
  bool has_come_ = false;
};

// Prints the progress to stderr: on a terminal in one line that is overwritten, else now and then.
class ProgressBar {
 public:
  explicit ProgressBar(std::uint64_t total) : total_(total) {}

  void show(const load::Tally& tally, milliseconds elapsed) {
    if (elapsed - shown_at_ < (is_terminal_ ? milliseconds{100} : milliseconds{5'000})) return;
    shown_at_ = elapsed;
    const auto line = load::progress_line(tally, total_, elapsed);
    if (!is_terminal_) {
      std::cerr << line << '\n';
      return;
    }
    std::cerr << '\r' << line << "\033[K" << std::flush;
    is_line_open_ = true;
  }

  void end() const {
    if (is_line_open_) std::cerr << "\r\033[K";
  }

 private:
  std::uint64_t total_;
  const bool is_terminal_ = isatty(STDERR_FILENO) == 1;
  bool is_line_open_ = false;
  milliseconds shown_at_{0};
};

Result<Done> check_server(const GenerateArguments& arguments) {
  auto reached = load::HttpPoster{{arguments.url, arguments.token}}.connect();
  if (reached) return reached;
  return fail(reached.error().kind,
              reached.error().message + "; start the server, or set its address with --url");
}

int conclude(const load::Tally& tally, milliseconds elapsed, const char* what) {
  std::cout << load::summary_line(tally, elapsed, what) << std::endl;
  if (tally.rejected == 0 && tally.undelivered == 0) return 0;
  std::cerr << "tocsin: " << tally.first_error << '\n';
  return exit_failure;
}

int write_rules(const GenerateArguments& arguments) {
  const auto set = domain::SubscriptionSet::parse(arguments.rules);
  if (!set) return report_option({set.error().kind, set.error().message, "/rules"});
  std::vector<load::EndpointWish> endpoints;
  for (const auto& text : arguments.endpoints) {
    auto endpoint = load::endpoint_from(text);
    if (!endpoint)
      return report_option({endpoint.error().kind, endpoint.error().message, "/endpoints"});
    endpoints.push_back(std::move(*endpoint));
  }
  if (const auto found = check_server(arguments); !found) return report(found.error());

  Interrupt interrupt;
  ProgressBar bar{set->size()};
  load::HttpPoster poster{{arguments.url, arguments.token}};
  const auto started = steady_clock::now();
  const auto elapsed = [started] {
    return std::chrono::duration_cast<milliseconds>(steady_clock::now() - started);
  };
  const auto tally = load::import_subscriptions(
      *set,
      endpoints,
      [&](const load::Message& message) { return poster.post(message); },
      [&](domain::Duration time) { return !interrupt.has_come() && !interrupt.came_within(time); },
      [&](const load::Tally& so_far) { bar.show(so_far, elapsed()); });
  bar.end();
  if (!tally) return report_option(tally.error());
  return conclude(*tally, elapsed(), "rules");
}

int send_alerts(const GenerateArguments& arguments) {
  auto settings = settings_from(arguments);
  if (!settings) return report_option(settings.error());
  if (const auto found = check_server(arguments); !found) return report(found.error());
  const auto batch =
      arguments.batch > 0 ? arguments.batch : load::fitting_batch(*settings, arguments.connections);
  const domain::AlertGenerator generator{std::move(*settings)};
  if (!arguments.seed) std::cerr << "seed " << generator.settings().seed << '\n';

  Interrupt interrupt;
  ProgressBar bar{generator.total()};
  const adapters::system::SystemClock clock;
  load::LoadRun run{
      generator, {{arguments.url, arguments.token}, arguments.connections, batch}, clock};
  auto progress = run.progress();
  for (; !progress.is_over; progress = run.progress()) {
    bar.show(progress.tally, progress.elapsed);
    if (interrupt.came_within(milliseconds{50})) run.stop();
  }
  bar.end();
  return conclude(progress.tally, progress.elapsed, "alerts");
}

}  // namespace

int generate(const GenerateArguments& arguments) {
  return arguments.rules.empty() ? send_alerts(arguments) : write_rules(arguments);
}

}  // namespace tocsin
