#pragma once

#include "adapters/http/api/configuration_fronts.hpp"
#include "adapters/writer/readers.hpp"
#include "main/engine/engine.hpp"

namespace tocsin {

// Returns the fronts of one kind of configuration; its entries are read from the working set.
template <typename Entity, typename SaveEntry, typename RemoveEntry>
adapters::http::ConfigurationFronts<Entity> configuration(Engine& engine,
                                                          SaveEntry& save,
                                                          RemoveEntry& remove,
                                                          ports::Catalogue<Entity>& entries) {
  auto& writer = engine.writer;
  using adapters::writer::Lane;
  using adapters::writer::looked_at;
  return {writer.front(Lane::urgent, save),
          writer.front(Lane::urgent, remove),
          [&](const domain::TenantId& tenant, const typename Entity::Id& id) {
            return looked_at(writer, [&] { return entries.find(tenant, id); });
          },
          [&](const domain::TenantId& tenant) {
            return looked_at(writer, [&] { return entries.list(tenant); });
          }};
}

}  // namespace tocsin
