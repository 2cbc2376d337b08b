#include "main/settings/settings.hpp"

#include <charconv>
#include <exception>
#include <string_view>
#include <utility>

#include "domain/kernel/words.hpp"
#include "main/settings/yaml.hpp"

namespace tocsin {

using application::Fallbacks;
using domain::Channel;
using domain::ChannelLimits;
using domain::Duration;
using domain::RateLimit;
using domain::Target;
using yaml::bytes;
using yaml::decimal;
using yaml::duration;
using yaml::Mistake;
using yaml::number;
using yaml::one_of;
using yaml::require;
using yaml::Section;
using yaml::text;

namespace {

adapters::http::Sha256 sha256(const YAML::Node& node) {
  const auto written = text(node);
  adapters::http::Sha256 digest{};
  bool is_hex = written.size() == 2 * digest.size();
  for (std::size_t byte = 0; is_hex && byte < digest.size(); ++byte) {
    const auto* start = written.data() + 2 * byte;
    const auto [stop, error] = std::from_chars(start, start + 2, digest[byte], 16);
    is_hex = error == std::errc{} && stop == start + 2;
  }
  if (!is_hex)
    throw Mistake{node, "must be 64 hexadecimal digits; run `tocsin token` to create a token"};
  return digest;
}

void read_tokens(const YAML::Node& node, Settings& settings) {
  using adapters::http::Role;
  if (!node.IsSequence()) throw Mistake{node, "must be a list of tokens"};
  for (const auto& entry : node) {
    adapters::http::Token token;
    bool has_digest = false;
    token.tenant.value = "default";
    Section{}
        .text_key("name", token.name)
        .text_key("tenant", token.tenant.value)
        .key("role",
             [&](const YAML::Node& role) {
               token.role = one_of<Role>(role,
                                         {{"admin", Role::admin},
                                          {"responder", Role::responder},
                                          {"viewer", Role::viewer},
                                          {"ingest", Role::ingest}});
             })
        .key("sha256",
             [&](const YAML::Node& digest) {
               token.digest = sha256(digest);
               has_digest = true;
             })
        .read(entry);
    require(entry, token.name, "name");
    if (!has_digest) throw Mistake{entry, "\"sha256\" is required"};
    settings.tokens.push_back(std::move(token));
  }
}

// The key of a target's address; empty for a channel without one.
std::string_view address_key(Channel channel) {
  switch (channel) {
    case Channel::email: return "email";
    case Channel::sms: return "phone_number";
    case Channel::slack: return "channel";
    case Channel::webhook: return "url";
    case Channel::pagerduty: return "routing_key";
    case Channel::console: return {};
  }
  __builtin_unreachable();
}

Target target_from(const YAML::Node& node) {
  Target target;
  target.id = "fallback";
  Section{}
      .key("type",
           [&](const YAML::Node& type) {
             target.channel = one_of<Channel>(type,
                                              {{"email", Channel::email},
                                               {"sms", Channel::sms},
                                               {"SMS", Channel::sms},
                                               {"slack", Channel::slack},
                                               {"webhook", Channel::webhook},
                                               {"console", Channel::console},
                                               {"pagerduty", Channel::pagerduty}});
           })
      .text_key("email", target.address)
      .text_key("phone_number", target.address)
      .text_key("channel", target.address)
      .text_key("url", target.address)
      .secret_key("routing_key", target.address)
      .text_key("id", target.id)
      .read(node);
  const auto key = address_key(target.channel);
  if (target.address.empty() && !key.empty()) {
    throw Mistake{node,
                  '"' + std::string{key} + "\" is required for type " +
                      std::string{domain::word_for(target.channel)}};
  }
  return target;
}

void read_email(const YAML::Node& node, Settings& settings) {
  using adapters::channels::MailSecurity;
  adapters::channels::EmailSettings email;
  Section{}
      .text_key("host", email.host)
      .key("port",
           [&](const YAML::Node& port) { email.port = number<std::uint16_t>(port, 1, 65535); })
      .key("tls",
           [&](const YAML::Node& tls) {
             email.security = one_of<MailSecurity>(tls,
                                                   {{"none", MailSecurity::none},
                                                    {"starttls", MailSecurity::starttls},
                                                    {"tls", MailSecurity::tls}});
           })
      .text_key("username", email.username)
      .secret_key("password", email.password)
      .text_key("from", email.from)
      .read(node);
  require(node, email.host, "host");
  require(node, email.from, "from");
  settings.email = std::move(email);
}

void read_slack(const YAML::Node& node, Settings& settings) {
  adapters::channels::SlackSettings slack;
  Section{}
      .secret_key("bot_token", slack.bot_token)
      .secret_key("webhook_url", slack.webhook_url)
      .text_key("api_base_url", slack.api_base_url)
      .read(node);
  settings.slack = std::move(slack);
}

void read_sms(const YAML::Node& node, Settings& settings) {
  adapters::channels::SmsSettings sms;
  Section{}
      .text_key("account_sid", sms.account_sid)
      .secret_key("auth_token", sms.auth_token)
      .text_key("from", sms.from)
      .text_key("messaging_service_sid", sms.messaging_service_sid)
      .text_key("base_url", sms.base_url)
      .read(node);
  require(node, sms.account_sid, "account_sid");
  require(node, sms.auth_token, "auth_token");
  if (sms.messaging_service_sid.empty()) require(node, sms.from, "from");
  settings.sms = std::move(sms);
}

void read_pagerduty(const YAML::Node& node, Settings& settings) {
  Section{}.text_key("base_url", settings.pagerduty.base_url).read(node);
}

void read_webhook(const YAML::Node& node, Settings& settings) {
  std::string secret;
  Section{}.secret_key("secret", secret).read(node);
  require(node, secret, "secret");
  auto key = adapters::channels::signing_key(secret);
  if (!key) throw Mistake{node, key.error().message};
  settings.webhook_keys.push_back(std::move(*key));
}

void read_notifiers(const YAML::Node& node, Settings& settings) {
  Section{}
      .key("email", [&](const YAML::Node& email) { read_email(email, settings); })
      .key("slack", [&](const YAML::Node& slack) { read_slack(slack, settings); })
      .key("sms", [&](const YAML::Node& sms) { read_sms(sms, settings); })
      .key("webhook", [&](const YAML::Node& webhook) { read_webhook(webhook, settings); })
      .key("pagerduty", [&](const YAML::Node& pagerduty) { read_pagerduty(pagerduty, settings); })
      .key("deadline",
           [&](const YAML::Node& deadline) { settings.transfers.deadline = duration(deadline); })
      .read(node);
}

struct WrittenRate {
  std::optional<double> per_second;
  std::optional<double> burst;
};

// Adds the keys of a rate to a section that may have others.
void add_rate_keys(Section& section, WrittenRate& rate) {
  static constexpr double minimum = 1e-6;
  static constexpr double maximum = 1e6;
  section
      .key("per_second",
           [&rate](const YAML::Node& node) {
             rate.per_second = decimal(node, minimum, maximum, "from 0.000001 to 1000000");
           })
      .key("burst", [&rate](const YAML::Node& node) {
        rate.burst = decimal(node, 1, maximum, "from 1 to 1000000");
      });
}

RateLimit limit_of(const YAML::Node& section, const WrittenRate& rate) {
  if (!rate.per_second) throw Mistake{section, "\"per_second\" is required"};
  return {*rate.per_second, rate.burst.value_or(1)};
}

ChannelLimits channel_limits_from(const YAML::Node& node) {
  ChannelLimits limits;
  WrittenRate whole;
  Section section;
  add_rate_keys(section, whole);
  section.key("per_address", [&limits](const YAML::Node& per_address) {
    WrittenRate rate;
    Section inner;
    add_rate_keys(inner, rate);
    inner.read(per_address);
    limits.per_address = limit_of(per_address, rate);
  });
  section.read(node);
  if (whole.per_second || whole.burst || !limits.per_address) limits.whole = limit_of(node, whole);
  return limits;
}

// Reads one value for each channel, under its name.
template <typename ReadOne>
void read_by_channel(const YAML::Node& node, ReadOne read_one) {
  Section section;
  for (const auto channel : domain::channels) {
    section.key(std::string{domain::word_for(channel)},
                [channel, &read_one](const YAML::Node& value) { read_one(channel, value); });
  }
  section.read(node);
}

// Returns "slack -> email -> slack" if the channel falls back to itself, even through others; else
// empty.
std::string circle_from(Channel channel, const Fallbacks& fallbacks) {
  std::string way{domain::word_for(channel)};
  auto at = channel;
  for (std::size_t step = 0; step < domain::channels.size(); ++step) {
    const auto& next = fallbacks.by_channel[static_cast<std::size_t>(at)];
    if (!next) return {};
    at = next->channel;
    way.append(" -> ").append(domain::word_for(at));
    if (at == channel) return way;
  }
  return {};  // into a circle that others form
}

void read_fallbacks(const YAML::Node& node, Fallbacks& fallbacks) {
  read_by_channel(node, [&fallbacks](Channel channel, const YAML::Node& target) {
    fallbacks.by_channel[static_cast<std::size_t>(channel)] = target_from(target);
  });
  for (const auto& entry : node) {
    const auto channel = domain::from_word<Channel>(text(entry.first));
    const auto circle = circle_from(*channel, fallbacks);
    if (!circle.empty()) throw Mistake{entry.first, "must not fall back to itself: " + circle};
  }
}

void read_delivery(const YAML::Node& node, Settings& settings) {
  const auto read_limits = [&settings](Channel channel, const YAML::Node& limits) {
    settings.gate.limits[static_cast<std::size_t>(channel)] = channel_limits_from(limits);
  };
  Section{}
      .key("limits", [&](const YAML::Node& limits) { read_by_channel(limits, read_limits); })
      .key("fallbacks",
           [&](const YAML::Node& targets) { read_fallbacks(targets, settings.fallbacks); })
      .read(node);
}

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
      .text_key("data", settings.data)
      .key("log", [&](const YAML::Node& log) { read_log(log, settings); })
      .key("tokens", [&](const YAML::Node& tokens) { read_tokens(tokens, settings); })
      .key("fallback_target",
           [&](const YAML::Node& target) { settings.fallback_target = target_from(target); })
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
    read_all(YAML::LoadFile(path), settings);
  } catch (const YAML::BadFile&) {
    return fail(ErrorKind::invalid, path + ": cannot read the file");
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
  settings.host = host == "localhost" ? "127.0.0.1" : host;
  settings.port = port;
  return Done{};
}

Result<Done> check_exposure(const Settings& settings) {
  const bool is_loopback = settings.host.starts_with("127.") || settings.host == "::1";
  if (is_loopback || !settings.tokens.empty()) return Done{};
  return fail(ErrorKind::invalid,
              "refusing to listen on " + settings.host +
                  " without tokens, since anyone could page and acknowledge: add `tokens` to the "
                  "configuration (`tocsin token` creates one) or listen on 127.0.0.1");
}

}  // namespace tocsin
