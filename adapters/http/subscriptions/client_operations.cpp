#include "adapters/http/subscriptions/client_operations.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/ids.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/api/offset_listing.hpp"
#include "adapters/http/subscriptions/subscription_bodies.hpp"
#include "adapters/http/subscriptions/subscription_views.hpp"

namespace tocsin::adapters::http {

using application::Existing;
using domain::Client;
using domain::ClientId;
using domain::TenantId;
using nlohmann::ordered_json;

namespace {

class ClientOperations {
 public:
  ClientOperations(ClientFronts fronts, ReaderPool& readers)
      : fronts_(std::move(fronts)), readers_(readers) {}

  void create(const Call& call, const Reply& reply) const {
    auto draft = client_from(*call.body);
    if (draft.id.empty()) return reply(bad_request({{"/client_id", "is required"}}));
    save(call, reply, std::move(draft), Existing::refuse);
  }

  void put(const Call& call, const Reply& reply) const {
    auto draft = client_from(*call.body);
    if (auto refused = take_id_of_path(call, "/client_id", draft.id.value)) {
      return reply(*std::move(refused));
    }
    save(call, reply, std::move(draft), Existing::replace);
  }

  void get(const Call& call, const Reply& reply) const {
    show(call.caller.tenant, ClientId{call.path[0]}, reply);
  }

  void list(const Call& call, const Reply& reply) const {
    if (const auto id = call.query_value("client_id")) {
      return show(call.caller.tenant, ClientId{std::string{*id}}, reply);
    }
    look(readers_, reply, [this, tenant = call.caller.tenant, wish = offset_wish(call)] {
      auto entries = fronts_.entries.list(tenant);
      if (!entries) return problem_of(entries.error());
      std::stable_sort(entries->begin(), entries->end(), [](const auto& a, const auto& b) {
        return a->created_at > b->created_at;
      });
      auto shown = ordered_json::array();
      const auto first = std::min(wish.offset, entries->size());
      const auto last = std::min(first + wish.limit, entries->size());
      for (auto index = first; index < last; ++index)
        shown.push_back(view_of(*(*entries)[index]));
      return json_answer(200, listing("clients", std::move(shown), entries->size(), wish));
    });
  }

  void remove(const Call& call, const Reply& reply) const {
    const bool taken = fronts_.entries.remove(
        call.received(), {call.caller.tenant, ClientId{call.path[0]}}, [reply](const auto& done) {
          reply(done ? no_content() : problem_of(done.error()));
        });
    if (!taken) reply(busy());
  }

  void set_enabled(const Call& call, const Reply& reply, bool enabled) const {
    const bool taken = fronts_.set_enabled(
        call.received(),
        {call.caller.tenant, ClientId{call.path[0]}, enabled},
        [reply](const auto& client) {
          reply(client ? json_answer(200, view_of(*client)) : problem_of(client.error()));
        });
    if (!taken) reply(busy());
  }

 private:
  void save(const Call& call, const Reply& reply, Client draft, Existing existing) const {
    draft.tenant = call.caller.tenant;
    const bool taken = fronts_.entries.save(
        call.received(), {std::move(draft), existing}, [reply](const auto& configured) {
          if (!configured) return reply(problem_of(configured.error()));
          reply(json_answer(configured->created ? 201 : 200, view_of(configured->entity)));
        });
    if (!taken) reply(busy());
  }

  void show(const TenantId& tenant, const ClientId& id, const Reply& reply) const {
    look(readers_, reply, [this, tenant, id] {
      const auto entry = fronts_.entries.find(tenant, id);
      if (!entry) return problem_of(entry.error());
      if (*entry) return json_answer(200, view_of(**entry));
      return problem_of({ErrorKind::not_found, "subscriber \"" + id.value + "\" not found", {}});
    });
  }

  ClientFronts fronts_;
  ReaderPool& readers_;
};

}  // namespace

void add_client_operations(OperationHandlers& handlers, ClientFronts fronts, ReaderPool& readers) {
  Handlers clients{handlers, ClientOperations{std::move(fronts), readers}};
  clients.add("create_client", &ClientOperations::create);
  clients.add("put_client", &ClientOperations::put);
  clients.add("get_client", &ClientOperations::get);
  clients.add("list_clients", &ClientOperations::list);
  clients.add("delete_client", &ClientOperations::remove);
  clients.add_switch("client");
}

}  // namespace tocsin::adapters::http
