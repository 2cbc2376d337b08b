#include "application/subscriptions/subscription_check.hpp"

#include <string>

#include "application/subscriptions/duplicates.hpp"

namespace tocsin::application {

using domain::Subscription;

Result<Done> check(ports::Subscriptions& subscriptions, const Subscription& draft) {
  if (draft.pattern == domain::AlertPattern{}) {
    return fail(ErrorKind::invalid, "cannot create rule with all fields as wildcards (*)");
  }
  const auto same = subscriptions.find_same(draft.tenant, draft.pattern, draft.client);
  if (!same) return Failure{same.error()};
  if (*same && (*same)->id != draft.id) {
    return fail(ErrorKind::conflict, std::string{rule_exists} + to_text((*same)->id));
  }
  return Done{};
}

Failure no_such(const domain::SubscriptionId& id) {
  return fail(ErrorKind::not_found, "subscription rule " + to_text(id) + " not found");
}

}  // namespace tocsin::application
