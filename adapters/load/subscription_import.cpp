#include "adapters/load/subscription_import.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace tocsin::adapters::load {
namespace {

// With three endpoints of the greatest length it is less than the 8 MiB that a batch may have.
constexpr std::size_t rules_a_request = 1'000;

}  // namespace

Result<Tally> import_subscriptions(const domain::SubscriptionSet& set,
                                   const std::vector<EndpointWish>& endpoints,
                                   const Post& post,
                                   const Wait& wait,
                                   const std::function<void(const Tally&)>& progress) {
  constexpr long created = 201;
  constexpr long exists_already = 409;
  const auto interrupted = [&](const Tally& so_far) {
    return fail(ErrorKind::unavailable,
                "interrupted: " + std::to_string(so_far.accepted) + " of " +
                    std::to_string(set.size()) + " rules were written");
  };
  Tally tally;
  for (std::size_t client = 0; client < set.clients(); ++client) {
    if (!wait(domain::Duration::zero())) return interrupted(tally);
    const auto [answer, retried] = post_patiently(post, client_message(client), wait);
    tally.retried += retried;
    if (answer.status != created && answer.status != exists_already) {
      return fail(
          ErrorKind::unavailable,
          "cannot create " + domain::SubscriptionSet::client_id(client) + ": " + reason_of(answer));
    }
  }
  for (std::size_t first = 0; first < set.size(); first += rules_a_request) {
    if (!wait(domain::Duration::zero())) return interrupted(tally);
    const auto count = std::min(rules_a_request, set.size() - first);
    tally += deliver(post, subscription_batch(set, endpoints, first, count), count, wait);
    progress(tally);
  }
  return tally;
}

}  // namespace tocsin::adapters::load
