#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "adapters/memory/kernel/part.hpp"
#include "ports/alerting/event_receipts.hpp"

namespace tocsin::adapters::memory {

// The receipts of the batch. Older ones are read from the ledger, because few senders need them and
// a week of them is large. For the writer's thread only.
class Receipts : public Part, public ports::EventReceipts {
 public:
  explicit Receipts(ports::Ledger& ledger) : ledger_(ledger) {}

  Result<std::optional<domain::EventReceipt>> find(const domain::TenantId& tenant,
                                                   std::string_view event_id) override;
  void add(domain::EventReceipt receipt) override;

  void keep() override;
  void discard() override { staged_.reset(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  using Key = std::pair<domain::TenantId, std::string>;

  ports::Ledger& ledger_;
  std::optional<domain::EventReceipt> staged_;  // a command has at most one event
  std::map<Key, domain::EventReceipt> kept_;
};

}  // namespace tocsin::adapters::memory
