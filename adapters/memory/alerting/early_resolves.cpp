#include "adapters/memory/alerting/early_resolves.hpp"

#include <algorithm>

namespace tocsin::adapters::memory {

using domain::EarlyResolve;

void EarlyResolves::remember(EarlyResolve resolve) {
  Key key{resolve.tenant, resolve.manager, resolve.dedup_key};
  staged_.emplace_back(std::move(key), std::move(resolve));
}

std::optional<EarlyResolve> EarlyResolves::take(const domain::TenantId& tenant,
                                                const domain::EventManagerId& manager,
                                                std::string_view dedup_key) {
  if (kept_.empty() && staged_.empty()) return std::nullopt;

  Key key{tenant, manager, std::string{dedup_key}};
  auto taken = latest(key);
  if (taken) staged_.emplace_back(std::move(key), std::nullopt);
  return taken;
}

std::optional<EarlyResolve> EarlyResolves::latest(const Key& key) const {
  const auto staged = std::find_if(
      staged_.rbegin(), staged_.rend(), [&](const Change& change) { return change.first == key; });
  if (staged != staged_.rend()) return staged->second;

  const auto found = kept_.find(key);
  return found == kept_.end() ? std::nullopt : std::optional{found->second.resolve};
}

void EarlyResolves::load(ports::RowKey key, EarlyResolve resolve) {
  const Key name{resolve.tenant, resolve.manager, resolve.dedup_key};
  by_age_.emplace_back(resolve.received_at, name);
  kept_.insert_or_assign(name, Entry{std::move(resolve), key});
  last_key_ = std::max(last_key_, key);
}

void EarlyResolves::keep() {
  for (auto& [key, resolve] : staged_) {
    if (resolve) {
      forget_expired(resolve->received_at);
      put(key, std::move(*resolve));
    } else {
      forget(key);
    }
  }
  staged_.clear();
}

void EarlyResolves::flush(ports::Ledger& ledger) {
  for (const auto& [key, resolve] : changes_) {
    if (resolve) {
      ledger.put_early_resolve(key, *resolve);
    } else {
      ledger.remove_early_resolve(key);
    }
  }
  changes_.clear();
}

void EarlyResolves::clear() {
  kept_.clear();
  by_age_.clear();
  staged_.clear();
  changes_.clear();
}

void EarlyResolves::put(const Key& key, EarlyResolve resolve) {
  auto& entry = kept_[key];
  if (entry.key == 0) entry.key = ++last_key_;
  by_age_.emplace_back(resolve.received_at, key);
  changes_.emplace_back(entry.key, resolve);
  entry.resolve = std::move(resolve);
}

void EarlyResolves::forget(const Key& key) {
  const auto found = kept_.find(key);
  if (found == kept_.end()) return;
  changes_.emplace_back(found->second.key, std::nullopt);
  kept_.erase(found);
}

// Forgets expired resolves, several each time, so that old ones are removed faster than new ones
// arrive.
void EarlyResolves::forget_expired(domain::Time now) {
  for (int looked_at = 0; looked_at < 4 && !by_age_.empty(); ++looked_at) {
    const auto& [received_at, key] = by_age_.front();
    if (now - received_at < EarlyResolve::remembered_for) return;

    const auto found = kept_.find(key);
    const bool is_the_one =
        found != kept_.end() && found->second.resolve.received_at == received_at;
    if (is_the_one) forget(key);
    by_age_.pop_front();
  }
}

}  // namespace tocsin::adapters::memory
