#include "adapters/http/subscriptions/subscription_operations.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/batch.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/ids.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/api/offset_listing.hpp"
#include "adapters/http/server/problem.hpp"
#include "adapters/http/subscriptions/subscription_bodies.hpp"
#include "adapters/http/subscriptions/subscription_problem.hpp"
#include "adapters/http/subscriptions/subscription_views.hpp"

namespace tocsin::adapters::http {

using domain::Subscription;
using domain::SubscriptionId;
using nlohmann::ordered_json;
using Change = application::ChangeSubscription::Command;

namespace {

// The client's own draft of a subscription.
std::variant<Subscription, Violations> draft_from(simdjson::dom::element body, const Call& call) {
  auto rule = rule_from(body);
  if (auto* draft = std::get_if<Subscription>(&rule)) draft->tenant = call.caller.tenant;
  return rule;
}

class SubscriptionOperations {
 public:
  SubscriptionOperations(SubscriptionFronts fronts,
                         ReaderPool& readers,
                         const json::Schemas& schemas)
      : fronts_(std::move(fronts)), readers_(readers), schemas_(schemas) {}

  void create(const Call& call, const Reply& reply) const {
    auto draft = draft_from(*call.body, call);
    if (const auto* violations = std::get_if<Violations>(&draft)) {
      return reply(bad_request(*violations));
    }
    const bool taken =
        fronts_.add(call.received(),
                    std::get<Subscription>(std::move(draft)),
                    [reply](const auto& subscription) {
                      reply(subscription ? json_answer(201, view_of(*subscription))
                                         : subscription_problem(subscription.error()));
                    });
    if (!taken) reply(busy());
  }

  void add_many(const Call& call, const Reply& reply) const {
    static const BatchKind rules{"rule", "rules", 10'000};
    take_batch(rules, schemas_, fronts_.add_many, call, reply, [&](auto body, auto& /*set_aside*/) {
      return draft_from(body, call);
    });
  }

  void put(const Call& call, const Reply& reply) const {
    auto read = subscription_change_from(*call.body);
    if (const auto* violations = std::get_if<Violations>(&read)) {
      return reply(bad_request(*violations));
    }
    auto& wish = std::get<SubscriptionChange>(read);
    Change change;
    change.pattern = std::move(wish.pattern);
    change.version = wish.version;
    submit(call, reply, std::move(change));
  }

  void toggle(const Call& call, const Reply& reply) const {
    const auto wish = toggle_from(*call.body);
    Change change;
    change.enabled = wish.enabled;
    change.version = wish.version;
    submit(call, reply, std::move(change));
  }

  void set_enabled(const Call& call, const Reply& reply, bool enabled) const {
    Change change;
    change.enabled = enabled;
    submit(call, reply, std::move(change));
  }

  void get(const Call& call, const Reply& reply) const { show(call, reply); }

  void list(const Call& call, const Reply& reply) const {
    if (call.query_value("rule_id")) return show(call, reply);
    std::optional<domain::ClientId> client;
    if (const auto id = call.query_value("client_id")) client = domain::ClientId{std::string{*id}};
    look(readers_, reply, [this, tenant = call.caller.tenant, client, wish = offset_wish(call)] {
      const auto slice = fronts_.subscriptions.list(tenant, client, wish.offset, wish.limit);
      if (!slice) return problem_of(slice.error());
      auto shown = ordered_json::array();
      for (const auto& entry : slice->entries)
        shown.push_back(view_of(*entry));
      return json_answer(200, listing("rules", std::move(shown), slice->total, wish));
    });
  }

  void remove(const Call& call, const Reply& reply) const {
    const auto id = id_of<SubscriptionId>(call, "rule_id");
    if (!id) return reply(without_id(id.error()));
    const bool taken =
        fronts_.remove(call.received(), {call.caller.tenant, *id}, [reply](const auto& done) {
          reply(done ? no_content() : problem_of(done.error()));
        });
    if (!taken) reply(busy());
  }

 private:
  void submit(const Call& call, const Reply& reply, Change change) const {
    const auto id = id_of<SubscriptionId>(call, "rule_id");
    if (!id) return reply(without_id(id.error()));
    change.tenant = call.caller.tenant;
    change.subscription = *id;
    const bool taken =
        fronts_.change(call.received(), std::move(change), [reply](const auto& subscription) {
          reply(subscription ? json_answer(200, view_of(*subscription))
                             : subscription_problem(subscription.error()));
        });
    if (!taken) reply(busy());
  }

  void show(const Call& call, const Reply& reply) const {
    const auto id = id_of<SubscriptionId>(call, "rule_id");
    if (!id) return reply(without_id(id.error()));
    look(readers_, reply, [this, tenant = call.caller.tenant, id = *id] {
      const auto entry = fronts_.subscriptions.look_up(tenant, id);
      if (!entry) return problem_of(entry.error());
      if (*entry) return json_answer(200, view_of(**entry));
      return problem_of(
          {ErrorKind::not_found, "subscription rule " + to_text(id) + " not found", {}});
    });
  }

  SubscriptionFronts fronts_;
  ReaderPool& readers_;
  const json::Schemas& schemas_;
};

}  // namespace

void add_subscription_operations(OperationHandlers& handlers,
                                 SubscriptionFronts fronts,
                                 ReaderPool& readers,
                                 const json::Schemas& schemas) {
  Handlers rules{handlers, SubscriptionOperations{std::move(fronts), readers, schemas}};
  rules.add("create_rule", &SubscriptionOperations::create);
  rules.add("import_rules", &SubscriptionOperations::add_many);
  rules.add("put_rule", &SubscriptionOperations::put);
  rules.add("toggle_rule", &SubscriptionOperations::toggle);
  rules.add("get_rule", &SubscriptionOperations::get);
  rules.add("list_rules", &SubscriptionOperations::list);
  rules.add("delete_rule", &SubscriptionOperations::remove);
  rules.add_switch("rule");
}

}  // namespace tocsin::adapters::http
