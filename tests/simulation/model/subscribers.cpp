#include "tests/simulation/model/subscribers.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "domain/kernel/words.hpp"
#include "domain/subscriptions/announcement.hpp"
#include "tests/simulation/audit/answers.hpp"
#include "tests/simulation/audit/violation.hpp"

namespace tocsin::simulation {

using namespace domain;
using application::AddEndpoint;
using application::ChangeEndpoint;
using application::ChangeSubscription;
using application::RemoveEndpoint;
using application::RemoveSubscription;

namespace {

bool fits(const std::string& wanted, std::string_view said) {
  return wanted.empty() || wanted == said;
}

bool fits(const AlertPattern& pattern, const Subscribers::News& news) {
  constexpr std::array words{"INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL"};
  return fits(pattern.severity, words[static_cast<std::size_t>(news.severity)]) &&
         fits(pattern.source, news.source) && fits(pattern.name, news.name);
}

void add_addresses(ModelMatch& match, const Subscription& subscription) {
  for (const auto& endpoint : subscription.endpoints) {
    const ModelMatch::Address address{endpoint.channel, endpoint.address};
    auto& all = match.addresses;
    const bool is_new = std::find(all.begin(), all.end(), address) == all.end();
    if (endpoint.enabled && is_new) all.push_back(address);
  }
}

bool has_other(const Subscription& subscription,
               std::optional<EndpointId> except,
               const ModelMatch::Address& address) {
  return std::any_of(
      subscription.endpoints.begin(), subscription.endpoints.end(), [&](const Endpoint& one) {
        return one.id != except && one.channel == address.first && one.address == address.second;
      });
}

std::optional<ErrorKind> none_such(const void* found) {
  return found ? std::nullopt : std::optional{ErrorKind::not_found};
}

}  // namespace

// Who hears of what.

void Subscribers::tell(const News& news) { told_of(news, {}); }

std::set<ClientId> Subscribers::told_of(const News& news, const std::set<ClientId>& before) {
  std::map<ClientId, ModelMatch> owed;
  for (const auto& [id, subscription] : subscriptions_) {
    const bool is_for_it = subscription.tenant == news.tenant && subscription.enabled &&
                           fits(subscription.pattern, news);
    if (!is_for_it || before.contains(subscription.client)) continue;
    if (!is_enabled(news.tenant, subscription.client)) continue;
    auto& match = owed[subscription.client];
    match.subscriptions.push_back(id);
    add_addresses(match, subscription);
  }
  std::set<ClientId> told;
  for (auto& [client, match] : owed) {
    match.tenant = news.tenant;
    match.alert = news.alert;
    match.client = client;
    match.summary = news.summary;
    new_matches_.push_back(std::move(match));
    told.insert(client);
  }
  return told;
}

bool Subscribers::wants(const ModelMatch& match, const ModelMatch::Address& address) const {
  if (!is_enabled(match.tenant, match.client)) return false;
  return std::any_of(match.subscriptions.begin(), match.subscriptions.end(), [&](const auto& id) {
    const auto found = subscriptions_.find(id);
    if (found == subscriptions_.end() || !found->second.enabled) return false;
    const auto& endpoints = found->second.endpoints;
    return std::any_of(endpoints.begin(), endpoints.end(), [&](const Endpoint& one) {
      return one.enabled && one.channel == address.first && one.address == address.second;
    });
  });
}

void Subscribers::find_addresses(ModelMatch& match) const {
  for (const auto& id : match.subscriptions) {
    const auto found = subscriptions_.find(id);
    if (found != subscriptions_.end()) add_addresses(match, found->second);
  }
}

void Subscribers::fold(const application::ReceiveAnnouncement::Command& command, const Fact& fact) {
  const auto& it = command.announcement;
  const auto alert = alert_id_of(it.alert_key);
  auto& told = announced_[{it.tenant, it.source + '|' + it.alert_key}];
  const auto now =
      told_of({it.tenant, alert, it.severity.rank(), it.source, it.name, it.name}, told);
  EventAnswer expected{EventOutcome::announced, alert};
  if (now.empty()) {
    expected.outcome = told.empty() ? EventOutcome::unmatched : EventOutcome::already_announced;
  }
  told.insert(now.begin(), now.end());
  if (fact.answered.event == expected) return;
  throw Violation{
      "I3", "an announcement is not answered \"" + std::string{word_for(expected.outcome)} + '"'};
}

// What they have said that they want.

bool Subscribers::is_enabled(const TenantId& tenant, const ClientId& client) const {
  const auto found = clients_.find({tenant.value, client.value});
  return found != clients_.end() && found->second;
}

Subscription* Subscribers::find(const TenantId& tenant, SubscriptionId id) {
  const auto found = subscriptions_.find(id);
  return found != subscriptions_.end() && found->second.tenant == tenant ? &found->second : nullptr;
}

Subscription* Subscribers::owner_of(const TenantId& tenant, EndpointId id) {
  for (auto& [subscription_id, subscription] : subscriptions_)
    if (subscription.tenant == tenant && subscription.find(id)) return &subscription;
  return nullptr;
}

bool Subscribers::has_same(const Subscription& draft) const {
  return std::any_of(subscriptions_.begin(), subscriptions_.end(), [&](const auto& known) {
    const auto& other = known.second;
    return other.id != draft.id && other.tenant == draft.tenant && other.client == draft.client &&
           other.pattern == draft.pattern;
  });
}

void Subscribers::fold(const SaveClient& save, const Fact& fact) {
  if (!is_taken(fact, {}, "a client")) return;
  clients_.try_emplace({save.draft.tenant.value, save.draft.id.value}, true);
}

void Subscribers::fold(const RemoveClient& removal, const Fact& fact) {
  const auto found = clients_.find({removal.tenant.value, removal.id.value});
  const bool is_there = found != clients_.end();
  if (!is_taken(fact, none_such(is_there ? &*found : nullptr), "the end of a client")) return;
  clients_.erase(found);
  std::erase_if(subscriptions_, [&](const auto& known) {
    return known.second.tenant == removal.tenant && known.second.client == removal.id;
  });
}

void Subscribers::fold(const EnableClient& change, const Fact& fact) {
  const auto found = clients_.find({change.tenant.value, change.client.value});
  const bool is_there = found != clients_.end();
  if (!is_taken(fact, none_such(is_there ? &*found : nullptr), "turning a client off")) return;
  found->second = change.is_enabled;
}

void Subscribers::fold(const Subscribe& wish, const Fact& fact) {
  const auto& draft = wish.draft;
  std::optional<ErrorKind> refused;
  if (has_same(draft)) refused = ErrorKind::conflict;
  if (draft.pattern == AlertPattern{}) refused = ErrorKind::invalid;
  if (!clients_.contains({draft.tenant.value, draft.client.value})) refused = ErrorKind::not_found;
  if (!is_taken(fact, refused, "a subscription")) return;
  auto kept = *fact.answered.subscription;
  const bool is_it = kept.tenant == draft.tenant && kept.client == draft.client &&
                     kept.pattern == draft.pattern &&
                     kept.endpoints.size() == draft.endpoints.size();
  require(
      is_it && !subscriptions_.contains(kept.id), "I3", "a subscription is not what was asked for");
  for (std::size_t i = 0; i < draft.endpoints.size(); ++i) {
    const auto id = std::exchange(kept.endpoints[i], draft.endpoints[i]).id;
    kept.endpoints[i].id = id;
  }
  subscriptions_.emplace(kept.id, std::move(kept));
}

void Subscribers::fold(const ChangeSubscription::Command& change, const Fact& fact) {
  auto* kept = find(change.tenant, change.subscription);
  auto draft = kept ? *kept : Subscription{};
  if (change.pattern) draft.pattern = *change.pattern;
  if (change.enabled) draft.enabled = *change.enabled;
  ++draft.version;
  auto refused = none_such(kept);
  if (kept && has_same(draft)) refused = ErrorKind::conflict;
  if (kept && draft.pattern == AlertPattern{}) refused = ErrorKind::invalid;
  if (kept && change.version && *change.version != kept->version) refused = ErrorKind::conflict;
  if (is_taken(fact, refused, "another version of a subscription")) *kept = std::move(draft);
}

void Subscribers::fold(const RemoveSubscription::Command& removal, const Fact& fact) {
  const auto* kept = find(removal.tenant, removal.subscription);
  if (is_taken(fact, none_such(kept), "the end of a subscription")) subscriptions_.erase(kept->id);
}

void Subscribers::fold(const AddEndpoint::Command& addition, const Fact& fact) {
  auto* kept = find(addition.tenant, addition.subscription);
  auto refused = none_such(kept);
  if (kept && has_other(*kept, {}, {addition.channel, addition.address})) {
    refused = ErrorKind::conflict;
  }
  if (!is_taken(fact, refused, "another endpoint")) return;
  kept->endpoints.push_back(
      {*fact.answered.endpoint, addition.channel, addition.address, true, {}, {}});
}

void Subscribers::fold(const ChangeEndpoint::Command& change, const Fact& fact) {
  auto* kept = owner_of(change.tenant, change.endpoint);
  auto refused = none_such(kept);
  Endpoint draft = kept ? *kept->find(change.endpoint) : Endpoint{};
  draft.channel = change.channel.value_or(draft.channel);
  draft.address = change.address.value_or(draft.address);
  draft.enabled = change.enabled.value_or(draft.enabled);
  if (kept && has_other(*kept, draft.id, {draft.channel, draft.address})) {
    refused = ErrorKind::conflict;
  }
  if (!is_taken(fact, refused, "a change of an endpoint")) return;
  for (auto& endpoint : kept->endpoints)
    if (endpoint.id == draft.id) endpoint = draft;
}

void Subscribers::fold(const RemoveEndpoint::Command& removal, const Fact& fact) {
  auto* kept = owner_of(removal.tenant, removal.endpoint);
  if (!is_taken(fact, none_such(kept), "the end of an endpoint")) return;
  std::erase_if(kept->endpoints, [&](const Endpoint& one) { return one.id == removal.endpoint; });
}

}  // namespace tocsin::simulation
