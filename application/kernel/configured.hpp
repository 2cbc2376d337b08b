#pragma once

#include <memory>
#include <string>
#include <utility>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"
#include "domain/kernel/time.hpp"
#include "ports/kernel/catalogue.hpp"

namespace tocsin::application {

// The behavior if the id is already in use.
enum class Existing { refuse, replace };

// Creates an entry of the configuration, or replaces one.
template <typename Entity>
struct Save {
  Entity draft;
  Existing existing = Existing::refuse;
};

template <typename Entity>
struct Remove {
  domain::TenantId tenant;
  typename Entity::Id id;
};

template <typename Entity>
struct SetEnabled {
  domain::TenantId tenant;
  typename Entity::Id id;
  bool enabled = true;
};

// An entry as stored after the command, and whether the command created it.
template <typename Entity>
struct Configured {
  Entity entity;
  bool created = false;

  bool operator==(const Configured&) const = default;
};

// Returns the version that a draft replaces, null for a new one. Fails with conflict if the draft
// must not replace any. Sets the times of the draft.
template <typename Entity>
Result<std::shared_ptr<const Entity>> predecessor(ports::Catalogue<Entity>& catalogue,
                                                  Entity& draft,
                                                  Existing existing,
                                                  domain::Time now,
                                                  const std::string& what,
                                                  const std::string& id_pointer = "/id") {
  auto before = catalogue.find(draft.tenant, draft.id);
  if (!before) return before;
  if (*before && existing == Existing::refuse) {
    return fail(ErrorKind::conflict,
                what + " \"" + draft.id.value + "\" already exists; use PUT to replace it",
                id_pointer);
  }
  draft.created_at = *before ? (*before)->created_at : now;
  draft.updated_at = now;
  return before;
}

// Checks a reference. Fails with invalid, at the field with the reference, if the entry does not
// exist.
template <typename Entity>
Result<Done> must_exist(ports::Catalogue<Entity>& catalogue,
                        const domain::TenantId& tenant,
                        const typename Entity::Id& id,
                        const std::string& what,
                        const std::string& pointer) {
  const auto found = catalogue.find(tenant, id);
  if (!found) return Failure{found.error()};
  if (!*found) {
    return fail(ErrorKind::invalid, what + " \"" + id.value + "\" not found", pointer);
  }
  return Done{};
}

// Removes an entry that is not in use: `user` names the entry that refers to it, or is empty.
template <typename Entity>
Result<Done> remove_unused(ports::Catalogue<Entity>& catalogue,
                           const domain::TenantId& tenant,
                           const typename Entity::Id& id,
                           const std::string& what,
                           const std::string& user) {
  const auto found = catalogue.find(tenant, id);
  if (!found) return Failure{found.error()};
  if (!*found) return fail(ErrorKind::not_found, what + " \"" + id.value + "\" not found");
  if (!user.empty()) {
    return fail(ErrorKind::conflict, what + " \"" + id.value + "\" is in use by " + user);
  }
  catalogue.remove(tenant, id);
  return Done{};
}

}  // namespace tocsin::application
