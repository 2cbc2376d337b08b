#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/channels/email/email_notifier.hpp"
#include "adapters/channels/pagerduty/pagerduty_notifier.hpp"
#include "adapters/channels/slack/slack_notifier.hpp"
#include "adapters/channels/sms/sms_notifier.hpp"
#include "adapters/channels/transfer/transfers.hpp"
#include "adapters/channels/webhook/standard_webhooks.hpp"
#include "adapters/http/api/access.hpp"
#include "adapters/spdlog/log.hpp"
#include "adapters/sqlite/database/retention.hpp"
#include "application/alerting/alert_raiser.hpp"
#include "application/delivery/fallbacks.hpp"
#include "domain/channels/target.hpp"
#include "domain/delivery/delivery_gate.hpp"
#include "domain/kernel/result.hpp"
#include "ports/kernel/log.hpp"

namespace tocsin {

// The operator's settings; docs/configuration.md explains each. All have defaults, so no file is
// also a valid configuration.
struct Settings {
  std::string file;  // from which they were read; empty if from none
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string data = "data";

  ports::LogLevel log_level = ports::LogLevel::info;
  adapters::spdlog::LogFormat log_format = adapters::spdlog::LogFormat::logfmt;

  std::vector<adapters::http::Token> tokens;
  std::optional<domain::Target> fallback_target;

  std::optional<adapters::channels::EmailSettings> email;
  std::optional<adapters::channels::SlackSettings> slack;
  std::optional<adapters::channels::SmsSettings> sms;
  std::vector<adapters::channels::SigningKey> webhook_keys;  // none: webhooks are not signed
  adapters::channels::PagerdutySettings pagerduty;
  adapters::channels::TransferSettings transfers;

  domain::GateSettings gate;
  application::Fallbacks fallbacks;
  domain::Duration correlation_window = application::AlertRaiser::default_correlation_window;

  adapters::sqlite::Retention retention;
};

// Reads a YAML file. The error names the file, the line and the fix.
Result<Settings> read_settings(const std::string& path);

// Parses "HOST:PORT" into the settings.
Result<Done> set_listen(Settings& settings, const std::string& address);

// Checks that a listener that other machines can reach has tokens.
Result<Done> check_exposure(const Settings& settings);

}  // namespace tocsin
