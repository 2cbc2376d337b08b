#include "adapters/memory/workflows/workflows.hpp"

#include <algorithm>
#include <iterator>
#include <memory>

namespace tocsin::adapters::memory {

using domain::TenantId;
using domain::Workflow;
using domain::WorkflowId;

const Workflows::Versions* Workflows::versions_of(const TenantId& tenant,
                                                  const WorkflowId& id) const {
  const auto workflows = kept_.find(tenant);
  if (workflows == kept_.end()) return nullptr;
  const auto found = workflows->second.find(id);
  return found == workflows->second.end() ? nullptr : &found->second;
}

Result<Workflows::Entry> Workflows::find(const TenantId& tenant, const WorkflowId& id) {
  const auto staged = std::find_if(staged_.rbegin(), staged_.rend(), [&](const Change& change) {
    return change.id == id && change.tenant == tenant;
  });
  if (staged != staged_.rend()) return staged->entry;
  const auto* versions = versions_of(tenant, id);
  return versions ? versions->newest() : Entry{};
}

Result<Workflows::Entry> Workflows::find_version(const TenantId& tenant,
                                                 const WorkflowId& id,
                                                 std::uint64_t version) {
  auto newest = find(tenant, id);
  if (!newest || !*newest || (*newest)->version == version) return newest;
  const auto* versions = versions_of(tenant, id);
  if (!versions) return Entry{};
  const auto found = versions->shown.find(version);
  return found == versions->shown.end() ? Entry{} : found->second;
}

Result<std::uint64_t> Workflows::last_version(const TenantId& tenant, const WorkflowId& id) {
  const auto* versions = versions_of(tenant, id);
  auto last = versions ? versions->last : 0;
  for (const auto& change : staged_) {
    const bool is_it = change.entry && change.id == id && change.tenant == tenant;
    if (is_it) last = std::max(last, change.entry->version);
  }
  return last;
}

Result<std::vector<Workflows::Entry>> Workflows::list(const TenantId& tenant) {
  std::map<WorkflowId, Entry> entries;
  if (const auto workflows = kept_.find(tenant); workflows != kept_.end()) {
    for (const auto& [id, versions] : workflows->second)
      entries[id] = versions.newest();
  }
  for (const auto& change : staged_) {
    if (change.tenant == tenant) entries[change.id] = change.entry;
  }
  std::vector<Entry> result;
  for (auto& [id, entry] : entries) {
    if (entry) result.push_back(std::move(entry));
  }
  return result;
}

Result<const std::vector<Workflows::Entry>*> Workflows::of_type(const TenantId& tenant,
                                                                std::string_view signal_type) {
  static const std::vector<Entry> none;
  if (!staged_.empty()) {
    staged_of_type_ = *list(tenant);
    std::erase_if(staged_of_type_, [&](const Entry& entry) {
      return !entry->enabled || entry->signal_type != signal_type;
    });
    return &staged_of_type_;
  }
  const auto types = by_type_.find(tenant);
  if (types == by_type_.end()) return &none;
  const auto found = types->second.find(signal_type);
  return found == types->second.end() ? &none : &found->second;
}

void Workflows::save(Workflow workflow) {
  auto entry = std::make_shared<const Workflow>(std::move(workflow));
  staged_.push_back({entry->tenant, entry->id, entry});
}

void Workflows::remove(const TenantId& tenant, const WorkflowId& id) {
  staged_.push_back({tenant, id, nullptr});
}

void Workflows::load(const Entry& entry, bool is_shown) {
  if (is_shown) {
    put(entry);
    index(entry->tenant);
  } else {
    auto& last = kept_[entry->tenant][entry->id].last;
    last = std::max(last, entry->version);
  }
}

void Workflows::put(const Entry& entry) {
  auto& versions = kept_[entry->tenant][entry->id];
  versions.last = std::max(versions.last, entry->version);
  versions.shown.insert_or_assign(entry->version, entry);
  if (versions.shown.size() > versions_shown) versions.shown.erase(versions.shown.begin());
}

void Workflows::index(const TenantId& tenant) {
  auto& types = by_type_[tenant];
  types.clear();
  for (const auto& [id, versions] : kept_[tenant]) {
    const auto newest = versions.newest();
    if (newest && newest->enabled) types[newest->signal_type].push_back(newest);
  }
}

void Workflows::keep() {
  for (const auto& change : staged_) {
    if (change.entry) {
      put(change.entry);
    } else {
      kept_[change.tenant][change.id].shown.clear();
    }
    index(change.tenant);
  }
  std::move(staged_.begin(), staged_.end(), std::back_inserter(changes_));
  staged_.clear();
}

void Workflows::flush(ports::Ledger& ledger) {
  for (const auto& change : changes_) {
    if (change.entry) {
      ledger.put_workflow(*change.entry);
    } else {
      ledger.remove_workflow(change.tenant, change.id);
    }
  }
  changes_.clear();
}

void Workflows::clear() { *this = Workflows{}; }

}  // namespace tocsin::adapters::memory
