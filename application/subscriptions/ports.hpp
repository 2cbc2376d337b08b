#pragma once

#include "ports/delivery/outbox.hpp"
#include "ports/subscriptions/announced.hpp"
#include "ports/subscriptions/configuration.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::application {

// The ports of subscriptions.
struct SubscriptionPorts {
  ports::Subscriptions& subscriptions;
  ports::Clients& clients;
  ports::Announced& announced;
  ports::Outbox& outbox;
};

}  // namespace tocsin::application
