#include "adapters/channels/webhook/webhook_notifier.hpp"

#include <utility>

#include "adapters/channels/transfer/verdicts.hpp"
#include "adapters/channels/webhook/webhook_body.hpp"

namespace tocsin::adapters::channels {

WebhookNotifier::WebhookNotifier(std::vector<SigningKey> keys,
                                 Transfers& transfers,
                                 const ports::Clock& clock)
    : keys_(std::move(keys)), clock_(clock), courier_(transfers) {}

void WebhookNotifier::deliver(const domain::Message& message, Answered answered) {
  const auto& id = message.key;
  auto body = webhook_body(message);
  auto headers = webhook_headers(id, clock_.now(), body, keys_);
  headers.push_back("Idempotency-Key: " + id);
  headers.emplace_back("Content-Type: application/json");

  const auto& url = message.target.address;
  courier_.send(
      {url, std::move(headers), std::move(body), std::nullopt, std::nullopt},
      [url](const auto& result) { return url_delivery(result, url); },
      std::move(answered));
}

}  // namespace tocsin::adapters::channels
