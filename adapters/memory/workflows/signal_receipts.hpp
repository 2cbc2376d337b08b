#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "adapters/memory/kernel/part.hpp"
#include "ports/workflows/signal_receipts.hpp"

namespace tocsin::adapters::memory {

// The receipts of the batch. Older ones are read from the ledger. For the writer's thread only.
class SignalReceipts : public Part, public ports::SignalReceipts {
 public:
  explicit SignalReceipts(ports::Ledger& ledger) : ledger_(ledger) {}

  Result<bool> has(domain::Time occurred_at, std::uint64_t content) override;
  void add(const domain::SignalReceipt& receipt) override { staged_.push_back(receipt); }

  void keep() override;
  void discard() override { staged_.clear(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  using Key = std::pair<domain::Time, std::uint64_t>;

  static Key key_of(const domain::SignalReceipt& receipt) {
    return {receipt.occurred_at, receipt.content};
  }

  ports::Ledger& ledger_;
  std::vector<domain::SignalReceipt> staged_;
  std::vector<domain::SignalReceipt> kept_;
  std::set<Key> keys_;  // of the stored ones
};

}  // namespace tocsin::adapters::memory
