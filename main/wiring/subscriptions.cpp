#include "main/wiring/subscriptions.hpp"

#include <functional>
#include <vector>

#include "adapters/http/delivery/channel_operations.hpp"
#include "adapters/http/delivery/notification_operations.hpp"
#include "adapters/http/subscriptions/client_operations.hpp"
#include "adapters/http/subscriptions/endpoint_operations.hpp"
#include "adapters/http/subscriptions/subscription_operations.hpp"
#include "adapters/writer/readers.hpp"

namespace tocsin {

namespace http = adapters::http;
using adapters::writer::Lane;
using adapters::writer::looked_at;

namespace {

void add_clients(http::OperationHandlers& handlers, const SubscriptionParts& parts) {
  auto& writer = parts.writer;
  auto& clients = parts.store.clients;
  auto& configure = parts.use_cases.configure_clients;
  using Save = application::Save<domain::Client>;
  using Remove = application::Remove<domain::Client>;
  http::ClientFronts fronts{
      {writer.front<Save, application::Configured<domain::Client>>(
           Lane::urgent,
           "save_client",
           [&](const Save& save) { return configure.save(save.draft, save.existing); }),
       writer.front<Remove, Done>(
           Lane::urgent,
           "remove_client",
           [&](const Remove& remove) { return configure.remove(remove.tenant, remove.id); }),
       [&](const auto& tenant, const auto& id) {
         return looked_at(writer, [&] { return clients.find(tenant, id); });
       },
       [&](const auto& tenant) { return looked_at(writer, [&] { return clients.list(tenant); }); }},
      writer.front<application::SetEnabled<domain::Client>, domain::Client>(
          Lane::urgent,
          "set_client_enabled",
          [&](const application::SetEnabled<domain::Client>& wish) {
            return configure.set_enabled(wish.tenant, wish.id, wish.enabled);
          })};
  http::add_client_operations(handlers, std::move(fronts), parts.readers);
}

void add_rules(http::OperationHandlers& handlers, const SubscriptionParts& parts) {
  using Configure = application::ConfigureSubscriptions;
  using domain::Subscription;
  auto& writer = parts.writer;
  auto& configure = parts.use_cases.configure_subscriptions;
  const auto add = [&](const Subscription& draft) { return configure.add(draft); };
  http::SubscriptionFronts fronts{
      writer.front<Subscription, Subscription>(Lane::urgent, "add_rule", add),
      writer.batch_front<Subscription, Subscription>(Lane::ordinary, "add_rule", add),
      writer.front<Configure::Change, Subscription>(
          Lane::urgent,
          "change_rule",
          [&](const Configure::Change& change) { return configure.change(change); }),
      writer.front<Configure::Removal, Done>(
          Lane::urgent,
          "remove_rule",
          [&](const Configure::Removal& removal) { return configure.remove(removal); }),
      parts.subscriptions};
  http::add_subscription_operations(handlers, std::move(fronts), parts.readers, parts.schemas);
}

void add_endpoints(http::OperationHandlers& handlers, const SubscriptionParts& parts) {
  using Configure = application::ConfigureEndpoints;
  auto& writer = parts.writer;
  auto& configure = parts.use_cases.configure_endpoints;
  http::EndpointFronts fronts{
      writer.front<Configure::Addition, Configure::Answer>(
          Lane::urgent,
          "add_endpoint",
          [&](const Configure::Addition& addition) { return configure.add(addition); }),
      writer.front<Configure::Change, Configure::Answer>(
          Lane::urgent,
          "change_endpoint",
          [&](const Configure::Change& change) { return configure.change(change); }),
      writer.front<Configure::Removal, Done>(
          Lane::urgent,
          "remove_endpoint",
          [&](const Configure::Removal& removal) { return configure.remove(removal); }),
      parts.subscriptions};
  http::add_endpoint_operations(handlers, std::move(fronts), parts.readers);
}

void add_notifications(http::OperationHandlers& handlers, const SubscriptionParts& parts) {
  using Retry = application::RetryNotification;
  auto& retry = parts.use_cases.retry_notification;
  http::NotificationFronts fronts{parts.browse_notifications,
                                  parts.writer.front<Retry::Command, domain::Notification>(
                                      Lane::urgent, "retry_notification", std::ref(retry)),
                                  parts.writer.batch_front<Retry::Command, domain::Notification>(
                                      Lane::ordinary, "retry_notification", std::ref(retry))};
  http::add_notification_operations(handlers, std::move(fronts), parts.readers);
}

std::vector<http::ChannelStatus> channels_of(const SubscriptionParts& parts) {
  std::vector<http::ChannelStatus> statuses;
  for (auto& view : parts.use_cases.gate.view(parts.clock.now())) {
    http::ChannelStatus status;
    const auto channel = view.channel;
    status.gate = std::move(view);
    status.is_configured = parts.deliveries.is_configured(channel);
    const auto& fallback = parts.use_cases.fallbacks.by_channel[static_cast<std::size_t>(channel)];
    if (fallback) status.fallback = fallback->channel;
    status.waiting = parts.store.outbox.waiting(channel);
    status.in_flight = parts.deliveries.in_flight(channel);
    statuses.push_back(std::move(status));
  }
  return statuses;
}

}  // namespace

Result<std::vector<http::ChannelStatus>> look_at_channels(const SubscriptionParts& parts) {
  return looked_at(parts.writer, [parts]() -> Result<std::vector<http::ChannelStatus>> {
    return channels_of(parts);
  });
}

void add_subscription_operations(http::OperationHandlers& handlers,
                                 const SubscriptionParts& parts) {
  add_clients(handlers, parts);
  add_rules(handlers, parts);
  add_endpoints(handlers, parts);
  add_notifications(handlers, parts);
  http::add_channel_operations(
      handlers, [parts] { return look_at_channels(parts); }, parts.readers);
}

}  // namespace tocsin
