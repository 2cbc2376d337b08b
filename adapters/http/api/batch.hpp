#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/batch_body.hpp"
#include "adapters/http/api/body_reader.hpp"
#include "adapters/http/api/call.hpp"
#include "adapters/http/server/request.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "domain/kernel/result.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

// Counts the accepted items of a batch, and collects the errors of each rejected one. Also lists
// what was set aside in accepted items, for the first of them: a sender who writes one member oddly
// does so in every item.
class BatchReport {
 public:
  static constexpr std::size_t max_set_aside = 100;  // items

  explicit BatchReport(std::size_t size) : refused_(size) {}

  void refuse(std::size_t index, Violations violations) { refused_[index] = std::move(violations); }
  void set_aside(std::size_t index, const Violations& members);

  Response response() const;

 private:
  std::vector<Violations> refused_;
  std::vector<std::pair<std::size_t, Violations>> set_aside_;
};

// The errors as a response lists them.
nlohmann::ordered_json errors_of(const Violations& violations);

// A kind of item that a request may carry in a batch.
struct BatchKind {
  std::string schema;  // of one item
  std::string items;   // plural noun for the error about too many
  std::size_t max_items;
};

// The items in the body of a batch, or the response to a body that is no batch or has too many.
std::variant<std::vector<std::string_view>, Response> items_within(std::string_view body,
                                                                   std::size_t max_items,
                                                                   const std::string& items);

// The sender's Idempotency-Key for its batch, empty if it gives none; or the response to one that
// is too long.
std::variant<std::string, Response> idempotency_key_of(const Call& call);

// The commands of one request. Each is accepted or rejected on its own.
template <typename Command>
struct Batch {
  BatchReport report;
  std::vector<std::size_t> taken;  // indices of the items that became commands
  std::vector<ports::Asked<Command>> commands;
};

// Reads each item by its schema and makes a command of it: `read_one` returns one, or violations.
// It adds what counts for less than was sent to the violations that it is given.
template <typename Command, typename ReadOne>
std::shared_ptr<Batch<Command>> read_batch(const std::vector<std::string_view>& items,
                                           const std::string& schema,
                                           const Call& call,
                                           BodyReader& reader,
                                           ReadOne read_one) {
  auto batch = std::make_shared<Batch<Command>>(Batch<Command>{BatchReport{items.size()}, {}, {}});
  for (std::size_t index = 0; index < items.size(); ++index) {
    auto body = reader.read(items[index], schema);
    if (auto* violations = std::get_if<Violations>(&body)) {
      batch->report.refuse(index, std::move(*violations));
      continue;
    }
    Violations set_aside;
    std::variant<Command, Violations> one =
        read_one(std::get<simdjson::dom::element>(body), set_aside);
    if (auto* violations = std::get_if<Violations>(&one)) {
      batch->report.refuse(index, std::move(*violations));
      continue;
    }
    batch->report.set_aside(index, set_aside);
    batch->taken.push_back(index);
    batch->commands.push_back({{call.caller.tenant, call.caller.name, std::string{items[index]}},
                               std::move(std::get<Command>(one))});
  }
  return batch;
}

// The response to a batch. If every command failed with unavailable, the response is that error.
template <typename Command, typename Outcome>
Response report_on(Batch<Command>& batch, const std::vector<Result<Outcome>>& answers) {
  bool is_unavailable = true;
  for (std::size_t position = 0; position < answers.size(); ++position) {
    const auto& answer = answers[position];
    is_unavailable = is_unavailable && !answer && answer.error().kind == ErrorKind::unavailable;
    if (answer) continue;
    const auto& error = answer.error();
    batch.report.refuse(batch.taken[position], {{error.pointer, error.message}});
  }
  return is_unavailable ? problem_of(answers.front().error()) : batch.report.response();
}

// Submits the valid items of a batch and replies with the result of all items.
template <typename Command, typename Outcome, typename ReadOne>
void take_batch(const BatchKind& kind,
                const json::Schemas& schemas,
                const ports::BatchFront<Command, Outcome>& front,
                const Call& call,
                const Reply& reply,
                ReadOne read_one) {
  auto items = items_within(call.request.body, kind.max_items, kind.items);
  if (auto* refusal = std::get_if<Response>(&items)) return reply(std::move(*refusal));
  const auto batch = read_batch<Command>(std::get<std::vector<std::string_view>>(items),
                                         kind.schema,
                                         call,
                                         reader_of_this_thread(schemas),
                                         read_one);
  if (batch->commands.empty()) return reply(batch->report.response());
  const bool taken = front(std::move(batch->commands),
                           [reply, batch](const std::vector<Result<Outcome>>& answers) {
                             reply(report_on(*batch, answers));
                           });
  if (!taken) reply(busy());
}

}  // namespace tocsin::adapters::http
