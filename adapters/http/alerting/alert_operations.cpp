#include "adapters/http/alerting/alert_operations.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/alerting/alert_text.hpp"
#include "adapters/http/alerting/views.hpp"
#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/cursor_listing.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/api/query_word.hpp"
#include "adapters/http/server/problem.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using application::BrowseAlerts;
using domain::EventManagerId;
using nlohmann::ordered_json;
using ports::AlertFilter;

namespace {

std::optional<EventManagerId> manager_of(const Call& call) {
  const auto manager = call.query_value("event_manager_id");
  if (!manager) return std::nullopt;
  return EventManagerId{std::string{*manager}};
}

void take_severity(const Call& call,
                   std::optional<domain::Severity>& into,
                   Violations& violations) {
  const auto text = call.query_value("severity");
  if (!text) return;
  into = domain::Severity::parse(*text);
  const std::span all{domain::Severity::tokens};
  if (!into) violations.push_back(not_one_of("severity", all.first(all.size() / 2)));
}

std::variant<AlertFilter, Violations> alert_filter_of(const Call& call) {
  AlertFilter filter;
  Violations violations;
  filter.tenant = call.caller.tenant;
  filter.manager = manager_of(call);
  if (const auto service = call.query_value("service_id")) filter.service = {std::string{*service}};
  take_word(call, "status", filter.status, violations);
  take_word(call, "type", filter.type, violations);
  take_severity(call, filter.severity, violations);
  if (!violations.empty()) return violations;
  return filter;
}

Response answer_with(const domain::Alert& alert) {
  std::string body;
  append(body, alert);
  return json_text_answer(200, std::move(body));
}

using AlertListing = CursorListing<AlertFilter, application::Listing<domain::Alert>>;

AlertListing alert_listing_of(BrowseAlerts& browse) {
  return {"alerts",
          false,
          [&browse](const auto& filter, const auto& before, std::size_t limit) {
            return browse.list(filter, before, limit);
          },
          [](std::string& json, const domain::Alert& alert) { append(json, alert); }};
}

class AlertOperations {
 public:
  AlertOperations(AlertFronts fronts, BrowseAlerts& browse, ReaderPool& readers)
      : fronts_(std::move(fronts)), browse_(browse), readers_(readers) {}

  void list(const Call& call, const Reply& reply) const {
    list_by_cursor(call, reply, readers_, alert_filter_of(call), alert_listing_of(browse_));
  }

  void get(const Call& call, const Reply& reply) const {
    look_at_alert(call, reply, [](const ports::AlertReader::Shown& shown) {
      return answer_with(shown.alert);
    });
  }

  void children(const Call& call, const Reply& reply) const {
    auto wish = listing_wish(call);
    if (const auto* violations = std::get_if<Violations>(&wish)) {
      return reply(bad_request(*violations));
    }
    look_at_alert(
        call,
        reply,
        [this, wish = std::get<ListingWish>(wish)](const ports::AlertReader::Shown& shown) {
          if (shown.alert.parent) return problem(400, "a child alert has no children");
          AlertFilter filter;
          filter.tenant = shown.alert.tenant;
          filter.parent = shown.alert.id;
          return listing_answer(alert_listing_of(browse_), filter, wish);
        });
  }

  void timeline(const Call& call, const Reply& reply) const {
    look_at_alert(call, reply, [this](const ports::AlertReader::Shown& shown) {
      const auto entries = browse_.timeline(shown);
      if (!entries) return problem_of(entries.error());
      ordered_json body{{"timeline", ordered_json::array()}};
      for (const auto& entry : *entries)
        body["timeline"].push_back(view_of(entry));
      return json_answer(200, body);
    });
  }

  void acknowledge(const Call& call, const Reply& reply) const {
    change(fronts_.acknowledge, call, reply);
  }

  void resolve(const Call& call, const Reply& reply) const { change(fronts_.resolve, call, reply); }

 private:
  template <typename Show>
  void look_at_alert(const Call& call, const Reply& reply, Show show) const {
    look(readers_,
         reply,
         [this,
          tenant = call.caller.tenant,
          key = call.path[0],
          manager = manager_of(call),
          show = std::move(show)] {
           const auto shown = browse_.find(tenant, key, manager);
           return shown ? show(*shown) : problem_of(shown.error());
         });
  }

  // Acknowledges or resolves, and answers with the alert as it is afterwards.
  template <typename Command, typename Outcome>
  void change(const ports::Front<Command, Outcome>& front,
              const Call& call,
              const Reply& reply) const {
    const auto uuid = domain::uuid_from(call.path[0]);
    if (!uuid) {
      return reply(
          problem_of({ErrorKind::not_found,
                      "alert \"" + call.path[0] + "\" not found; use the alert's id, a UUID",
                      {}}));
    }
    Command command{call.caller.tenant, {*uuid}, doer_of(call)};
    auto answer =
        [this, reply, tenant = call.caller.tenant, id = call.path[0]](const auto& outcome) {
          if (!outcome) return reply(problem_of(outcome.error()));
          look(readers_, reply, [this, tenant, id] {
            const auto shown = browse_.find(tenant, id, std::nullopt);
            return shown ? answer_with(shown->alert) : problem_of(shown.error());
          });
        };
    if (!front(call.received(), std::move(command), std::move(answer))) reply(busy());
  }

  AlertFronts fronts_;
  BrowseAlerts& browse_;
  ReaderPool& readers_;
};

}  // namespace

void add_alert_operations(OperationHandlers& handlers,
                          AlertFronts fronts,
                          BrowseAlerts& browse,
                          ReaderPool& readers) {
  Handlers alerts{handlers, AlertOperations{std::move(fronts), browse, readers}};
  alerts.add("list_alerts", &AlertOperations::list);
  alerts.add("get_alert", &AlertOperations::get);
  alerts.add("list_alert_children", &AlertOperations::children);
  alerts.add("get_alert_timeline", &AlertOperations::timeline);
  alerts.add("acknowledge_alert", &AlertOperations::acknowledge);
  alerts.add("resolve_alert", &AlertOperations::resolve);
}

}  // namespace tocsin::adapters::http
