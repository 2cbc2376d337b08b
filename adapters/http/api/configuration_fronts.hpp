#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "adapters/http/api/reader_pool.hpp"
#include "application/kernel/configured.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"
#include "ports/kernel/front.hpp"
#include "ports/kernel/id_generator.hpp"

namespace tocsin::adapters::http {

// The commands and reads of one kind of configuration.
template <typename Entity>
struct ConfigurationFronts {
  using Entry = std::shared_ptr<const Entity>;

  ports::Front<application::Save<Entity>, application::Configured<Entity>> save;
  ports::Front<application::Remove<Entity>, Done> remove;
  // May wait; called on a reader's thread.
  std::function<Result<Entry>(const domain::TenantId&, const typename Entity::Id&)> find;
  std::function<Result<std::vector<Entry>>(const domain::TenantId&)> list;
};

// Shared by all routes of the configuration. `ids` generates the ids of entries that come without
// one; it is called from any thread. Both must outlive the handlers.
struct ConfigurationTools {
  ReaderPool& readers;
  ports::IdGenerator& ids;
};

}  // namespace tocsin::adapters::http
