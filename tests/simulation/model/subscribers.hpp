#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/simulation/audit/fact.hpp"

namespace tocsin::simulation {

// What a client is owed: word of one alert, on each of these.
struct ModelMatch {
  using Address = std::pair<domain::Channel, std::string>;

  domain::TenantId tenant;
  domain::AlertId alert;
  domain::ClientId client;
  std::string summary;
  std::vector<domain::SubscriptionId> subscriptions;
  std::vector<Address> addresses;
};

// The part of the model that knows who hears of which alert.
class Subscribers {
 public:
  struct News {
    domain::TenantId tenant;
    domain::AlertId alert;
    int severity = 0;
    std::string source;
    std::string name;
    std::string summary;
  };

  // Each client with a subscription that fits is told once, on all of their endpoints.
  void tell(const News& news);
  std::vector<ModelMatch> take_new_matches() { return std::exchange(new_matches_, {}); }

  // Does a subscription still want it there?
  bool wants(const ModelMatch& match, const ModelMatch::Address& address) const;
  // For one that had nowhere to go: where its subscriptions lead by now.
  void find_addresses(ModelMatch& match) const;

  void fold(const application::ReceiveAnnouncement::Command& command, const Fact& fact);
  void fold(const SaveClient& save, const Fact& fact);
  void fold(const RemoveClient& removal, const Fact& fact);
  void fold(const EnableClient& change, const Fact& fact);
  void fold(const Subscribe& wish, const Fact& fact);
  void fold(const application::ChangeSubscription::Command& change, const Fact& fact);
  void fold(const application::RemoveSubscription::Command& removal, const Fact& fact);
  void fold(const application::AddEndpoint::Command& addition, const Fact& fact);
  void fold(const application::ChangeEndpoint::Command& change, const Fact& fact);
  void fold(const application::RemoveEndpoint::Command& removal, const Fact& fact);

 private:
  using Name = std::pair<std::string, std::string>;

  std::set<domain::ClientId> told_of(const News& news, const std::set<domain::ClientId>& before);
  bool is_enabled(const domain::TenantId& tenant, const domain::ClientId& client) const;
  bool has_same(const domain::Subscription& draft) const;
  domain::Subscription* find(const domain::TenantId& tenant, domain::SubscriptionId id);
  domain::Subscription* owner_of(const domain::TenantId& tenant, domain::EndpointId id);

  std::map<Name, bool> clients_;  // enabled?
  std::map<domain::SubscriptionId, domain::Subscription> subscriptions_;
  std::map<std::pair<domain::TenantId, std::string>, std::set<domain::ClientId>> announced_;
  std::vector<ModelMatch> new_matches_;
};

}  // namespace tocsin::simulation
