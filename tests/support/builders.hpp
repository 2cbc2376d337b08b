#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/alerting/alert.hpp"
#include "domain/alerting/event.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "tests/support/fakes.hpp"

// Values for tests: complete, ordinary, and the same each time. A test says only what it is about.
namespace tocsin::tests {

inline const domain::TenantId acme{"acme"};
inline const domain::ServiceId billing{"billing"};
inline const domain::EscalationPolicyId on_call{"on-call"};
inline const domain::EventManagerId payments{"payments"};

inline const domain::Target alice{"alice", domain::Channel::email, "alice@acme.example"};
inline const domain::Target bob{"bob", domain::Channel::sms, "+33600000002"};
inline const domain::Target carol{"carol", domain::Channel::email, "carol@acme.example"};
inline const domain::Target operators{"operators", domain::Channel::console, ""};

inline domain::Severity severity(std::string_view token) { return *domain::Severity::parse(token); }

inline domain::AlertId alert_id(std::uint64_t n) { return {CountingIds::nth(n)}; }

inline domain::NotificationId notification_id(std::uint64_t n) { return {CountingIds::nth(n)}; }

// When ManualClock begins.
inline domain::Time start_of_test() { return ManualClock{}.now(); }

// One list of targets for each level.
inline domain::EscalationPolicy a_policy(std::vector<std::vector<domain::Target>> levels,
                                         domain::Duration delay = std::chrono::minutes{15}) {
  domain::EscalationPolicy policy;
  policy.tenant = acme;
  policy.id = on_call;
  policy.name = "On call";
  policy.acknowledgement_delay = delay;
  for (auto& targets : levels)
    policy.levels.push_back({std::nullopt, std::move(targets)});
  return policy;
}

template <typename Entity>
std::shared_ptr<const Entity> shared(Entity entity) {
  return std::make_shared<const Entity>(std::move(entity));
}

inline domain::Service a_service(domain::EscalationPolicyId policy = on_call) {
  domain::Service service;
  service.tenant = acme;
  service.id = billing;
  service.name = "Billing";
  service.policy = std::move(policy);
  service.created_at = start_of_test();
  service.updated_at = start_of_test();
  return service;
}

inline domain::Service an_unhealthy_service(domain::AlertId outage) {
  auto service = a_service();
  service.outage = outage;
  return service;
}

inline domain::Event an_event() {
  domain::Event event;
  event.tenant = acme;
  event.dedup_key = "disk-full";
  event.summary = "disk is full";
  event.severity = severity("high");
  return event;
}

// Open, of the service billing, with nobody paged for it.
inline domain::Alert an_alert(std::uint64_t n = 1) {
  return open_alert(alert_id(n), an_event(), billing, start_of_test());
}

// The same, with the first level of the policy paged.
inline domain::Alert a_paging_alert(domain::EscalationPolicy policy = a_policy({{alice}, {bob}})) {
  auto alert = an_alert();
  alert.escalation.emplace(shared(std::move(policy)));
  return alert;
}

// A page that waits for its first attempt.
inline domain::Notification a_page(std::uint64_t n = 1, const domain::Target& target = alice) {
  domain::Notification page;
  page.id = notification_id(n);
  page.tenant = acme;
  page.alert = alert_id(1);
  page.about = facts_of(an_alert(), start_of_test());
  page.deliveries = {delivery_to(target, start_of_test())};
  page.created_at = start_of_test();
  return page;
}

inline const domain::ClientId globex{"globex"};

inline domain::SubscriptionId subscription_id(std::uint64_t n) { return {CountingIds::nth(n)}; }
inline domain::EndpointId endpoint_id(std::uint64_t n) { return {CountingIds::nth(n)}; }

inline domain::Client a_client(domain::ClientId id = globex) {
  domain::Client client;
  client.tenant = acme;
  client.name = id.value;
  client.id = std::move(id);
  client.created_at = start_of_test();
  client.updated_at = start_of_test();
  return client;
}

inline domain::Endpoint an_endpoint(std::uint64_t n, domain::Channel channel, std::string address) {
  return {endpoint_id(n), channel, std::move(address), true, start_of_test(), start_of_test()};
}

// Of globex, to whatever is high.
inline domain::Subscription a_subscription(std::uint64_t n,
                                           std::vector<domain::Endpoint> endpoints) {
  domain::Subscription subscription;
  subscription.tenant = acme;
  subscription.id = subscription_id(n);
  subscription.client = globex;
  subscription.pattern.severity = "HIGH";
  subscription.endpoints = std::move(endpoints);
  subscription.created_at = start_of_test();
  subscription.updated_at = start_of_test();
  return subscription;
}

// What globex is told, for these of its subscriptions, and waits for its first attempts.
inline domain::Notification a_match(const std::vector<domain::Subscription>& subscriptions) {
  domain::Notification match;
  match.id = notification_id(1);
  match.tenant = acme;
  match.alert = alert_id(1);
  match.kind = domain::NotificationKind::match;
  match.client = globex;
  match.about = facts_of(an_alert(), start_of_test());
  match.created_at = start_of_test();
  for (const auto& subscription : subscriptions) {
    match.subscriptions.push_back(subscription.id);
    add_deliveries(match, subscription, start_of_test());
  }
  return match;
}

}  // namespace tocsin::tests
