#include "adapters/load/payloads.hpp"

#include <chrono>

#include <nlohmann/json.hpp>

#include "domain/kernel/ids.hpp"

namespace tocsin::adapters::load {

using nlohmann::ordered_json;

namespace {

constexpr const char* lines = "application/x-ndjson";

// Appends one line. A name from the command line may be anything; invalid UTF-8 is replaced, so
// that the server need not reject it.
void append_line(std::string& body, const ordered_json& item) {
  body += item.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  body += '\n';
}

ordered_json item_for(const domain::GeneratedAlert& alert, std::int64_t event_ts) {
  ordered_json item{{"alert_id", domain::to_text(alert.id)},
                    {"severity", alert.severity},
                    {"source", alert.source},
                    {"name", alert.name},
                    {"context", ordered_json::object()},
                    {"event_ts", event_ts}};
  for (const auto& field : alert.context)
    item["context"][std::string{field.path}] = field.value;
  return item;
}

ordered_json item_for(const std::string& client,
                      const domain::SubscriptionTuple& rule,
                      const std::vector<EndpointWish>& endpoints) {
  ordered_json item{{"client_id", client},
                    {"severity", rule.severity},
                    {"source", rule.source},
                    {"name", rule.name}};
  for (const auto& endpoint : endpoints) {
    item["endpoints"].push_back({{"type", endpoint.type}, {"value", endpoint.value}});
  }
  return item;
}

}  // namespace

Result<EndpointWish> endpoint_from(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string::npos || equals + 1 == text.size()) {
    return fail(ErrorKind::invalid, "must be TYPE=VALUE, not \"" + text + '"');
  }
  return EndpointWish{text.substr(0, equals), text.substr(equals + 1)};
}

Message alert_batch(const domain::AlertGenerator& generator,
                    std::size_t first,
                    std::size_t count,
                    domain::Time now) {
  const auto event_ts = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  Message message{"/v1/events/batch", lines, {}};
  for (auto n = first; n < first + count; ++n) {
    append_line(message.body, item_for(generator.alert(n), event_ts));
  }
  return message;
}

Message client_message(std::size_t n) {
  const auto id = domain::SubscriptionSet::client_id(n);
  const ordered_json body{{"client_id", id}, {"name", "Client " + std::to_string(n + 1)}};
  return {"/v1/clients", "application/json", body.dump()};
}

Message subscription_batch(const domain::SubscriptionSet& set,
                           const std::vector<EndpointWish>& endpoints,
                           std::size_t first,
                           std::size_t count) {
  const auto& rules = set.subscriptions_of_each();
  Message message{"/v1/rules/import", lines, {}};
  for (auto n = first; n < first + count; ++n) {
    append_line(message.body,
                item_for(domain::SubscriptionSet::client_id(n / rules.size()),
                         rules[n % rules.size()],
                         endpoints));
  }
  return message;
}

}  // namespace tocsin::adapters::load
