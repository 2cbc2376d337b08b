#include <iostream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "main/generate.hpp"
#include "main/report.hpp"
#include "main/serve.hpp"
#include "main/settings/settings.hpp"
#include "main/token.hpp"

namespace {

using tocsin::Settings;

constexpr auto known_commands = "; commands: serve, check-config, token, generate";

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
    if (!set) return tocsin::report_usage("--listen " + set.error().message);
  }
  if (!arguments.data.empty()) settings.data = arguments.data;
  return tocsin::serve(settings);
}

int run_check_config(const Arguments& arguments) {
  const auto read = tocsin::read_settings(arguments.config);
  if (!read) return tocsin::report(read.error());
  const auto safe = tocsin::check_exposure(*read);
  if (!safe) return tocsin::report(safe.error());
  std::cout << arguments.config << ": OK\n";
  return 0;
}

int run_token(const Arguments& arguments) {
  const auto token = tocsin::new_token(arguments.role);
  std::cout << "The token, shown this once:\n\n  " << token
            << "\n\nFor the configuration file:\n\n  tokens:\n"
            << tocsin::token_entry(token, arguments.name, arguments.tenant, arguments.role);
  return 0;
}

// Refuses an empty value, such as that of a variable that is not set.
CLI::Validator filled() {
  return {
      [](const std::string& text) { return std::string{text.empty() ? "must not be empty" : ""}; },
      "",
      "filled"};
}

CLI::App* add_generate(CLI::App& app, tocsin::GenerateArguments& arguments) {
  constexpr std::size_t max_events = 10'000;  // of a batch, to the server
  auto* generate = app.add_subcommand("generate", "Send synthetic alerts to a running server");
  generate->add_option("--url", arguments.url, "URL of the server")->capture_default_str();
  generate->add_option("--token", arguments.token, "API token")->envname("TOCSIN_TOKEN");
  generate->add_option("--rps", arguments.rps, "Alerts per second (default: 10)");
  generate->add_option("--duration", arguments.duration, "Duration of the run (default: 60s)");
  generate->add_option(
      "--burst", arguments.burst, "Send this many alerts immediately; overrides --rps");
  generate->add_option("--count", arguments.count, "Send this many alerts; overrides --duration");
  generate->add_option(
      "--seed", arguments.seed, "Seed; the same seed generates the same alerts (default: random)");
  generate->add_option("--severity-dist",
                       arguments.severity_dist,
                       "Distribution of severities, in percent, as HIGH:30,LOW:70");
  generate->add_option("--source-dist",
                       arguments.source_dist,
                       "Distribution of sources, in percent, as api:60,db:40");
  generate->add_option("--name-dist",
                       arguments.name_dist,
                       "Distribution of names, in percent, as timeout:70,error:30");
  generate->add_option("--severity", arguments.severity, "Use this severity for every alert");
  generate->add_option("--source", arguments.source, "Use this source for every alert");
  generate->add_option("--name", arguments.name, "Use this name for every alert");
  generate
      ->add_option("--batch",
                   arguments.batch,
                   "Alerts per request (default: as many as the rate needs, up to 1000)")
      ->check(CLI::Range(std::size_t{1}, max_events));
  generate->add_option("--connections", arguments.connections, "Number of connections")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  generate->add_option("--rules",
                       arguments.rules,
                       "Write subscription rules instead: CLIENTSxRULES or balanced:CLIENTS");
  generate->add_option("--endpoints",
                       arguments.endpoints,
                       "Endpoints of every rule, as webhook=http://127.0.0.1:9000/");
  return generate;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app{"Tocsin pages people and escalates until someone acknowledges"};
  app.set_version_flag("--version", std::string{"tocsin "} + TOCSIN_VERSION);
  app.require_subcommand(0, 1);  // CLI11 would take a command within a command, or twice

  auto* serve = app.add_subcommand("serve", "Run the server");
  serve->add_option("--config", arguments.config, "Configuration file (YAML)")->check(filled());
  serve
      ->add_option("--listen",
                   arguments.listen,
                   "Address to listen on, as HOST:PORT (default: 127.0.0.1:8080)")
      ->check(filled());
  serve->add_option("--data", arguments.data, "Data directory (default: ./data)")->check(filled());

  auto* check = app.add_subcommand("check-config", "Check a configuration file");
  check->add_option("file", arguments.config, "Configuration file (YAML)")->required();

  auto* token = app.add_subcommand("token", "Create an API token");
  token->add_option("--name", arguments.name, "Name shown as \"by\" in timelines")
      ->required()
      ->check(filled());
  token
      ->add_option(
          "--tenant", arguments.tenant, "Tenant whose data the token can access (default: default)")
      ->check(filled());
  token->add_option("--role", arguments.role, "Role: admin, responder, viewer or ingest")
      ->required()
      ->check(CLI::IsMember({"admin", "responder", "viewer", "ingest"}));

  const auto* generate = add_generate(app, arguments.generate);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const std::string word = argc > 1 ? argv[1] : "-";
    const bool is_command = !app.get_subcommands([&word](const CLI::App* command) {
                                  return command->get_name() == word;
                                })
                                 .empty();
    if (!is_command && !word.starts_with('-')) {
      return tocsin::report_usage("unknown command \"" + word + '"' + known_commands);
    }
    return app.exit(error) == 0 ? 0 : tocsin::exit_usage;
  }
  if (serve->parsed()) return run_serve(arguments);
  if (check->parsed()) return run_check_config(arguments);
  if (token->parsed()) return run_token(arguments);
  if (generate->parsed()) return tocsin::generate(arguments.generate);
  return tocsin::report_usage(std::string{"no command"} + known_commands);
}
