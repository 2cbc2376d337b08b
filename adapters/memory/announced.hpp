#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "adapters/memory/part.hpp"
#include "ports/announced.hpp"

namespace tocsin::adapters::memory {

// What the batch has announced; older alerts are asked of the ledger, which keeps them for ever.
// Used by the writer's thread alone.
class Announced : public Part, public ports::Announced {
 public:
  explicit Announced(ports::Ledger& ledger) : ledger_(ledger) {}

  Result<std::vector<domain::ClientId>> told(const domain::TenantId& tenant,
                                             const domain::AlertId& alert) override;
  void remember(const domain::TenantId& tenant,
                const domain::AlertId& alert,
                std::vector<domain::ClientId> clients) override;

  void keep() override;
  void discard() override { staged_.reset(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  struct Key {
    domain::TenantId tenant;
    domain::AlertId alert;

    friend bool operator<(const Key& a, const Key& b) {
      return a.alert == b.alert ? a.tenant < b.tenant : a.alert < b.alert;
    }
  };
  using Clients = std::vector<domain::ClientId>;

  ports::Ledger& ledger_;
  std::optional<std::pair<Key, Clients>> staged_;  // a command announces one alert at most
  std::map<Key, Clients> kept_;
};

}  // namespace tocsin::adapters::memory
