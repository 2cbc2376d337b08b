#include "adapters/channels/pagerduty/pagerduty_notifier.hpp"

#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/channels/pagerduty/pagerduty_event.hpp"
#include "adapters/channels/transfer/url.hpp"
#include "adapters/channels/transfer/verdicts.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using Json = nlohmann::json;

// Returns the message of a response, such as "Event object is invalid: 'summary' is missing or
// blank"; empty if it has none.
std::string words_of(const std::string& body) {
  const auto answer = Json::parse(body, nullptr, false);
  if (!answer.is_object()) return {};

  std::string words;
  const auto add = [&words](const Json& text) {
    if (text.is_string()) words += (words.empty() ? "" : ": ") + text.get<std::string>();
  };
  add(answer.value("message", Json{}));
  for (const auto& error : answer.value("errors", Json{}))
    add(error);
  return words;
}

AttemptResult delivery_of(const TransferResult& result,
                          const std::string& host,
                          const std::string& routing_key) {
  auto delivery = http_delivery(result, host);
  if (delivery.verdict == AttemptResult::Verdict::sent) return delivery;

  delivery.detail += words_for_display(words_of(result.body), {routing_key});
  return delivery;
}

}  // namespace

PagerdutyNotifier::PagerdutyNotifier(PagerdutySettings settings, Transfers& transfers)
    : settings_(std::move(settings)), courier_(transfers) {}

void PagerdutyNotifier::deliver(const domain::Message& message, Answered answered) {
  const auto& routing_key = message.target.address;
  if (routing_key.empty()) return answered(refused("the target has no routing key"));

  Transfer transfer;
  transfer.url = settings_.base_url + "/v2/enqueue";
  transfer.headers = {"Content-Type: application/json"};
  transfer.body = pagerduty_event(message);
  courier_.send(
      std::move(transfer),
      [host = host_of(settings_.base_url), routing_key](const auto& result) {
        return delivery_of(result, host, routing_key);
      },
      std::move(answered));
}

}  // namespace tocsin::adapters::channels
