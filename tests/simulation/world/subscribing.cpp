#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/simulation/world/names.hpp"
#include "tests/simulation/world/world.hpp"

namespace tocsin::simulation {

using namespace domain;
using application::AddEndpoint;
using application::ChangeEndpoint;
using application::ChangeSubscription;
using application::RemoveEndpoint;
using application::RemoveSubscription;
using std::chrono::seconds;

// Subscribers: those who want to hear of alerts, and change their minds.

namespace {

Client client_named(std::size_t tenant, std::size_t number) {
  Client client;
  client.tenant = {tenants[tenant]};
  client.id = {numbered("subscriber", number)};
  client.name = client.id.value;
  return client;
}

}  // namespace

void World::settle_subscribers() {
  for (std::size_t tenant = 0; tenant < tenants_; ++tenant) {
    for (std::size_t i = 0; i < subscribers_each; ++i) {
      request(SaveClient{client_named(tenant, i)}, "save a client");
      subscribe(tenant);
    }
  }
}

void World::subscriber() {
  if (machine_.now() >= quiet_from_) return;
  plan_ahead(machine_.now() + client_gap_ +
                 client_gap_ * (1023 - choose(Label::subscriber_gap, 1024)) / 256,
             Kind::subscriber);
  const auto tenant = choose(Label::subscriber_subject, static_cast<std::uint32_t>(tenants_));
  const auto action = choose(Label::subscriber_action, 8);
  if (action >= 1 && action <= 2) subscribe(tenant);
  if (action >= 3) announce(tenant);
  if (swarm_.strikes(Fault::edit_subscription)) edit_subscriptions(tenant);
  if (swarm_.strikes(Fault::remove_subscription)) remove_subscriptions(tenant);
  if (swarm_.strikes(Fault::edit_client)) edit_clients(tenant);
}

void World::subscribe(std::size_t tenant) {
  Subscribe wish;
  wish.draft.tenant = {tenants[tenant]};
  wish.draft.client = {numbered("subscriber", choose(Label::subscriber_subject, subscribers_each))};
  wish.draft.pattern = a_pattern();
  const auto endpoints = choose(Label::subscriber_detail, 3);
  for (std::size_t i = 0; i < endpoints; ++i) {
    const auto [channel, address] = an_address(tenant);
    if (!wish.draft.has_endpoint(channel, address)) {
      wish.draft.endpoints.push_back({{}, channel, address, true, {}, {}});
    }
  }
  request(std::move(wish), "somebody subscribes");
}

AlertPattern World::a_pattern() {
  constexpr std::array of_severity{"", "LOW", "MEDIUM", "HIGH", "CRITICAL"};
  constexpr std::array of_source{"", "api", "service0", "service1", "manager0", "manager1"};
  constexpr std::array of_name{"", "timeout", "class1", "class2"};
  const auto one_of = [&](const auto& words) {
    return words[choose(Label::subscriber_detail, static_cast<std::uint32_t>(words.size()))];
  };
  return {one_of(of_severity), one_of(of_source), one_of(of_name)};
}

// Two subscriptions of a client often lead to one address.
std::pair<Channel, std::string> World::an_address(std::size_t tenant) {
  const auto channel = channels[choose(Label::subscriber_detail, 5)];
  const auto who = tenants[tenant] + std::to_string(choose(Label::subscriber_detail, 3));
  return {channel, channel == Channel::console ? std::string{tenants[tenant]} : who + "@y"};
}

void World::announce(std::size_t tenant) {
  application::ReceiveAnnouncement::Command command;
  auto& announcement = command.announcement;
  announcement.tenant = {tenants[tenant]};
  // Both tenants have the same ones, and each comes more than once.
  announcement.alert_key =
      numbered("their", requests_.size() / 64 * 4 + choose(Label::subscriber_subject, 4));
  announcement.severity =
      *Severity::parse(severities[choose(Label::subscriber_detail, severities.size())]);
  announcement.source = choose(Label::subscriber_detail, 2) == 0 ? "api" : "service0";
  announcement.name = choose(Label::subscriber_detail, 2) == 0 ? "timeout" : "class1";
  announcement.context = {{"owner", tenants[tenant]}};
  command.by = "somebody";
  request(std::move(command), "an announcement");
}

const Subscription* World::a_subscription() {
  const auto& rows = disk_.subscriptions.rows();
  const auto drawn = choose(Label::subscriber_subject, 64);
  if (rows.empty()) return nullptr;
  return &std::next(rows.begin(), static_cast<std::ptrdiff_t>(drawn % rows.size()))->second;
}

void World::edit_subscriptions(std::size_t tenant) {
  const auto* known = a_subscription();
  if (!known) return;
  const TenantId owner{tenants[tenant]};  // now and then somebody else's
  const auto what = choose(Label::edit_subscription, 5);
  if (what <= 1) {
    ChangeSubscription::Command change{owner, known->id, {}, {}, {}};
    if (what == 0) change.enabled = !known->enabled;
    if (what == 1) change.pattern = a_pattern();
    if (choose(Label::edit_subscription, 2) == 1) change.version = known->version;
    return request(std::move(change), "a subscription changes");
  }
  if (what == 2 || known->endpoints.empty()) {
    auto [channel, address] = an_address(tenant);
    return request(AddEndpoint::Command{owner, known->id, channel, std::move(address)},
                   "another endpoint");
  }
  const auto& endpoint =
      known->endpoints[choose(Label::edit_subscription, 4) % known->endpoints.size()];
  ChangeEndpoint::Command change{owner, endpoint.id, {}, {}, {}};
  if (what == 3) change.enabled = !endpoint.enabled;
  if (what == 4) std::tie(change.channel, change.address) = an_address(tenant);
  request(std::move(change), "an endpoint changes");
}

void World::remove_subscriptions(std::size_t tenant) {
  const auto* known = a_subscription();
  if (!known) return;
  const TenantId owner{tenants[tenant]};
  if (choose(Label::remove_subscription, 2) == 0 || known->endpoints.empty()) {
    return request(RemoveSubscription::Command{owner, known->id}, "a subscription ends");
  }
  request(RemoveEndpoint::Command{owner, known->endpoints.front().id}, "an endpoint ends");
}

void World::edit_clients(std::size_t tenant) {
  const auto number = choose(Label::edit_client, subscribers_each);
  const auto client = client_named(tenant, number);
  const auto what = choose(Label::edit_client, 3);
  if (what < 2) {
    return request(EnableClient{client.tenant, client.id, what == 0}, "a client is on, or off");
  }
  request(RemoveClient{client.tenant, client.id}, "a client is removed");
  request(SaveClient{client}, "the client is made anew", seconds{30});
}

}  // namespace tocsin::simulation
