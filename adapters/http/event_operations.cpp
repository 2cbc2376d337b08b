#include "adapters/http/event_operations.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/answers.hpp"
#include "adapters/http/batch_body.hpp"
#include "adapters/http/event_body.hpp"
#include "adapters/http/problem.hpp"
#include "domain/words.hpp"

namespace tocsin::adapters::http {

using application::IngestEvent;
using domain::Event;
using domain::EventAnswer;
using nlohmann::ordered_json;

namespace {

constexpr std::size_t events_most = 10'000;

// Put together by hand: this is the answer that is given most often.
Response answer_to(const std::string& dedup_key, const EventAnswer& answer) {
  const auto quoted = nlohmann::json(dedup_key).dump();
  std::string body = R"({"status":"accepted","dedup_key":)" + quoted + R"(,"dedupKey":)" + quoted;
  if (answer.alert) {
    body += R"(,"alert_id":")" + to_text(*answer.alert) + R"(","type":")";
    body += word_for(answer.type);
    body += '"';
  }
  body += R"(,"outcome":")";
  body += word_for(answer.outcome);
  body += "\"}";
  return {202, "application/json", std::move(body), {}};
}

void ingest(const EventFronts& fronts, const Call& call, const Reply& reply) {
  auto event = event_from(*call.body, call.caller.tenant);
  if (const auto* violations = std::get_if<Violations>(&event)) {
    return reply(bad_request(*violations));
  }
  IngestEvent::Command command{std::move(std::get<Event>(event)), call.caller.name};
  auto dedup_key = command.event.dedup_key;
  const bool taken = fronts.ingest(
      call.received(), std::move(command), [reply, key = std::move(dedup_key)](const auto& answer) {
        reply(answer ? answer_to(key, *answer) : problem_of(answer.error()));
      });
  if (!taken) reply(busy());
}

// What is to be said of a batch: which of its items were refused, and why.
class BatchReport {
 public:
  explicit BatchReport(std::size_t size) : refused_(size) {}

  void refuse(std::size_t index, Violations violations) { refused_[index] = std::move(violations); }

  Response response() const {
    auto rejected = ordered_json::array();
    for (std::size_t index = 0; index < refused_.size(); ++index) {
      if (refused_[index].empty()) continue;
      auto errors = ordered_json::array();
      for (const auto& violation : refused_[index]) {
        errors.push_back({{"pointer", violation.pointer}, {"detail", violation.message}});
      }
      rejected.push_back({{"index", index}, {"errors", std::move(errors)}});
    }
    const auto accepted = refused_.size() - rejected.size();
    return json_answer(202, {{"accepted", accepted}, {"rejected", std::move(rejected)}});
  }

 private:
  std::vector<Violations> refused_;
};

struct Batch {
  BatchReport report;
  std::vector<std::size_t> taken;  // the places of those that were not refused at the door
  std::vector<ports::Asked<IngestEvent::Command>> commands;
};

std::shared_ptr<Batch> read_batch(const std::vector<std::string_view>& items,
                                  const Call& call,
                                  BodyReader& reader) {
  auto batch = std::make_shared<Batch>(Batch{BatchReport{items.size()}, {}, {}});
  for (std::size_t index = 0; index < items.size(); ++index) {
    auto body = reader.read(items[index], "event");
    if (auto* violations = std::get_if<Violations>(&body)) {
      batch->report.refuse(index, std::move(*violations));
      continue;
    }
    auto event = event_from(std::get<simdjson::dom::element>(body), call.caller.tenant);
    if (auto* violations = std::get_if<Violations>(&event)) {
      batch->report.refuse(index, std::move(*violations));
      continue;
    }
    batch->taken.push_back(index);
    batch->commands.push_back({{call.caller.tenant, call.caller.name, std::string{items[index]}},
                               {std::move(std::get<Event>(event)), call.caller.name}});
  }
  return batch;
}

Response report_on(Batch& batch, const std::vector<Result<EventAnswer>>& answers) {
  const auto is_unavailable = [](const auto& answer) {
    return !answer && answer.error().kind == ErrorKind::unavailable;
  };
  if (std::all_of(answers.begin(), answers.end(), is_unavailable)) {
    return problem_of(answers.front().error());
  }
  for (std::size_t position = 0; position < answers.size(); ++position) {
    if (answers[position]) continue;
    const auto& error = answers[position].error();
    batch.report.refuse(batch.taken[position], {{error.pointer, error.message}});
  }
  return batch.report.response();
}

void ingest_many(const EventFronts& fronts,
                 const json::Schemas& schemas,
                 const Call& call,
                 const Reply& reply) {
  const auto items = items_of(call.request.body);
  if (const auto* violations = std::get_if<Violations>(&items)) {
    return reply(bad_request(*violations));
  }
  const auto& texts = std::get<std::vector<std::string_view>>(items);
  if (texts.size() > events_most) {
    return reply(problem(413, "a batch may have 10000 events; send it in parts"));
  }

  BodyReader reader{schemas};
  const auto batch = read_batch(texts, call, reader);
  if (batch->commands.empty()) return reply(batch->report.response());
  const bool taken = fronts.ingest_many(
      std::move(batch->commands), [reply, batch](const std::vector<Result<EventAnswer>>& answers) {
        reply(report_on(*batch, answers));
      });
  if (!taken) reply(busy());
}

}  // namespace

void add_event_operations(OperationHandlers& handlers,
                          EventFronts fronts,
                          const json::Schemas& schemas) {
  const auto shared = std::make_shared<const EventFronts>(std::move(fronts));
  handlers["ingest_event"] = [shared](const Call& call, const Reply& reply) {
    ingest(*shared, call, reply);
  };
  handlers["ingest_events"] = [shared, &schemas](const Call& call, const Reply& reply) {
    ingest_many(*shared, schemas, call, reply);
  };
}

}  // namespace tocsin::adapters::http
