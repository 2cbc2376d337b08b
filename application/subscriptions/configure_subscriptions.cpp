#include "application/subscriptions/configure_subscriptions.hpp"

#include <string>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Subscription;

namespace {

Failure no_such(const domain::SubscriptionId& id) {
  return fail(ErrorKind::not_found, "there is no rule " + to_text(id));
}

}  // namespace

ConfigureSubscriptions::ConfigureSubscriptions(ports::UnitOfWork& work,
                                               ports::Subscriptions& subscriptions,
                                               ports::Clients& clients,
                                               ports::IdGenerator& ids,
                                               const ports::Clock& clock)
    : work_(work), subscriptions_(subscriptions), clients_(clients), ids_(ids), clock_(clock) {}

Result<Subscription> ConfigureSubscriptions::add(Subscription draft) {
  Transaction transaction{work_};

  const auto client = clients_.find(draft.tenant, draft.client);
  if (!client) return Failure{client.error()};
  if (!*client) {
    return fail(
        ErrorKind::not_found, "there is no client \"" + draft.client.value + "\"", "/client_id");
  }
  draft.id = {ids_.next()};
  draft.created_at = clock_.now();
  draft.updated_at = draft.created_at;
  for (auto& endpoint : draft.endpoints) {
    endpoint.id = {ids_.next()};
    endpoint.created_at = draft.created_at;
    endpoint.updated_at = draft.created_at;
  }
  const auto checked = check(draft);
  if (!checked) return Failure{checked.error()};
  subscriptions_.save(draft);
  return transaction.commit(std::move(draft));
}

Result<Subscription> ConfigureSubscriptions::change(const Change& change) {
  Transaction transaction{work_};

  const auto found = subscriptions_.find(change.tenant, change.subscription);
  if (!found) return Failure{found.error()};
  if (!*found) return no_such(change.subscription);

  Subscription draft = **found;
  if (change.version && *change.version != draft.version) {
    return fail(ErrorKind::conflict,
                "rule version mismatch: expected version " + std::to_string(draft.version),
                "/version");
  }
  if (change.pattern) draft.pattern = *change.pattern;
  if (change.enabled) draft.enabled = *change.enabled;
  ++draft.version;
  draft.updated_at = clock_.now();
  const auto checked = check(draft);
  if (!checked) return Failure{checked.error()};
  subscriptions_.save(draft);
  return transaction.commit(std::move(draft));
}

Result<Done> ConfigureSubscriptions::remove(const Removal& removal) {
  Transaction transaction{work_};

  const auto found = subscriptions_.find(removal.tenant, removal.subscription);
  if (!found) return Failure{found.error()};
  if (!*found) return no_such(removal.subscription);
  subscriptions_.remove(removal.tenant, removal.subscription);
  return transaction.commit(Done{});
}

Result<Done> ConfigureSubscriptions::check(const Subscription& draft) {
  if (draft.pattern == domain::AlertPattern{}) {
    return fail(ErrorKind::invalid, "cannot create rule with all fields as wildcards (*)");
  }
  const auto same = subscriptions_.find_same(draft.tenant, draft.pattern, draft.client);
  if (!same) return Failure{same.error()};
  if (*same && (*same)->id != draft.id) {
    return fail(ErrorKind::conflict, "Rule already exists: " + to_text((*same)->id));
  }
  return Done{};
}

}  // namespace tocsin::application
