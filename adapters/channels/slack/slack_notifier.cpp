#include "adapters/channels/slack/slack_notifier.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/channels/slack/slack_message.hpp"
#include "adapters/channels/text/text.hpp"
#include "adapters/channels/transfer/url.hpp"
#include "adapters/channels/transfer/verdicts.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using SlackJson = nlohmann::json;

constexpr const char* content_type = "Content-Type: application/json; charset=utf-8";

bool is_url(const std::string& address) {
  return address.starts_with("https://") || address.starts_with("http://");
}

// Whether the error is temporary, or a problem of Slack.
bool passes(std::string_view error) {
  constexpr std::array<std::string_view, 7> errors{"internal_error",
                                                   "fatal_error",
                                                   "service_unavailable",
                                                   "request_timeout",
                                                   "team_added_to_org",
                                                   "org_login_required",
                                                   "external_channel_migrating"};
  return std::find(errors.begin(), errors.end(), error) != errors.end();
}

// Returns the verdict. Slack responds with 200 to chat.postMessage in any case; only the body has
// the result.
AttemptResult bot_delivery(const TransferResult& result, const std::string& host) {
  constexpr std::size_t max_error_characters = 64;
  auto delivery = http_delivery(result, host);
  if (delivery.verdict != AttemptResult::Verdict::sent) return delivery;

  const auto answer = SlackJson::parse(result.body, nullptr, false);
  const auto member = [&answer](const char* name) {
    return answer.is_object() ? answer.value(name, SlackJson{}) : SlackJson{};
  };
  if (member("ok") == true) return delivery;

  delivery.verdict = AttemptResult::Verdict::try_again;
  if (!member("error").is_string()) {
    delivery.verdict = AttemptResult::Verdict::unclear;  // Slack, or a proxy, took it with a 200
    delivery.detail += ", but the body is not a valid Slack response";
    return delivery;
  }
  const auto error = member("error").get<std::string>();
  if (error == "ratelimited" || error == "rate_limited") {
    delivery.verdict = AttemptResult::Verdict::limited;
  } else if (!passes(error)) {
    delivery.verdict = AttemptResult::Verdict::refused;
  }
  delivery.detail = one_line(first_characters(error, max_error_characters)) + " from " + host;
  return delivery;
}

}  // namespace

SlackNotifier::SlackNotifier(SlackSettings settings, Transfers& transfers)
    : settings_(std::move(settings)), courier_(transfers) {}

void SlackNotifier::deliver(const domain::Message& message, Answered answered) {
  const auto& address = message.target.address;
  if (is_url(address)) {
    post_to_webhook(address, slack_message(message, {}), std::move(answered));
  } else if (!settings_.bot_token.empty()) {
    post_as_bot(slack_message(message, address), std::move(answered));
  } else if (!settings_.webhook_url.empty()) {
    post_to_webhook(settings_.webhook_url, slack_message(message, address), std::move(answered));
  } else {
    answered(refused("Slack is not configured: set notifiers.slack.bot_token_file or webhook_url"));
  }
}

void SlackNotifier::post_to_webhook(const std::string& url,
                                    std::string message,
                                    Answered answered) {
  courier_.send(
      {url, {content_type}, std::move(message), std::nullopt, std::nullopt},
      [url](const auto& result) { return url_delivery(result, url); },
      std::move(answered));
}

void SlackNotifier::post_as_bot(std::string message, Answered answered) {
  const auto& base = settings_.api_base_url;
  courier_.send(
      {base + "/api/chat.postMessage",
       {content_type, "Authorization: Bearer " + settings_.bot_token},
       std::move(message),
       std::nullopt,
       std::nullopt},
      [host = host_of(base)](const auto& result) { return bot_delivery(result, host); },
      std::move(answered));
}

}  // namespace tocsin::adapters::channels
