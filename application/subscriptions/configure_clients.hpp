#pragma once

#include "application/kernel/configured.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/client.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/subscriptions/configuration.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::application {

// Says who may subscribe to alerts.
class ConfigureClients {
 public:
  ConfigureClients(ports::UnitOfWork& work,
                   ports::Clients& clients,
                   ports::Subscriptions& subscriptions,
                   const ports::Clock& clock);

  Result<Configured<domain::Client>> save(domain::Client draft, Existing existing);

  // A client that is not enabled is told nothing, whatever it has subscribed to.
  Result<domain::Client> set_enabled(const domain::TenantId& tenant,
                                     const domain::ClientId& id,
                                     bool enabled);

  // With all that it has subscribed to.
  Result<Done> remove(const domain::TenantId& tenant, const domain::ClientId& id);

 private:
  ports::UnitOfWork& work_;
  ports::Clients& clients_;
  ports::Subscriptions& subscriptions_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
