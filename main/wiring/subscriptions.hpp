#pragma once

#include <vector>

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/http/delivery/channel_operations.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "adapters/memory/store.hpp"
#include "adapters/writer/delivery_pump.hpp"
#include "adapters/writer/writer.hpp"
#include "application/delivery/browse_notifications.hpp"
#include "main/wiring/use_cases.hpp"
#include "ports/subscriptions/subscription_reader.hpp"

namespace tocsin {

// What the routes about subscriptions and notifications work with. Everything must outlive the
// handlers.
struct SubscriptionParts {
  adapters::writer::Writer& writer;
  UseCases& use_cases;
  adapters::memory::Store& store;
  adapters::writer::DeliveryPump& deliveries;
  ports::SubscriptionReader& subscriptions;
  application::BrowseNotifications& browse_notifications;
  adapters::http::ReaderPool& readers;
  const adapters::json::Schemas& schemas;
  const ports::Clock& clock;
};

// Clients, rules and endpoints, what they were told, and how the channels are doing.
void add_subscription_operations(adapters::http::OperationHandlers& handlers,
                                 const SubscriptionParts& parts);

// In the order of domain::Channel. Waits for the writer; callable from any thread but its own.
Result<std::vector<adapters::http::ChannelStatus>> look_at_channels(const SubscriptionParts& parts);

}  // namespace tocsin
