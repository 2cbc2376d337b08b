#include "adapters/http/paging/outage_operations.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/paging/views.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using application::ReceiveAlert;
using application::ReceiveHealthyEvent;

namespace {

ReceiveAlert::Command alert_from(const Call& call) {
  const auto body = *call.body;
  ReceiveAlert::Command command;
  command.tenant = call.caller.tenant;
  command.service.value = call.path[0];
  command.message = std::string_view{body["message"]};
  std::string_view severity = "high";
  if (body["severity"].get(severity)) severity = "high";
  command.severity = domain::Severity::parse(severity).value();
  std::string_view dedup_key;
  if (body["dedup_key"].get(dedup_key) == simdjson::SUCCESS) command.dedup_key = dedup_key;
  command.by = call.caller.name;
  return command;
}

class OutageOperations {
 public:
  explicit OutageOperations(OutageFronts fronts) : fronts_(std::move(fronts)) {}

  void receive_alert(const Call& call, const Reply& reply) const {
    const bool taken =
        fronts_.alert(call.received(), alert_from(call), [reply](const auto& answer) {
          if (!answer) return reply(problem_of(answer.error()));
          reply(json_answer(202,
                            {{"alert_id", to_text(answer->alert)},
                             {"outcome", domain::word_for(answer->outcome)}}));
        });
    if (!taken) reply(busy());
  }

  void receive_healthy(const Call& call, const Reply& reply) const {
    ReceiveHealthyEvent::Command command{call.caller.tenant, {call.path[0]}, doer_of(call)};
    const bool taken =
        fronts_.healthy(call.received(), std::move(command), [reply](const auto& service) {
          reply(service ? json_answer(200, view_of(*service)) : problem_of(service.error()));
        });
    if (!taken) reply(busy());
  }

 private:
  OutageFronts fronts_;
};

}  // namespace

void add_outage_operations(OperationHandlers& handlers, OutageFronts fronts) {
  Handlers outages{handlers, OutageOperations{std::move(fronts)}};
  outages.add("report_service_alert", &OutageOperations::receive_alert);
  outages.add("report_service_healthy", &OutageOperations::receive_healthy);
}

}  // namespace tocsin::adapters::http
