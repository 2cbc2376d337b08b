#include <algorithm>
#include <cctype>
#include <utility>

#include "adapters/channels/transfer/url.hpp"
#include "main/settings/sections.hpp"
#include "main/settings/yaml.hpp"

namespace tocsin {

using yaml::base_url;
using yaml::duration;
using yaml::Mistake;
using yaml::number;
using yaml::one_of;
using yaml::require;
using yaml::Section;
using yaml::text;

namespace {

adapters::channels::Mailbox mailbox(const YAML::Node& node) {
  auto parsed = adapters::channels::mailbox_from(text(node));
  if (parsed) return *std::move(parsed);
  throw Mistake{node,
                '"' + text(node) +
                    "\" is not a valid sender; write tocsin@example.org or Tocsin "
                    "<tocsin@example.org>"};
}

std::string mail_host(const YAML::Node& node) {
  auto host = adapters::channels::host_in_url(text(node));
  if (host) return *std::move(host);
  throw Mistake{node,
                '"' + text(node) +
                    "\" is not a host; write mail.example.org or an IP address, and "
                    "give the port as port"};
}

// Reads the name for EHLO: a domain, or an address in brackets (RFC 5321, 4.1.1.1).
std::string hello_name(const YAML::Node& node) {
  auto name = text(node);
  const bool is_valid = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
  if (!is_valid) throw Mistake{node, '"' + name + "\" is not a valid domain name"};
  return name;
}

void read_email(const YAML::Node& node, Settings& settings) {
  using adapters::channels::MailSecurity;
  adapters::channels::EmailSettings email;
  Section{}
      .key("host", [&](const YAML::Node& host) { email.host = mail_host(host); })
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
      .key("from", [&](const YAML::Node& from) { email.from = mailbox(from); })
      .key("hello", [&](const YAML::Node& hello) { email.hello = hello_name(hello); })
      .read(node);
  require(node, email.host, "host");
  require(node, email.from.address, "from");
  settings.email = std::move(email);
}

void read_slack(const YAML::Node& node, Settings& settings) {
  adapters::channels::SlackSettings slack;
  Section{}
      .secret_key("bot_token", slack.bot_token)
      .secret_key("webhook_url", slack.webhook_url, &yaml::check_url)
      .key("api_base_url", [&](const YAML::Node& url) { slack.api_base_url = base_url(url); })
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
      .key("base_url", [&](const YAML::Node& url) { sms.base_url = base_url(url); })
      .read(node);
  require(node, sms.account_sid, "account_sid");
  require(node, sms.auth_token, "auth_token");
  if (sms.messaging_service_sid.empty()) require(node, sms.from, "from");
  settings.sms = std::move(sms);
}

void read_pagerduty(const YAML::Node& node, Settings& settings) {
  Section{}
      .key("base_url", [&](const YAML::Node& url) { settings.pagerduty.base_url = base_url(url); })
      .read(node);
}

void read_webhook(const YAML::Node& node, Settings& settings) {
  std::string secret;
  Section{}.secret_key("secret", secret).read(node);
  require(node, secret, "secret");
  auto key = adapters::channels::signing_key(secret);
  if (!key) throw Mistake{node, key.error().message};
  settings.webhook_keys.push_back(std::move(*key));
}

}  // namespace

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

}  // namespace tocsin
