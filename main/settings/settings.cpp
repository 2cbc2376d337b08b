#include "main/settings/settings.hpp"

#include <charconv>
#include <exception>
#include <utility>

#include <boost/asio/ip/address.hpp>

#include "main/settings/sections.hpp"
#include "main/settings/yaml.hpp"

namespace tocsin {

using yaml::bytes;
using yaml::duration;
using yaml::filled_text;
using yaml::Mistake;
using yaml::one_of;
using yaml::Section;
using yaml::text;

namespace {

void read_log(const YAML::Node& node, Settings& settings) {
  using ports::LogLevel;
  Section{}
      .key("level",
           [&](const YAML::Node& level) {
             settings.log_level = one_of<LogLevel>(level,
                                                   {{"debug", LogLevel::debug},
                                                    {"info", LogLevel::info},
                                                    {"warning", LogLevel::warning},
                                                    {"error", LogLevel::error}});
           })
      .key("format",
           [&](const YAML::Node& format) {
             using adapters::spdlog::LogFormat;
             settings.log_format = one_of<LogFormat>(
                 format, {{"logfmt", LogFormat::logfmt}, {"json", LogFormat::json}});
           })
      .read(node);
}

void read_retention(const YAML::Node& node, Settings& settings) {
  Section{}
      .key("journal", [&](const YAML::Node& kept) { settings.retention.journal = duration(kept); })
      .key("journal_size",
           [&](const YAML::Node& size) {
             settings.retention.journal_bytes = static_cast<std::int64_t>(bytes(size));
           })
      .key("history", [&](const YAML::Node& kept) { settings.retention.history = duration(kept); })
      .read(node);
}

void read_all(const YAML::Node& root, Settings& settings) {
  if (root.IsNull()) return;
  Section{}
      .key("listen",
           [&](const YAML::Node& listen) {
             const auto set = set_listen(settings, text(listen));
             if (!set) throw Mistake{listen, set.error().message};
           })
      .key("data", [&](const YAML::Node& data) { settings.data = filled_text(data); })
      .key("log", [&](const YAML::Node& log) { read_log(log, settings); })
      .key("tokens", [&](const YAML::Node& tokens) { read_tokens(tokens, settings); })
      .key("fallback_target",
           [&](const YAML::Node& target) { settings.fallback_target = fallback_from(target); })
      .key("notifiers", [&](const YAML::Node& notifiers) { read_notifiers(notifiers, settings); })
      .key("delivery", [&](const YAML::Node& delivery) { read_delivery(delivery, settings); })
      .key("correlation_window",
           [&](const YAML::Node& window) { settings.correlation_window = duration(window); })
      .key("retention", [&](const YAML::Node& retention) { read_retention(retention, settings); })
      .read(root);
}

}  // namespace

Result<Settings> read_settings(const std::string& path) {
  Settings settings;
  try {
    settings.file = path;
    read_all(yaml::only_document(yaml::content_of(path)), settings);
  } catch (const YAML::ParserException& problem) {
    return fail(ErrorKind::invalid,
                path + ": line " + std::to_string(problem.mark.line + 1) +
                    ": is not valid YAML: " + problem.msg);
  } catch (const Mistake& mistake) {
    return fail(ErrorKind::invalid, path + ": " + mistake.text());
  } catch (const std::exception& problem) {
    return fail(ErrorKind::invalid, path + ": " + problem.what());
  }
  return settings;
}

Result<Done> set_listen(Settings& settings, const std::string& address) {
  const auto colon = address.rfind(':');
  std::uint16_t port = 0;
  const auto* end = address.data() + address.size();
  if (colon == std::string::npos || colon + 1 == address.size()) {
    return fail(ErrorKind::invalid,
                "\"" + address + "\" is not a valid HOST:PORT; use for example 127.0.0.1:8080");
  }
  const auto [stop, error] = std::from_chars(address.data() + colon + 1, end, port);
  if (error != std::errc{} || stop != end) {
    return fail(ErrorKind::invalid, "\"" + address + "\": port must be from 0 to 65535");
  }
  auto host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty()) {
    return fail(ErrorKind::invalid,
                "\"" + address + "\": host is missing; use 127.0.0.1:" + std::to_string(port));
  }
  if (host == "localhost") host = "127.0.0.1";
  boost::system::error_code not_an_address;
  boost::asio::ip::make_address(host, not_an_address);
  if (not_an_address) {
    return fail(ErrorKind::invalid,
                "\"" + address + "\": host must be an IP address or localhost; use 127.0.0.1:" +
                    std::to_string(port));
  }
  settings.host = host;
  settings.port = port;
  return Done{};
}

Result<Done> check_exposure(const Settings& settings) {
  const auto file = settings.file.empty() ? "the configuration" : settings.file;
  const bool is_loopback = settings.host.starts_with("127.") || settings.host == "::1";
  if (is_loopback || !settings.tokens.empty()) return Done{};
  return fail(ErrorKind::invalid,
              "refusing to listen on " + settings.host +
                  " without tokens, since anyone could page and acknowledge: add `tokens` to " +
                  file + " (`tocsin token` creates one) or listen on 127.0.0.1");
}

}  // namespace tocsin
