#include "adapters/http/alerting/event_operations.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>

#include "adapters/http/alerting/event_body.hpp"
#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/batch.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/object_text.hpp"
#include "adapters/http/server/problem.hpp"
#include "domain/kernel/fnv1a.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Announcement;
using domain::Event;
using domain::EventAnswer;
using Incoming = application::TakeEvent::Command;

namespace {

void add_set_aside(ObjectText& text, const Violations& set_aside) {
  if (!set_aside.empty()) text.member("set_aside") += errors_of(set_aside).dump();
}

Response answer_to_event(const std::string& dedup_key,
                         const EventAnswer& answer,
                         const Violations& set_aside) {
  std::string body;
  ObjectText text{body};
  text.add("status", "accepted");
  text.add("dedup_key", dedup_key);
  text.add("dedupKey", dedup_key);
  if (answer.alert) {
    text.add("alert_id", to_text(*answer.alert));
    text.add("type", word_for(answer.type));
  }
  text.add("outcome", word_for(answer.outcome));
  add_set_aside(text, set_aside);
  text.end();
  return json_text_answer(202, std::move(body));
}

Response answer_to_announcement(const std::string& alert_key,
                                const EventAnswer& answer,
                                const Violations& set_aside) {
  std::string body;
  ObjectText text{body};
  text.add("status", "accepted");
  text.add("alert_id", alert_key);
  text.add("outcome", word_for(answer.outcome));
  add_set_aside(text, set_aside);
  text.end();
  return json_text_answer(202, std::move(body));
}

// One that has been read, as a command.
Incoming incoming_from(simdjson::dom::element body, const Call& call, Violations& set_aside) {
  auto read = event_from(body, call.caller.tenant, set_aside);
  if (auto* event = std::get_if<Event>(&read)) {
    return Incoming{application::IngestEvent::Command{std::move(*event), call.caller.name}};
  }
  return Incoming{application::ReceiveAnnouncement::Command{std::move(std::get<Announcement>(read)),
                                                            call.caller.name}};
}

// How the one who sent it is answered.
std::function<Response(const EventAnswer&)> answering(const Incoming& incoming,
                                                      Violations set_aside) {
  if (const auto* event = std::get_if<application::IngestEvent::Command>(&incoming)) {
    return [key = event->event.dedup_key, set_aside = std::move(set_aside)](const auto& answer) {
      return answer_to_event(key, answer, set_aside);
    };
  }
  const auto& command = std::get<application::ReceiveAnnouncement::Command>(incoming);
  return [key = command.announcement.alert_key, set_aside = std::move(set_aside)](
             const auto& answer) { return answer_to_announcement(key, answer, set_aside); };
}

// Gives each event of a request that has no id one, made of the sender's key for the request and of
// the event's place and content: it may be sent again, also in part, and nothing counts twice.
class EventIds {
 public:
  explicit EventIds(std::string key) : key_(std::move(key)) {}

  void identify(Incoming& incoming, simdjson::dom::element body) {
    ++place_;
    auto* event = std::get_if<application::IngestEvent::Command>(&incoming);
    if (key_.empty() || event == nullptr || !event->event.event_id.empty()) return;
    event->event.event_id = key_ + ' ' + std::to_string(place_) + ' ' +
                            std::to_string(domain::fnv1a(simdjson::minify(body)));
  }

 private:
  std::string key_;
  std::size_t place_ = 0;
};

class EventOperations {
 public:
  EventOperations(EventFronts fronts, const json::Schemas& schemas)
      : fronts_(std::move(fronts)), schemas_(schemas) {}

  void take(const Call& call, const Reply& reply) const {
    auto key = idempotency_key_of(call);
    if (auto* refusal = std::get_if<Response>(&key)) return reply(std::move(*refusal));
    Violations set_aside;
    auto incoming = incoming_from(*call.body, call, set_aside);
    EventIds{std::get<std::string>(std::move(key))}.identify(incoming, *call.body);
    auto answer_with = answering(incoming, std::move(set_aside));
    const bool taken =
        fronts_.take(call.received(),
                     std::move(incoming),
                     [reply, answer_with = std::move(answer_with)](const auto& answer) {
                       reply(answer ? answer_with(*answer) : problem_of(answer.error()));
                     });
    if (!taken) reply(busy());
  }

  void take_many(const Call& call, const Reply& reply) const {
    static const BatchKind events{"event", "events", 10'000};
    auto key = idempotency_key_of(call);
    if (auto* refusal = std::get_if<Response>(&key)) return reply(std::move(*refusal));
    EventIds ids{std::get<std::string>(std::move(key))};
    take_batch(events, schemas_, fronts_.take_many, call, reply, [&](auto body, auto& set_aside) {
      auto incoming = incoming_from(body, call, set_aside);
      ids.identify(incoming, body);
      return incoming;
    });
  }

 private:
  EventFronts fronts_;
  const json::Schemas& schemas_;
};

}  // namespace

void add_event_operations(OperationHandlers& handlers,
                          EventFronts fronts,
                          const json::Schemas& schemas) {
  Handlers events{handlers, EventOperations{std::move(fronts), schemas}};
  events.add("ingest_event", &EventOperations::take);
  events.add("ingest_events", &EventOperations::take_many);
}

}  // namespace tocsin::adapters::http
