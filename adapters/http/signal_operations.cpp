#include "adapters/http/signal_operations.hpp"

#include <memory>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "adapters/http/answers.hpp"
#include "adapters/http/batch.hpp"
#include "adapters/http/batch_body.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/signal_body.hpp"

namespace tocsin::adapters::http {

using domain::Signal;
using domain::SignalAnswer;
using Command = SignalFronts::Command;

namespace {

constexpr std::size_t signals_most = 10'000;

bool is_batch(const Request& request) {
  const auto type = request.header("Content-Type");
  const bool has_lines = type && type->find("ndjson") != std::string_view::npos;
  return has_lines || holds_many(request.body);
}

std::variant<Command, Violations> command_from(simdjson::dom::element body, const Call& call) {
  auto signal = signal_from(body, call.caller.tenant);
  if (auto* violations = std::get_if<Violations>(&signal)) return std::move(*violations);
  return Command{std::get<Signal>(std::move(signal)), call.caller.name};
}

Response answer_to(const SignalAnswer& answer) {
  return json_answer(
      202, {{"signal_id", answer.signal_id}, {"workflows_queued", answer.workflows_queued}});
}

void take(const SignalFronts& fronts, BodyReader& reader, const Call& call, const Reply& reply) {
  const auto body = reader.read(call.request.body, "signal");
  if (const auto* violations = std::get_if<Violations>(&body)) {
    return reply(bad_request(*violations));
  }
  auto command = command_from(std::get<simdjson::dom::element>(body), call);
  if (const auto* violations = std::get_if<Violations>(&command)) {
    return reply(bad_request(*violations));
  }
  const bool taken = fronts.take(
      call.received(), std::get<Command>(std::move(command)), [reply](const auto& answer) {
        reply(answer ? answer_to(*answer) : problem_of(answer.error()));
      });
  if (!taken) reply(busy());
}

void take_many(const SignalFronts& fronts,
               BodyReader& reader,
               const Call& call,
               const Reply& reply) {
  const auto items = items_of(call.request.body);
  if (const auto* violations = std::get_if<Violations>(&items)) {
    return reply(bad_request(*violations));
  }
  const auto& texts = std::get<std::vector<std::string_view>>(items);
  if (texts.size() > signals_most) {
    return reply(problem(413, "a batch may have 10000 signals; send it in parts"));
  }

  const auto batch = read_batch<Command>(
      texts, "signal", call, reader, [&](auto body) { return command_from(body, call); });
  if (batch->commands.empty()) return reply(batch->report.response());
  const bool taken = fronts.take_many(
      std::move(batch->commands), [reply, batch](const std::vector<Result<SignalAnswer>>& answers) {
        reply(report_on(*batch, answers));
      });
  if (!taken) reply(busy());
}

}  // namespace

void add_signal_operations(OperationHandlers& handlers,
                           SignalFronts fronts,
                           const json::Schemas& schemas) {
  const auto shared = std::make_shared<const SignalFronts>(std::move(fronts));
  handlers["receive_signals"] = [shared, &schemas](const Call& call, const Reply& reply) {
    auto& reader = reader_of_this_thread(schemas);
    (is_batch(call.request) ? take_many : take)(*shared, reader, call, reply);
  };
}

}  // namespace tocsin::adapters::http
