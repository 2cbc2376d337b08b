#include "adapters/http/subscriptions/endpoint_operations.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/ids.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/api/offset_listing.hpp"
#include "adapters/http/subscriptions/subscription_bodies.hpp"
#include "adapters/http/subscriptions/subscription_problem.hpp"
#include "adapters/http/subscriptions/subscription_views.hpp"

namespace tocsin::adapters::http {

using application::ChangeEndpoint;
using application::ConfiguredEndpoint;
using domain::EndpointId;
using domain::SubscriptionId;
using domain::TenantId;
using nlohmann::ordered_json;

namespace {

// Collects one part of a listing and counts all endpoints.
class EndpointList {
 public:
  EndpointList(const OffsetWish& wish, Secrets secrets) : wish_(wish), secrets_(secrets) {}

  void add(const domain::Subscription& subscription) {
    const auto& endpoints = subscription.endpoints;
    for (auto endpoint = endpoints.rbegin(); endpoint != endpoints.rend(); ++endpoint) {
      const bool is_wanted = total_ >= wish_.offset && shown_.size() < wish_.limit;
      if (is_wanted) shown_.push_back(view_of(*endpoint, subscription.id, secrets_));
      ++total_;
    }
  }

  Response response() && {
    return json_answer(200, listing("endpoints", std::move(shown_), total_, wish_));
  }

 private:
  OffsetWish wish_;
  Secrets secrets_;
  ordered_json shown_ = ordered_json::array();
  std::size_t total_ = 0;
};

Response endpoint_answer(int status, const Result<ConfiguredEndpoint>& answer, Secrets secrets) {
  if (!answer) return subscription_problem(answer.error());
  return json_answer(status, view_of(answer->endpoint, answer->subscription, secrets));
}

class EndpointOperations {
 public:
  EndpointOperations(EndpointFronts fronts, ReaderPool& readers)
      : fronts_(std::move(fronts)), readers_(readers) {}

  void create(const Call& call, const Reply& reply) const {
    const auto rule = domain::uuid_from(std::string_view{(*call.body)["rule_id"]});
    auto endpoint = endpoint_from(*call.body);
    const bool taken = fronts_.add(
        call.received(),
        {call.caller.tenant, {rule.value()}, endpoint.channel, std::move(endpoint.address)},
        [reply, secrets = secrets_for(call.caller)](const auto& answer) {
          reply(endpoint_answer(201, answer, secrets));
        });
    if (!taken) reply(busy());
  }

  void put(const Call& call, const Reply& reply) const {
    auto endpoint = endpoint_from(*call.body);
    ChangeEndpoint::Command change;
    change.channel = endpoint.channel;
    change.address = std::move(endpoint.address);
    submit(call, reply, std::move(change));
  }

  void toggle(const Call& call, const Reply& reply) const {
    set_enabled(call, reply, toggle_from(*call.body).enabled);
  }

  void set_enabled(const Call& call, const Reply& reply, bool enabled) const {
    ChangeEndpoint::Command change;
    change.enabled = enabled;
    submit(call, reply, std::move(change));
  }

  void get(const Call& call, const Reply& reply) const {
    const auto id = id_of<EndpointId>(call, "endpoint_id");
    if (!id) return reply(without_id(id.error()));
    look(readers_,
         reply,
         [this, tenant = call.caller.tenant, id = *id, secrets = secrets_for(call.caller)] {
           const auto owner = fronts_.subscriptions.look_up_endpoint(tenant, id);
           if (!owner) return problem_of(owner.error());
           if (*owner) return json_answer(200, view_of(*(*owner)->find(id), (*owner)->id, secrets));
           return problem_of({ErrorKind::not_found, "endpoint " + to_text(id) + " not found", {}});
         });
  }

  void list(const Call& call, const Reply& reply) const {
    if (call.query_value("endpoint_id")) return get(call, reply);
    const auto wish = offset_wish(call);
    const auto secrets = secrets_for(call.caller);
    if (!call.query_value("rule_id")) {
      return look(readers_, reply, [this, tenant = call.caller.tenant, wish, secrets] {
        return list_all(tenant, wish, secrets);
      });
    }
    const auto rule = id_of<SubscriptionId>(call, "rule_id");
    if (!rule) return reply(without_id(rule.error()));
    look(readers_, reply, [this, tenant = call.caller.tenant, id = *rule, wish, secrets] {
      const auto entry = fronts_.subscriptions.look_up(tenant, id);
      if (!entry) return problem_of(entry.error());
      EndpointList list{wish, secrets};
      if (*entry) list.add(**entry);
      return std::move(list).response();
    });
  }

  void remove(const Call& call, const Reply& reply) const {
    const auto id = id_of<EndpointId>(call, "endpoint_id");
    if (!id) return reply(without_id(id.error()));
    const bool taken =
        fronts_.remove(call.received(), {call.caller.tenant, *id}, [reply](const auto& done) {
          reply(done ? no_content() : problem_of(done.error()));
        });
    if (!taken) reply(busy());
  }

 private:
  void submit(const Call& call, const Reply& reply, ChangeEndpoint::Command change) const {
    const auto id = id_of<EndpointId>(call, "endpoint_id");
    if (!id) return reply(without_id(id.error()));
    change.tenant = call.caller.tenant;
    change.endpoint = *id;
    const bool taken =
        fronts_.change(call.received(),
                       std::move(change),
                       [reply, secrets = secrets_for(call.caller)](const auto& answer) {
                         reply(endpoint_answer(200, answer, secrets));
                       });
    if (!taken) reply(busy());
  }

  // In several goes, for each holds up the writer.
  Response list_all(const TenantId& tenant, const OffsetWish& wish, Secrets secrets) const {
    constexpr std::size_t at_a_time = 500;
    EndpointList list{wish, secrets};
    for (std::size_t offset = 0;; offset += at_a_time) {
      const auto rules = fronts_.subscriptions.list(tenant, std::nullopt, offset, at_a_time);
      if (!rules) return problem_of(rules.error());
      for (const auto& rule : rules->entries)
        list.add(*rule);
      if (offset + at_a_time >= rules->total) return std::move(list).response();
    }
  }

  EndpointFronts fronts_;
  ReaderPool& readers_;
};

}  // namespace

void add_endpoint_operations(OperationHandlers& handlers,
                             EndpointFronts fronts,
                             ReaderPool& readers) {
  Handlers endpoints{handlers, EndpointOperations{std::move(fronts), readers}};
  endpoints.add("create_endpoint", &EndpointOperations::create);
  endpoints.add("put_endpoint", &EndpointOperations::put);
  endpoints.add("toggle_endpoint", &EndpointOperations::toggle);
  endpoints.add("get_endpoint", &EndpointOperations::get);
  endpoints.add("list_endpoints", &EndpointOperations::list);
  endpoints.add("delete_endpoint", &EndpointOperations::remove);
  endpoints.add_switch("endpoint");
}

}  // namespace tocsin::adapters::http
