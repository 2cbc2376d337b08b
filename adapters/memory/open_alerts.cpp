#include "adapters/memory/open_alerts.hpp"

#include <string_view>

#include <boost/container_hash/hash.hpp>

namespace tocsin::adapters::memory {

using domain::Alert;
using domain::AlertId;
using domain::AlertKey;
using domain::GroupKey;
using domain::ServiceId;
using domain::TenantId;

namespace {

// A listing looks at no more alerts than fit between two batches without being felt.
constexpr std::size_t looked_at_most = 2000;

std::size_t hash_of(std::string_view a,
                    std::string_view b,
                    std::string_view c,
                    std::string_view d) {
  const std::hash<std::string_view> hash;
  std::size_t seed = hash(d);
  boost::hash_combine(seed, hash(c));
  boost::hash_combine(seed, hash(b));
  boost::hash_combine(seed, hash(a));
  return seed;
}

std::pair<domain::EventManagerId, ServiceId> scope_of(const Alert& alert) {
  return {alert.manager, alert.manager.empty() ? alert.service : ServiceId{}};
}

}  // namespace

std::size_t OpenAlerts::HashOf::operator()(const AlertKey& key) const {
  return hash_of(key.tenant, key.manager, key.service, key.dedup_key);
}

std::size_t OpenAlerts::HashOf::operator()(const GroupKey& key) const {
  return hash_of(key.tenant, key.manager, key.field, key.value);
}

OpenAlerts::OpenAlerts(ports::AlertReader& archive) : archive_(archive) {}

Result<Alert> OpenAlerts::get(const TenantId& tenant, AlertId id) {
  const Alert* alert = table_.find(id);
  if (alert && alert->tenant == tenant) return *alert;
  if (!alert) {
    auto archived = archive_.find(tenant, id);
    if (!archived) return Failure{archived.error()};
    if (*archived) return std::move((*archived)->alert);
  }
  return fail(ErrorKind::not_found, "there is no alert " + to_text(id));
}

Result<std::optional<Alert>> OpenAlerts::find_open(const AlertKey& key) {
  for (const auto& [id, alert] : table_.staged()) {
    if (alert.is_open() && alert.key() == key) return std::optional{alert};
  }
  return unless_staged(by_key_.find(key));
}

Result<std::optional<Alert>> OpenAlerts::find_parent(const GroupKey& group) {
  auto newest = unless_staged(by_group_.find(group));
  for (const auto& [id, alert] : table_.staged()) {
    const bool is_newer = !newest || newest->id < id;
    if (is_newer && alert.is_open() && alert.group_key() == group) newest = alert;
  }
  return newest;
}

// What is staged has been looked at before, in its newer form.
std::optional<Alert> OpenAlerts::unless_staged(const Row* row) const {
  if (!row || table_.is_staged(row->value.id)) return std::nullopt;
  return row->value;
}

Result<std::optional<Alert>> OpenAlerts::find_oldest_open(const TenantId& tenant,
                                                          const ServiceId& service) {
  for (const Row* row = oldest_of(tenant, service); row != nullptr; row = row->extra.newer) {
    const Alert* alert = table_.find(row->value.id);
    if (alert->is_open()) return std::optional{*alert};
  }
  for (const auto& [id, alert] : table_.staged()) {
    if (alert.is_open() && alert.tenant == tenant && alert.service == service) {
      return std::optional{alert};
    }
  }
  return std::optional<Alert>{};
}

Result<std::vector<AlertId>> OpenAlerts::open_of(const TenantId& tenant, const ServiceId& service) {
  std::vector<AlertId> ids;
  for (const Row* row = oldest_of(tenant, service); row != nullptr; row = row->extra.newer) {
    if (table_.find(row->value.id)->is_open()) ids.push_back(row->value.id);
  }
  for (const auto& [id, alert] : table_.staged()) {
    const bool is_new = table_.row(id) == nullptr;
    if (is_new && alert.is_open() && alert.tenant == tenant && alert.service == service) {
      ids.push_back(id);
    }
  }
  return ids;
}

void OpenAlerts::save(Alert alert) { table_.stage(std::move(alert)); }

Result<std::optional<ports::AlertReader::Shown>> OpenAlerts::find(const TenantId& tenant,
                                                                  AlertId id) {
  const Row* row = table_.row(id);
  if (!row || row->value.tenant != tenant) return std::optional<Shown>{};
  return std::optional{Shown{row->value, row->extra.timeline}};
}

Result<std::vector<ports::AlertReader::Shown>> OpenAlerts::find_by_key(const TenantId& tenant,
                                                                       std::string_view dedup_key) {
  std::vector<Shown> found;
  for (const auto& [scope, count] : scopes_[tenant]) {
    const AlertKey key{tenant.value, scope.first.value, scope.second.value, dedup_key};
    const Row* row = by_key_.find(key);
    if (row) found.push_back({row->value, row->extra.timeline});
  }
  return found;
}

Result<ports::AlertStretch> OpenAlerts::list(const ports::AlertFilter& filter,
                                             std::optional<AlertId> before,
                                             std::size_t limit) {
  ports::AlertStretch stretch;
  std::size_t looked_at = 0;
  const auto& rows = table_.rows();
  auto next = std::make_reverse_iterator(before ? rows.lower_bound(*before) : rows.end());
  for (; next != rows.rend(); ++next) {
    const bool is_enough = stretch.rows.size() == limit || looked_at == looked_at_most;
    if (is_enough) return stretch;
    ++looked_at;
    stretch.resume_before = next->first;
    if (filter.accepts(next->second.value)) stretch.rows.push_back(next->second.value);
  }
  stretch.resume_before.reset();
  return stretch;
}

ports::TimelineMark* OpenAlerts::timeline_of(AlertId id) {
  Row* row = table_.row(id);
  if (!row) return nullptr;
  table_.mark_dirty(*row);
  return &row->extra.timeline;
}

void OpenAlerts::load(ports::RowKey key, Alert alert, ports::TimelineMark timeline) {
  Row& row = table_.load(key, std::move(alert));
  row.extra.timeline = timeline;
  update_links(row);
}

void OpenAlerts::keep() {
  table_.keep([](Row&) {}, [this](Row& row) { update_links(row); });
}

void OpenAlerts::discard() { table_.discard(); }

void OpenAlerts::flush(ports::Ledger& ledger) {
  table_.flush([&](Row& row) {
    const bool is_open = row.value.is_open();
    if (is_open) {
      ledger.put_alert(row.key, row.value, row.extra.timeline);
    } else {
      ledger.archive_alert(row.key, row.value, row.extra.timeline);
    }
    return !is_open;
  });
}

void OpenAlerts::clear() {
  table_.clear();
  by_key_.clear();
  by_group_.clear();
  by_service_.clear();
  scopes_.clear();
}

// What an alert is found by never changes while it is open.
void OpenAlerts::update_links(Row& row) {
  if (row.value.is_open() == row.extra.is_linked) return;
  row.extra.is_linked = row.value.is_open();
  row.extra.is_linked ? link(row) : unlink(row);
}

void OpenAlerts::link(Row& row) {
  by_key_.put(row);
  ++scopes_[row.value.tenant][scope_of(row.value)];
  if (row.value.group) by_group_.put(row);
  if (!row.value.service.empty()) append_to_chain(row);
}

void OpenAlerts::unlink(Row& row) {
  by_key_.remove(row);
  auto& scopes = scopes_[row.value.tenant];
  const auto scope = scopes.find(scope_of(row.value));
  if (--scope->second == 0) scopes.erase(scope);
  if (row.value.group) by_group_.remove(row);
  if (!row.value.service.empty()) remove_from_chain(row);
}

void OpenAlerts::append_to_chain(Row& row) {
  auto& chain = by_service_[{row.value.tenant, row.value.service}];
  row.extra.older = chain.newest;
  row.extra.newer = nullptr;
  (chain.newest != nullptr ? chain.newest->extra.newer : chain.oldest) = &row;
  chain.newest = &row;
}

void OpenAlerts::remove_from_chain(Row& row) {
  const auto found = by_service_.find({row.value.tenant, row.value.service});
  if (found == by_service_.end()) return;
  auto& chain = found->second;
  (row.extra.older != nullptr ? row.extra.older->extra.newer : chain.oldest) = row.extra.newer;
  (row.extra.newer != nullptr ? row.extra.newer->extra.older : chain.newest) = row.extra.older;
  if (chain.oldest == nullptr) by_service_.erase(found);
}

OpenAlerts::Row* OpenAlerts::oldest_of(const TenantId& tenant, const ServiceId& service) {
  const auto found = by_service_.find({tenant, service});
  return found == by_service_.end() ? nullptr : found->second.oldest;
}

}  // namespace tocsin::adapters::memory
