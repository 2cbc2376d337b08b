#include "adapters/memory/workflows/signal_receipts.hpp"

#include <algorithm>

namespace tocsin::adapters::memory {

Result<bool> SignalReceipts::has(domain::Time occurred_at, std::uint64_t content) {
  const Key key{occurred_at, content};
  const bool is_staged = std::any_of(
      staged_.begin(), staged_.end(), [&](const auto& receipt) { return key_of(receipt) == key; });
  if (is_staged || keys_.contains(key)) return true;
  return ledger_.has_signal_receipt(occurred_at, content);
}

void SignalReceipts::keep() {
  for (const auto& receipt : staged_) {
    if (keys_.insert(key_of(receipt)).second) kept_.push_back(receipt);
  }
  staged_.clear();
}

void SignalReceipts::flush(ports::Ledger& ledger) {
  for (const auto& receipt : kept_)
    ledger.add_signal_receipt(receipt);
  kept_.clear();
  keys_.clear();
}

void SignalReceipts::clear() {
  staged_.clear();
  kept_.clear();
  keys_.clear();
}

}  // namespace tocsin::adapters::memory
