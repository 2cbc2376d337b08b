#include "adapters/memory/alerting/open_alerts.hpp"

#include <string_view>

#include <boost/container_hash/hash.hpp>

#include "adapters/memory/kernel/slices.hpp"

namespace tocsin::adapters::memory {

using domain::Alert;
using domain::AlertId;
using domain::AlertKey;
using domain::EventManagerId;
using domain::GroupKey;
using domain::ServiceId;
using domain::TenantId;

namespace {

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

template <typename Name>
Name named(std::string_view text) {
  return {std::string{text}};
}

std::array<std::string_view, 3> scope_of(const KeptAlert& alert) {
  const auto key = alert.key();
  return {key.tenant, key.manager, key.service};
}

std::pair<TenantId, ServiceId> service_of(const KeptAlert& alert) {
  return {named<TenantId>(alert.tenant()), named<ServiceId>(alert.service())};
}

bool accepts(const ports::AlertFilter& filter, const KeptAlert& alert) {
  return filter.accepts(alert.status(), alert.severity(), alert.parent()) &&
         filter.accepts(alert.tenant(), alert.manager(), alert.service());
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
  const Alert* staged = table_.staged_value(id);
  if (staged && staged->tenant == tenant) return *staged;
  const Row* row = staged ? nullptr : table_.row(id);
  if (row && row->value.tenant() == tenant.value) return row->value.alert();
  if (!staged && !row) {
    auto archived = archive_.find(tenant, id);
    if (!archived) return Failure{archived.error()};
    if (*archived) return std::move((*archived)->alert);
  }
  return fail(ErrorKind::not_found, "alert " + to_text(id) + " not found");
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

// Returns the alert of the row; nothing if there is no row, or the alert is staged: its newer form
// was already evaluated.
std::optional<Alert> OpenAlerts::unless_staged(const Row* row) const {
  if (!row || table_.is_staged(row->value.id)) return std::nullopt;
  return row->value.alert();
}

Result<std::optional<Alert>> OpenAlerts::find_oldest_open(const TenantId& tenant,
                                                          const ServiceId& service) {
  for (const Row* row = oldest_of(tenant, service); row != nullptr; row = row->extra.newer) {
    const Alert* staged = table_.staged_value(row->value.id);
    if (!staged) return std::optional{row->value.alert()};
    if (staged->is_open()) return std::optional{*staged};
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
    const Alert* staged = table_.staged_value(row->value.id);
    if (!staged || staged->is_open()) ids.push_back(row->value.id);
  }
  for (const auto& [id, alert] : table_.staged()) {
    const bool is_new = table_.row(id) == nullptr;
    if (is_new && alert.is_open() && alert.tenant == tenant && alert.service == service) {
      ids.push_back(id);
    }
  }
  return ids;
}

// Scans the rows only if one will be found: an index by event manager would cost every alert.
Result<std::optional<AlertId>> OpenAlerts::find_open_of(const TenantId& tenant,
                                                        const EventManagerId& manager) {
  for (const auto& [id, alert] : table_.staged()) {
    if (alert.is_open() && alert.tenant == tenant && alert.manager == manager) {
      return std::optional{id};
    }
  }
  if (!scopes_.contains(ScopeView{tenant.value, manager.value})) return std::optional<AlertId>{};
  for (const auto& [id, row] : table_.rows()) {
    const bool is_wanted = row.extra.is_linked && row.value.tenant() == tenant.value &&
                           row.value.manager() == manager.value;
    if (is_wanted && !table_.is_staged(id)) return std::optional{id};
  }
  return std::optional<AlertId>{};
}

void OpenAlerts::save(Alert alert) { table_.stage(std::move(alert)); }

Result<std::optional<ports::AlertReader::Shown>> OpenAlerts::find(const TenantId& tenant,
                                                                  AlertId id) {
  const Row* row = table_.row(id);
  if (!row || row->value.tenant() != tenant.value) return std::optional<Shown>{};
  return std::optional{Shown{row->value.alert(), row->extra.timeline}};
}

Result<std::vector<ports::AlertReader::Shown>> OpenAlerts::find_by_key(const TenantId& tenant,
                                                                       std::string_view dedup_key) {
  std::vector<Shown> found;
  auto next = scopes_.lower_bound(ScopeView{tenant.value});
  for (; next != scopes_.end() && next->first.tenant == tenant.value; ++next) {
    const auto& scope = next->first;
    const Row* row = by_key_.find(AlertKey{scope.tenant, scope.manager, scope.service, dedup_key});
    if (row) found.push_back({row->value.alert(), row->extra.timeline});
  }
  return found;
}

Result<ports::AlertSlice> OpenAlerts::list(const ports::AlertFilter& filter,
                                           std::optional<AlertId> before,
                                           std::size_t limit) {
  ports::AlertSlice slice;
  std::size_t looked_at = 0;
  const auto& rows = table_.rows();
  auto next = std::make_reverse_iterator(before ? rows.lower_bound(*before) : rows.end());
  for (; next != rows.rend(); ++next) {
    const bool is_enough = slice.rows.size() == limit || looked_at == max_looked_at;
    if (is_enough) return slice;
    ++looked_at;
    slice.resume_before = next->first;
    const auto& alert = next->second.value;
    if (accepts(filter, alert)) slice.rows.push_back(alert.alert());
  }
  slice.resume_before.reset();
  return slice;
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
  row.extra.is_row_old = false;
  update_links(row);
}

void OpenAlerts::keep() {
  const auto compare = [](Row& row, const KeptAlert& next) {
    if (!row.value.differs_only_in_tally(next)) row.extra.is_row_old = true;
  };
  table_.keep(compare, [this](Row& row) { update_links(row); });
}

void OpenAlerts::discard() { table_.discard(); }

void OpenAlerts::flush(ports::Ledger& ledger) {
  table_.flush([&](Row& row) {
    const bool is_open = row.value.is_open();
    if (!is_open) {
      ledger.archive_alert(row.key, row.value.alert(), row.extra.timeline);
    } else if (row.extra.is_row_old) {
      ledger.put_alert(row.key, row.value.alert(), row.extra.timeline);
    } else {
      ledger.put_tally(row.key, row.value.id, row.value.tally(), row.extra.timeline);
    }
    row.extra.is_row_old = false;
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

// Links an alert that has opened, and unlinks one that has closed. The keys of an alert never
// change while it is open.
void OpenAlerts::update_links(Row& row) {
  if (row.value.is_open() == row.extra.is_linked) return;
  row.extra.is_linked = row.value.is_open();
  row.extra.is_linked ? link(row) : unlink(row);
}

void OpenAlerts::link(Row& row) {
  by_key_.put(row);
  enter_scope(scope_of(row.value));
  if (row.value.group_key()) by_group_.put(row);
  if (!row.value.service().empty()) append_to_chain(row);
}

void OpenAlerts::enter_scope(const ScopeView& scope) {
  auto found = scopes_.find(scope);
  if (found == scopes_.end()) {
    const auto& [tenant, manager, service] = scope;
    found = scopes_.try_emplace({std::string{tenant}, std::string{manager}, std::string{service}})
                .first;
  }
  ++found->second;
}

void OpenAlerts::unlink(Row& row) {
  by_key_.remove(row);
  const auto scope = scopes_.find(scope_of(row.value));
  if (--scope->second == 0) scopes_.erase(scope);
  if (row.value.group_key()) by_group_.remove(row);
  if (!row.value.service().empty()) remove_from_chain(row);
}

void OpenAlerts::append_to_chain(Row& row) {
  auto& chain = by_service_[service_of(row.value)];
  row.extra.older = chain.newest;
  row.extra.newer = nullptr;
  (chain.newest != nullptr ? chain.newest->extra.newer : chain.oldest) = &row;
  chain.newest = &row;
}

void OpenAlerts::remove_from_chain(Row& row) {
  const auto found = by_service_.find(service_of(row.value));
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
