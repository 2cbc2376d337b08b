#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/builders/subscriptions.hpp"
#include "tests/worlds/configuring.hpp"

// Who configures clients, what they subscribe to, and where they are told. A fake keeps a new entry
// at every save: where two maps of entries are equal, nothing was saved or removed in between.
namespace tocsin::tests {

class ConfiguringClients : public Configuring {
 protected:
  void given_a_client() {
    clients.save(a_client(globex));
    clients.save(a_client(initech));
  }

  domain::Client client() { return **clients.find(acme, globex); }

  application::SaveClient& save = subscribing.save_client;
  application::RemoveClient& remove = subscribing.remove_client;
  application::SetClientEnabled& set_enabled = subscribing.set_client_enabled;
};

class ConfiguringSubscriptions : public Configuring {
 protected:
  ConfiguringSubscriptions() {
    clients.save(a_client(globex));
    clients.save(a_client(initech));
  }

  // As a caller drafts it: without an id.
  static domain::Subscription draft(domain::AlertPattern pattern,
                                    domain::ClientId client = globex) {
    auto subscription = subscription_of(std::move(client), 0, std::move(pattern));
    subscription.id = {};
    return subscription;
  }

  domain::Subscription given(domain::AlertPattern pattern, domain::ClientId client = globex) {
    const auto added = add.handle(draft(std::move(pattern), std::move(client)));
    EXPECT_TRUE(added);
    return *added;
  }

  static application::ChangeSubscription::Command change_of(
      const domain::Subscription& subscription) {
    return {acme, subscription.id, {}, {}, subscription.version};
  }

  domain::Subscription kept(const domain::SubscriptionId& id) {
    return **subscriptions.find(acme, id);
  }

  std::size_t matched(const domain::AlertPattern& alert) {
    return subscriptions.match(acme, alert.severity, alert.source, alert.name)->size();
  }

  application::AddSubscription& add = subscribing.add_subscription;
  application::ChangeSubscription& change_subscription = subscribing.change_subscription;
  application::RemoveSubscription& remove = subscribing.remove_subscription;
};

// A subscription with the endpoints 11 and 12, and another one with 21.
class ConfiguringEndpoints : public Configuring {
 protected:
  ConfiguringEndpoints() {
    subscriptions.save(subscription_of(globex, 1, exactly, {hook(11, "one"), hook(12, "two")}));
    subscriptions.save(subscription_of(globex, 2, {"HIGH", "", ""}, {hook(21, "one")}));
  }

  application::AddEndpoint::Command addition(const std::string& address) {
    return {acme, first, domain::Channel::email, address};
  }

  static application::ChangeEndpoint::Command change_of(std::uint64_t endpoint) {
    return {acme, endpoint_id(endpoint), {}, {}, {}};
  }

  const std::vector<domain::Endpoint>& endpoints() {
    return subscriptions.kept.at({acme, first})->endpoints;
  }

  const domain::SubscriptionId first = subscription_id(1);
  application::AddEndpoint& add = subscribing.add_endpoint;
  application::ChangeEndpoint& change_endpoint = subscribing.change_endpoint;
  application::RemoveEndpoint& remove = subscribing.remove_endpoint;
};

}  // namespace tocsin::tests
