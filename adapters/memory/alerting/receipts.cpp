#include "adapters/memory/alerting/receipts.hpp"

namespace tocsin::adapters::memory {

using domain::EventReceipt;

Result<std::optional<EventReceipt>> Receipts::find(const domain::TenantId& tenant,
                                                   std::string_view event_id) {
  const bool is_staged = staged_ && staged_->tenant == tenant && staged_->event_id == event_id;
  if (is_staged) return staged_;
  const auto kept = kept_.find({tenant, std::string{event_id}});
  if (kept != kept_.end()) return std::optional{kept->second};
  return ledger_.find_receipt(tenant, event_id);
}

void Receipts::add(EventReceipt receipt) { staged_ = std::move(receipt); }

void Receipts::keep() {
  if (!staged_) return;
  Key key{staged_->tenant, staged_->event_id};
  kept_.insert_or_assign(std::move(key), std::move(*staged_));
  staged_.reset();
}

void Receipts::flush(ports::Ledger& ledger) {
  for (const auto& [key, receipt] : kept_)
    ledger.add_receipt(receipt);
  kept_.clear();
}

void Receipts::clear() {
  staged_.reset();
  kept_.clear();
}

}  // namespace tocsin::adapters::memory
