#pragma once

#include <vector>

#include "adapters/channels/transfer/courier.hpp"
#include "adapters/channels/webhook/standard_webhooks.hpp"
#include "ports/delivery/notifier.hpp"
#include "ports/kernel/clock.hpp"

namespace tocsin::adapters::channels {

// Posts notifications as JSON to the target's address, signed according to Standard Webhooks.
class WebhookNotifier final : public ports::Notifier {
 public:
  // Takes two keys during a rotation; none: unsigned.
  WebhookNotifier(std::vector<SigningKey> keys, Transfers& transfers, const ports::Clock& clock);

  void deliver(const domain::Message& message, Answered answered) override;

 private:
  std::vector<SigningKey> keys_;
  const ports::Clock& clock_;
  Courier courier_;
};

}  // namespace tocsin::adapters::channels
