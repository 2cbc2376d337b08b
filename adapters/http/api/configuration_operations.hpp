#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/api.hpp"
#include "adapters/http/api/body_reader.hpp"
#include "adapters/http/api/configuration_fronts.hpp"
#include "adapters/http/api/cursor_listing.hpp"
#include "adapters/http/api/entry_slice.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/ids.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/api/secrets.hpp"
#include "application/kernel/configured.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

// One kind of configuration: its names, its body and its view.
template <typename Entity>
struct ConfigurationKind {
  std::string singular;  // as in "create_service"
  std::string plural;    // as in "list_services", and the key of the listing
  std::variant<Entity, Violations> (*parse)(simdjson::dom::element body);
  nlohmann::ordered_json (*view)(const Entity& entity, Secrets secrets);
};

// Creates, lists, shows, replaces and deletes the entries of one kind.
template <typename Entity>
class ConfigurationOperations {
 public:
  using Id = typename Entity::Id;

  ConfigurationOperations(ConfigurationKind<Entity> kind,
                          ConfigurationFronts<Entity> fronts,
                          ConfigurationTools tools)
      : kind_(std::move(kind)), fronts_(std::move(fronts)), tools_(tools) {}

  void create(const Call& call, const Reply& reply) const {
    save(call, reply, application::Existing::refuse);
  }

  void put(const Call& call, const Reply& reply) const {
    save(call, reply, application::Existing::replace);
  }

  void get(const Call& call, const Reply& reply) const {
    look(tools_.readers, reply, [this, caller = call.caller, id = Id{call.path[0]}] {
      const auto entry = fronts_.find(caller.tenant, id);
      if (!entry) return problem_of(entry.error());
      return *entry ? json_answer(200, view(caller, **entry)) : not_found(id);
    });
  }

  void list(const Call& call, const Reply& reply) const {
    list_by_cursor<domain::TenantId>(
        call, reply, tools_.readers, call.caller.tenant, listing_for(call.caller));
  }

  void remove(const Call& call, const Reply& reply) const {
    const bool taken = fronts_.remove(
        call.received(), {call.caller.tenant, Id{call.path[0]}}, [reply](const Result<Done>& done) {
          reply(done ? no_content() : problem_of(done.error()));
        });
    if (!taken) reply(busy());
  }

 private:
  void save(const Call& call, const Reply& reply, application::Existing existing) const {
    auto parsed = kind_.parse(*call.body);
    if (const auto* violations = std::get_if<Violations>(&parsed)) {
      return reply(bad_request(*violations));
    }
    auto& draft = std::get<Entity>(parsed);
    draft.tenant = call.caller.tenant;
    if (existing == application::Existing::replace) {
      if (auto refused = take_id_of_path(call, "/id", draft.id.value)) {
        return reply(*std::move(refused));
      }
    }
    if (draft.id.empty()) draft.id.value = domain::to_text(tools_.ids.next());

    const bool taken = fronts_.save(
        call.received(),
        {std::move(draft), existing},
        [this, reply, caller = call.caller](const auto& configured) {
          if (!configured) return reply(problem_of(configured.error()));
          reply(json_answer(configured->created ? 201 : 200, view(caller, configured->entity)));
        });
    if (!taken) reply(busy());
  }

  CursorListing<domain::TenantId, EntrySlice<Entity>> listing_for(const Caller& caller) const {
    return {kind_.plural,
            false,
            [this](const domain::TenantId& tenant,
                   const auto& after,
                   std::size_t limit) -> Result<EntrySlice<Entity>> {
              const auto entries = fronts_.list(tenant);
              if (!entries) return Failure{entries.error()};
              return slice_of(*entries, after, limit);
            },
            [this, caller](std::string& json, const auto& entry) {
              append_view(json, view(caller, *entry));
            }};
  }

  nlohmann::ordered_json view(const Caller& caller, const Entity& entity) const {
    return kind_.view(entity, secrets_for(caller));
  }

  Response not_found(const Id& id) const {
    auto what = kind_.singular;
    std::replace(what.begin(), what.end(), '_', ' ');
    return problem_of({ErrorKind::not_found, what + " \"" + id.value + "\" not found", {}});
  }

  ConfigurationKind<Entity> kind_;
  ConfigurationFronts<Entity> fronts_;
  ConfigurationTools tools_;
};

// Adds the operations create, list, get, put and delete of one kind.
template <typename Entity>
void add_configuration(OperationHandlers& handlers,
                       const ConfigurationKind<Entity>& kind,
                       ConfigurationFronts<Entity> fronts,
                       ConfigurationTools tools) {
  using Operations = ConfigurationOperations<Entity>;
  Handlers entries{handlers, Operations{kind, std::move(fronts), tools}};
  entries.add("create_" + kind.singular, &Operations::create);
  entries.add("list_" + kind.plural, &Operations::list);
  entries.add("get_" + kind.singular, &Operations::get);
  entries.add("put_" + kind.singular, &Operations::put);
  entries.add("delete_" + kind.singular, &Operations::remove);
}

}  // namespace tocsin::adapters::http
