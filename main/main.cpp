#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "main/generate.hpp"
#include "main/report.hpp"
#include "main/serve.hpp"
#include "main/settings/settings.hpp"
#include "main/token.hpp"

namespace {

using tocsin::Settings;

struct Arguments {
  std::string config;
  std::string listen;
  std::string data;
  std::string name;
  std::string tenant = "default";
  std::string role;
  tocsin::GenerateArguments generate;
};

int run_serve(const Arguments& arguments) {
  Settings settings;
  if (!arguments.config.empty()) {
    auto read = tocsin::read_settings(arguments.config);
    if (!read) return tocsin::report(read.error());
    settings = std::move(*read);
  }
  if (!arguments.listen.empty()) {
    const auto set = tocsin::set_listen(settings, arguments.listen);
    if (!set) return tocsin::report(set.error());
  }
  if (!arguments.data.empty()) settings.data = arguments.data;
  return tocsin::serve(settings);
}

int run_check_config(const Arguments& arguments) {
  const auto read = tocsin::read_settings(arguments.config);
  if (!read) return tocsin::report(read.error());
  const auto safe = tocsin::check_exposure(*read);
  if (!safe) return tocsin::report(safe.error());
  std::cout << arguments.config << ": good\n";
  return 0;
}

int run_token(const Arguments& arguments) {
  const auto token = tocsin::new_token(arguments.role);
  std::cout << "The token, shown this once:\n\n  " << token
            << "\n\nFor the configuration file:\n\n  tokens:\n    - name: " << arguments.name
            << "\n      tenant: " << arguments.tenant << "\n      role: " << arguments.role
            << "\n      sha256: " << tocsin::token_digest(token) << '\n';
  return 0;
}

CLI::App* add_generate(CLI::App& app, tocsin::GenerateArguments& arguments) {
  constexpr std::size_t max_events = 10'000;  // of a batch, to the server
  auto* generate = app.add_subcommand("generate", "Send made-up alerts to a running Tocsin");
  generate->add_option("--url", arguments.url, "Where it runs")->capture_default_str();
  generate->add_option("--token", arguments.token, "API token")->envname("TOCSIN_TOKEN");
  generate->add_option("--rps", arguments.rps, "Alerts a second (default 10)");
  generate->add_option("--duration", arguments.duration, "For how long (default 60s)");
  generate->add_option("--burst", arguments.burst, "So many at once, whatever --rps says");
  generate->add_option("--count", arguments.count, "So many, whatever --duration says");
  generate->add_option("--seed", arguments.seed, "The same seed gives the same alerts");
  generate->add_option(
      "--severity-dist", arguments.severity_dist, "Shares in percent, as HIGH:30,LOW:70");
  generate->add_option("--source-dist", arguments.source_dist, "The same of the sources");
  generate->add_option("--name-dist", arguments.name_dist, "The same of the names");
  generate->add_option("--severity", arguments.severity, "That of every alert");
  generate->add_option("--source", arguments.source, "That of every alert");
  generate->add_option("--name", arguments.name, "That of every alert");
  generate
      ->add_option(
          "--batch", arguments.batch, "Alerts a request (default: what it takes, at most 1000)")
      ->check(CLI::Range(std::size_t{1}, max_events));
  generate->add_option("--connections", arguments.connections, "How many at a time")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  generate->add_option("--rules",
                       arguments.rules,
                       "Write a data set in place of alerts: CLIENTSxRULES or balanced:CLIENTS");
  generate->add_option(
      "--endpoints", arguments.endpoints, "Of every rule, as webhook=http://127.0.0.1:9000/");
  return generate;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app{"Tocsin: alerting and paging that loses nothing it accepted"};
  app.set_version_flag("--version", std::string{"tocsin "} + TOCSIN_VERSION);

  auto* serve = app.add_subcommand("serve", "Run");
  serve->add_option("--config", arguments.config, "Configuration file (YAML)");
  serve->add_option("--listen", arguments.listen, "HOST:PORT (default 127.0.0.1:8080)");
  serve->add_option("--data", arguments.data, "Data directory (default ./data)");

  auto* check = app.add_subcommand("check-config", "Check a configuration file");
  check->add_option("file", arguments.config, "Configuration file (YAML)")->required();

  auto* token = app.add_subcommand("token", "Make an API token");
  token->add_option("--name", arguments.name, "Whose it is")->required();
  token->add_option("--tenant", arguments.tenant, "Whose data it is for");
  token->add_option("--role", arguments.role, "What it may do")
      ->required()
      ->check(CLI::IsMember({"admin", "responder", "viewer", "ingest"}));

  const auto* generate = add_generate(app, arguments.generate);

  CLI11_PARSE(app, argc, argv);
  if (serve->parsed()) return run_serve(arguments);
  if (check->parsed()) return run_check_config(arguments);
  if (token->parsed()) return run_token(arguments);
  if (generate->parsed()) return tocsin::generate(arguments.generate);
  std::cerr << app.help();
  return 1;
}
