#include "adapters/http/logs/log_rule_operations.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/ids.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/logs/log_rule_body.hpp"

namespace tocsin::adapters::http {

using application::Configured;
using application::Existing;
using domain::LogRule;
using domain::LogRuleId;
using nlohmann::ordered_json;

namespace {

// So many rules of one name get ids like high-error-rate-2; then somebody has to choose one.
constexpr int max_namesakes = 20;

// What is wrong with a rule is wrong with the body, whether its schema could say so or not.
Response answer_of(const Result<Configured<LogRule>>& configured) {
  if (configured) {
    return json_answer(configured->created ? 201 : 200, view_of(configured->entity));
  }
  const auto& error = configured.error();
  if (error.kind == ErrorKind::invalid) return bad_request({{error.pointer, error.message}});
  return problem_of(error);
}

class LogRuleOperations {
 public:
  LogRuleOperations(LogRuleFronts fronts, ReaderPool& readers)
      : fronts_(std::move(fronts)), readers_(readers) {}

  void create(const Call& call, const Reply& reply) const {
    auto draft = draft_from(call, reply);
    if (!draft) return;
    if (!draft->id.empty())
      return save(call.received(), *std::move(draft), Existing::refuse, reply);
    const auto slug = slug_of(draft->name);
    save_as_first_free(call.received(), *std::move(draft), slug, 1, reply);
  }

  void put(const Call& call, const Reply& reply) const {
    auto draft = draft_from(call, reply);
    if (!draft) return;
    if (auto refused = take_id_of_path(call, "/id", draft->id.value)) {
      return reply(*std::move(refused));
    }
    save(call.received(), *std::move(draft), Existing::replace, reply);
  }

  void get(const Call& call, const Reply& reply) const {
    look(readers_, reply, [this, tenant = call.caller.tenant, id = LogRuleId{call.path[0]}] {
      const auto entry = fronts_.entries.find(tenant, id);
      if (!entry) return problem_of(entry.error());
      if (*entry) return json_answer(200, view_of(**entry));
      return problem_of({ErrorKind::not_found, "alert rule \"" + id.value + "\" not found", {}});
    });
  }

  // All of them in one array, as seed 003, Day 50, specifies.
  void list(const Call& call, const Reply& reply) const {
    look(readers_, reply, [this, tenant = call.caller.tenant] {
      const auto entries = fronts_.entries.list(tenant);
      if (!entries) return problem_of(entries.error());
      auto shown = ordered_json::array();
      for (const auto& entry : *entries)
        shown.push_back(view_of(*entry));
      return json_answer(200, shown);
    });
  }

  void remove(const Call& call, const Reply& reply) const {
    const bool taken = fronts_.entries.remove(
        call.received(), {call.caller.tenant, LogRuleId{call.path[0]}}, [reply](const auto& done) {
          reply(done ? no_content() : problem_of(done.error()));
        });
    if (!taken) reply(busy());
  }

  void set_enabled(const Call& call, const Reply& reply, bool enabled) const {
    const bool taken = fronts_.set_enabled(
        call.received(),
        {call.caller.tenant, LogRuleId{call.path[0]}, enabled},
        [reply](const auto& rule) {
          reply(rule ? json_answer(200, view_of(*rule)) : problem_of(rule.error()));
        });
    if (!taken) reply(busy());
  }

 private:
  // Nothing when the body was refused.
  static std::optional<LogRule> draft_from(const Call& call, const Reply& reply) {
    auto parsed = log_rule_from(*call.body);
    if (const auto* violations = std::get_if<Violations>(&parsed)) {
      reply(bad_request(*violations));
      return std::nullopt;
    }
    auto draft = std::get<LogRule>(std::move(parsed));
    draft.tenant = call.caller.tenant;
    return draft;
  }

  void save(ports::Received received, LogRule draft, Existing existing, const Reply& reply) const {
    const bool taken = fronts_.entries.save(
        std::move(received), {std::move(draft), existing}, [reply](const auto& configured) {
          reply(answer_of(configured));
        });
    if (!taken) reply(busy());
  }

  // Under the slug, or the slug with a number: whichever is not taken when it is decided.
  void save_as_first_free(const ports::Received& received,
                          LogRule draft,
                          const std::string& slug,
                          int number,
                          const Reply& reply) const {
    draft.id.value = number == 1 ? slug : slug + '-' + std::to_string(number);
    const bool taken = fronts_.entries.save(
        received,
        {draft, Existing::refuse},
        [this, received, draft, slug, number, reply](const auto& configured) {
          const bool is_taken = !configured && configured.error().kind == ErrorKind::conflict;
          if (!is_taken || number == max_namesakes) return reply(answer_of(configured));
          save_as_first_free(received, draft, slug, number + 1, reply);
        });
    if (!taken) reply(busy());
  }

  LogRuleFronts fronts_;
  ReaderPool& readers_;
};

}  // namespace

void add_log_rule_operations(OperationHandlers& handlers,
                             LogRuleFronts fronts,
                             ReaderPool& readers) {
  Handlers<LogRuleOperations> rules{handlers, {std::move(fronts), readers}};
  rules.add("create_alert_rule", &LogRuleOperations::create);
  rules.add("put_alert_rule", &LogRuleOperations::put);
  rules.add("get_alert_rule", &LogRuleOperations::get);
  rules.add("list_alert_rules", &LogRuleOperations::list);
  rules.add("delete_alert_rule", &LogRuleOperations::remove);
  rules.add_switch("alert_rule");
}

}  // namespace tocsin::adapters::http
