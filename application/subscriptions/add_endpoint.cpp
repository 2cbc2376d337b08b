#include "application/subscriptions/add_endpoint.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Endpoint;
using domain::Subscription;

namespace {

constexpr std::size_t max_endpoints = 100;

}  // namespace

Result<AddEndpoint::Outcome> AddEndpoint::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto found = ports_.subscriptions.find(command.tenant, command.subscription);
  if (!found) return Failure{found.error()};
  if (!*found) {
    return fail(ErrorKind::not_found,
                "subscription rule " + to_text(command.subscription) + " not found",
                "/rule_id");
  }
  Subscription subscription = **found;
  if (subscription.has_endpoint(command.channel, command.address)) return taken_endpoint();
  if (subscription.endpoints.size() >= max_endpoints) {
    return fail(ErrorKind::conflict,
                "the limit of 100 endpoints per subscription rule is reached; delete one");
  }

  const auto now = around_.clock.now();
  const Endpoint endpoint{{around_.ids.next()}, command.channel, command.address, true, now, now};
  subscription.endpoints.push_back(endpoint);
  ports_.subscriptions.save(std::move(subscription));
  return transaction.commit(Outcome{command.subscription, endpoint});
}

}  // namespace tocsin::application
