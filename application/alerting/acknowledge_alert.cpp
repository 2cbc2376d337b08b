#include "application/alerting/acknowledge_alert.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::AcknowledgeOutcome;

AcknowledgeAlert::AcknowledgeAlert(ports::UnitOfWork& work,
                                   ports::AlertRepository& alerts,
                                   Pager& pager,
                                   Announcer& announcer,
                                   ports::Timeline& timeline,
                                   ports::Metrics& metrics,
                                   const ports::Clock& clock)
    : work_(work),
      alerts_(alerts),
      pager_(pager),
      announcer_(announcer),
      timeline_(timeline),
      metrics_(metrics),
      clock_(clock) {}

Result<AcknowledgeOutcome> AcknowledgeAlert::operator()(const Command& command) {
  Transaction transaction{work_};

  auto alert = alerts_.get(command.tenant, command.alert);
  if (!alert) return Failure{alert.error()};

  const auto outcome = acknowledge(std::move(*alert), command.by, clock_.now());
  if (!outcome) return outcome;
  return transaction.commit(*outcome);
}

Result<AcknowledgeOutcome> AcknowledgeAlert::acknowledge(domain::Alert alert,
                                                         const std::string& by,
                                                         domain::Time now) {
  const auto outcome = alert.acknowledge(by, now);
  if (outcome != AcknowledgeOutcome::accepted) return outcome;

  pager_.stand_down(alert);
  timeline_.add(
      {alert.tenant, alert.id, now, domain::Change::acknowledged, "somebody took it", by});
  metrics_.count(ports::Counter::acknowledgements);
  announcer_.acknowledged(alert, now);
  alerts_.save(std::move(alert));
  return outcome;
}

}  // namespace tocsin::application
