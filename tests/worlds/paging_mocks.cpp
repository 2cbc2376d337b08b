
#include "tests/worlds/paging_mocks.hpp"

#include "ports/alerting/configuration.hpp"

namespace tocsin::tests {

using trompeloeil::_;

PagingMocks::PagingMocks() {
  const auto allow = [this](Expectation call) { allowed_.push_back(std::move(call)); };
  allow(NAMED_ALLOW_CALL(services, find(_, _)).LR_RETURN(shared(service)));
  allow(NAMED_ALLOW_CALL(services, save(_)));
  allow(NAMED_ALLOW_CALL(policies, find(_, _)).LR_RETURN(shared(policy)));
  allow(NAMED_ALLOW_CALL(managers, find(_, _)).RETURN(ports::EventManagers::Entry{}));
  allow(NAMED_ALLOW_CALL(clients, find(_, _)).LR_RETURN(shared(client)));
  allow(NAMED_ALLOW_CALL(subscriptions, match(_, _, _, _)).RETURN(std::vector<domain::Match>{}));
  allow(NAMED_ALLOW_CALL(alerts, get(_, _)).LR_RETURN(kept));
  alerts_find_open = NAMED_ALLOW_CALL(alerts, find_open(_)).RETURN(no_alert());
  alerts_find_oldest_open = NAMED_ALLOW_CALL(alerts, find_oldest_open(_, _)).RETURN(no_alert());
  allow(NAMED_ALLOW_CALL(alerts, save(_)));
  allow(NAMED_ALLOW_CALL(timers, set(_)));
  allow(NAMED_ALLOW_CALL(timers, cancel(_)));
  allow(NAMED_ALLOW_CALL(outbox, add(_)));
  allow(NAMED_ALLOW_CALL(outbox, get(_)).LR_RETURN(page));
  allow(NAMED_ALLOW_CALL(outbox, save(_)));
  allow(NAMED_ALLOW_CALL(outbox, of(_)).RETURN(std::vector<domain::NotificationId>{}));
  allow(NAMED_ALLOW_CALL(timeline, add(_)));
  allow(NAMED_ALLOW_CALL(metrics, count(_)));
}

PagingMocks::~PagingMocks() = default;

}  // namespace tocsin::tests
