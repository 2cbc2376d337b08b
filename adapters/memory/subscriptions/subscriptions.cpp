#include "adapters/memory/subscriptions/subscriptions.hpp"

#include <algorithm>

namespace tocsin::adapters::memory {

using domain::AlertPattern;
using domain::ClientId;
using domain::EndpointId;
using domain::Subscription;
using domain::SubscriptionId;
using domain::TenantId;

namespace {

using List = std::vector<Subscriptions::Entry>;

List::iterator place_of(List& list, const SubscriptionId& id) {
  return std::lower_bound(
      list.begin(), list.end(), id, [](const auto& entry, const SubscriptionId& wanted) {
        return entry->id < wanted;
      });
}

void put_into_list(List& list, const Subscriptions::Entry& entry) {
  const auto place = place_of(list, entry->id);
  if (place != list.end() && (*place)->id == entry->id) {
    *place = entry;
  } else {
    list.insert(place, entry);
  }
}

template <typename Lists, typename Key>
void take_out_of(Lists& lists, const Key& key, const SubscriptionId& id) {
  const auto list = lists.find(key);
  list->second.erase(place_of(list->second, id));
  if (list->second.empty()) lists.erase(list);
}

template <typename Entry>
Entry if_of(const TenantId& tenant, Entry entry) {
  return entry && entry->tenant == tenant ? entry : nullptr;
}

}  // namespace

Subscriptions::Entry Subscriptions::kept(const SubscriptionId& id) const {
  const auto found = kept_.find(id);
  return found == kept_.end() ? nullptr : found->second;
}

Subscriptions::Entry Subscriptions::current(const SubscriptionId& id) const {
  const auto staged = staged_.find(id);
  return staged == staged_.end() ? kept(id) : staged->second;
}

Result<Subscriptions::Entry> Subscriptions::find(const TenantId& tenant, const SubscriptionId& id) {
  return if_of(tenant, current(id));
}

Result<Subscriptions::Entry> Subscriptions::find_by_endpoint(const TenantId& tenant,
                                                             const EndpointId& id) {
  for (const auto& [subscription, entry] : staged_) {
    if (entry && entry->find(id)) return if_of(tenant, entry);
  }
  const auto found = by_endpoint_.find(id);
  const auto entry = found == by_endpoint_.end() ? nullptr : current(found->second);
  return if_of(tenant, entry && entry->find(id) ? entry : nullptr);
}

Result<Subscriptions::Entry> Subscriptions::find_same(const TenantId& tenant,
                                                      const AlertPattern& pattern,
                                                      const ClientId& client) {
  return staged_index_.find(tenant, pattern, client);
}

Result<std::vector<domain::Match>> Subscriptions::match(const TenantId& tenant,
                                                        std::string_view severity,
                                                        std::string_view source,
                                                        std::string_view name) {
  return staged_index_.match(tenant, severity, source, name);
}

void Subscriptions::save(Subscription subscription) {
  auto entry = std::make_shared<const Subscription>(std::move(subscription));
  stage(entry->id, entry);
}

void Subscriptions::remove(const TenantId& tenant, const SubscriptionId& id) {
  if (if_of(tenant, current(id))) stage(id, nullptr);
}

void Subscriptions::remove_of(const TenantId& tenant, const ClientId& client) {
  std::vector<SubscriptionId> gone;
  const auto list = by_client_.find({tenant, client});
  if (list != by_client_.end()) {
    for (const auto& entry : list->second)
      gone.push_back(entry->id);
  }
  for (const auto& [id, entry] : staged_) {
    if (entry && entry->tenant == tenant && entry->client == client) gone.push_back(id);
  }
  for (const auto& id : gone)
    stage(id, nullptr);
}

void Subscriptions::stage(const SubscriptionId& id, Entry entry) {
  if (const auto before = current(id)) staged_index_ = staged_index_.without(*before);
  if (entry) staged_index_ = staged_index_.with(entry);
  staged_.insert_or_assign(id, std::move(entry));
}

Result<Subscriptions::Entry> Subscriptions::look_up(const TenantId& tenant,
                                                    const SubscriptionId& id) {
  return if_of(tenant, kept(id));
}

Result<Subscriptions::Entry> Subscriptions::look_up_endpoint(const TenantId& tenant,
                                                             const EndpointId& id) {
  const auto found = by_endpoint_.find(id);
  return if_of(tenant, found == by_endpoint_.end() ? nullptr : kept(found->second));
}

Result<ports::Excerpt<Subscriptions::Entry>> Subscriptions::list(
    const TenantId& tenant,
    const std::optional<ClientId>& client,
    std::size_t offset,
    std::size_t limit) {
  static const List none;
  const auto in = [](const auto& lists, const auto& key) -> const List& {
    const auto found = lists.find(key);
    return found == lists.end() ? none : found->second;
  };
  const List& all = client ? in(by_client_, ClientKey{tenant, *client}) : in(by_tenant_, tenant);
  ports::Excerpt<Entry> excerpt{{}, all.size()};
  for (auto next = all.size() - std::min(offset, all.size());
       next > 0 && excerpt.entries.size() < limit;
       --next) {
    excerpt.entries.push_back(all[next - 1]);
  }
  return excerpt;
}

void Subscriptions::load(const Entry& entry) { put(entry); }

void Subscriptions::loaded() {
  std::vector<Entry> all;
  all.reserve(kept_.size());
  for (const auto& [id, entry] : kept_)
    all.push_back(entry);
  index_ = domain::SubscriptionIndex::of(all);
  staged_index_ = index_;
}

void Subscriptions::keep() {
  for (auto& [id, entry] : staged_) {
    const auto before = kept(id);
    if (before && !entry) take_out(before);
    if (before) forget_endpoints(before);
    if (entry) put(entry);
    changes_.emplace_back(id, std::move(entry));
  }
  staged_.clear();
  index_ = staged_index_;
}

void Subscriptions::discard() {
  staged_.clear();
  staged_index_ = index_;
}

void Subscriptions::flush(ports::Ledger& ledger) {
  for (const auto& [id, entry] : changes_) {
    if (entry) {
      ledger.put_subscription(*entry);
    } else {
      ledger.remove_subscription(id);
    }
  }
  changes_.clear();
}

void Subscriptions::clear() { *this = Subscriptions{}; }

void Subscriptions::put(const Entry& entry) {
  kept_.insert_or_assign(kept_.end(), entry->id, entry);
  for (const auto& endpoint : entry->endpoints)
    by_endpoint_.insert_or_assign(endpoint.id, entry->id);
  put_into_list(by_tenant_[entry->tenant], entry);
  put_into_list(by_client_[{entry->tenant, entry->client}], entry);
}

void Subscriptions::forget_endpoints(const Entry& entry) {
  for (const auto& endpoint : entry->endpoints)
    by_endpoint_.erase(endpoint.id);
}

void Subscriptions::take_out(const Entry& entry) {
  kept_.erase(entry->id);
  take_out_of(by_tenant_, entry->tenant, entry->id);
  take_out_of(by_client_, ClientKey{entry->tenant, entry->client}, entry->id);
}

}  // namespace tocsin::adapters::memory
