#pragma once

#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/add_endpoint.hpp"
#include "application/subscriptions/add_subscription.hpp"
#include "application/subscriptions/change_endpoint.hpp"
#include "application/subscriptions/change_subscription.hpp"
#include "application/subscriptions/ports.hpp"
#include "application/subscriptions/receive_announcement.hpp"
#include "application/subscriptions/remove_client.hpp"
#include "application/subscriptions/remove_endpoint.hpp"
#include "application/subscriptions/remove_subscription.hpp"
#include "application/subscriptions/save_client.hpp"
#include "application/subscriptions/set_client_enabled.hpp"
#include "application/subscriptions/subscription_matcher.hpp"

namespace tocsin::application {

// The use cases of subscriptions.
struct SubscriptionUseCases {
  SubscriptionUseCases(SubscriptionPorts ports, Surroundings around)
      : matcher(ports, around),
        receive_announcement(ports, around, matcher),
        save_client(ports, around),
        set_client_enabled(ports, around),
        remove_client(ports, around),
        add_subscription(ports, around),
        change_subscription(ports, around),
        remove_subscription(ports, around),
        add_endpoint(ports, around),
        change_endpoint(ports, around),
        remove_endpoint(ports, around) {}

  SubscriptionMatcher matcher;
  ReceiveAnnouncement receive_announcement;
  SaveClient save_client;
  SetClientEnabled set_client_enabled;
  RemoveClient remove_client;
  AddSubscription add_subscription;
  ChangeSubscription change_subscription;
  RemoveSubscription remove_subscription;
  AddEndpoint add_endpoint;
  ChangeEndpoint change_endpoint;
  RemoveEndpoint remove_endpoint;
};

}  // namespace tocsin::application
