#include "adapters/http/workflows/signal_operations.hpp"

#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/batch.hpp"
#include "adapters/http/api/batch_body.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/server/syntax.hpp"
#include "adapters/http/workflows/signal_body.hpp"

namespace tocsin::adapters::http {

using domain::SignalAnswer;
using Command = application::ReceiveSignal::Command;

namespace {

bool is_batch(const Request& request) {
  const auto type = request.header("Content-Type");
  const bool has_lines = type && names_format(*type, "ndjson");
  return has_lines || holds_many(request.body);
}

Command command_from(simdjson::dom::element body, const Call& call, Violations& set_aside) {
  return {signal_from(body, call.caller.tenant, set_aside), call.caller.name};
}

Response answer_to(const SignalAnswer& answer, const Violations& set_aside) {
  nlohmann::ordered_json body{{"signal_id", answer.signal_id},
                              {"workflows_queued", answer.workflows_queued}};
  if (answer.is_repeated) body["outcome"] = "repeated";
  if (!set_aside.empty()) body["set_aside"] = errors_of(set_aside);
  return json_answer(202, body);
}

class SignalOperations {
 public:
  SignalOperations(SignalFronts fronts, const json::Schemas& schemas)
      : fronts_(std::move(fronts)), schemas_(schemas) {}

  void receive(const Call& call, const Reply& reply) const {
    if (is_batch(call.request)) return take_many(call, reply);
    take(call, reply);
  }

 private:
  void take(const Call& call, const Reply& reply) const {
    const auto body = reader_of_this_thread(schemas_).read(call.request.body, "signal");
    if (const auto* violations = std::get_if<Violations>(&body)) {
      return reply(bad_request(*violations));
    }
    Violations set_aside;
    auto command = command_from(std::get<simdjson::dom::element>(body), call, set_aside);
    const bool taken =
        fronts_.take(call.received(),
                     std::move(command),
                     [reply, set_aside = std::move(set_aside)](const auto& answer) {
                       reply(answer ? answer_to(*answer, set_aside) : problem_of(answer.error()));
                     });
    if (!taken) reply(busy());
  }

  void take_many(const Call& call, const Reply& reply) const {
    static const BatchKind signals{"signal", "signals", 10'000};
    take_batch(signals, schemas_, fronts_.take_many, call, reply, [&](auto body, auto& set_aside) {
      return command_from(body, call, set_aside);
    });
  }

  SignalFronts fronts_;
  const json::Schemas& schemas_;
};

}  // namespace

void add_signal_operations(OperationHandlers& handlers,
                           SignalFronts fronts,
                           const json::Schemas& schemas) {
  Handlers signals{handlers, SignalOperations{std::move(fronts), schemas}};
  signals.add("receive_signals", &SignalOperations::receive);
}

}  // namespace tocsin::adapters::http
