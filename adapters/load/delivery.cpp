#include "adapters/load/delivery.hpp"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::load {

using domain::Duration;
using Json = nlohmann::json;

namespace {

constexpr Duration max_wait = std::chrono::seconds{5};
constexpr Duration patience = std::chrono::minutes{1};

bool is_busy(const Answer& answer) { return answer.status == 429 || answer.status == 503; }

Json parsed(const std::string& body) { return Json::parse(body, nullptr, false); }

std::string text_of(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

// Returns the reason for one item: "item 3: /severity must be one of …".
std::string reason_of(const Json& rejected) {
  std::string text = "an item was rejected";
  if (!rejected.is_object()) return text;
  if (const auto index = rejected.find("index"); index != rejected.end()) {
    text = "item " + index->dump() + " was rejected";
  }
  const auto errors = rejected.find("errors");
  if (errors == rejected.end() || !errors->is_array() || errors->empty()) return text;
  return text + ": " + text_of(errors->front(), "pointer") + ' ' +
         text_of(errors->front(), "detail");
}

// Returns nothing if it is not the response to a batch of `items` items.
std::optional<Tally> tally_of(const Json& report, std::size_t items) {
  if (!report.is_object()) return std::nullopt;
  const auto accepted = report.find("accepted");
  const auto rejected = report.find("rejected");
  if (accepted == report.end() || !accepted->is_number_unsigned()) return std::nullopt;
  if (rejected == report.end() || !rejected->is_array()) return std::nullopt;

  Tally tally;
  tally.accepted = accepted->get<std::uint64_t>();
  tally.rejected = rejected->size();
  if (tally.sent() != items) return std::nullopt;
  if (!rejected->empty()) tally.first_error = reason_of(rejected->front());
  return tally;
}

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
  accepted += other.accepted;
  rejected += other.rejected;
  undelivered += other.undelivered;
  retried += other.retried;
  if (first_error.empty()) first_error = other.first_error;
  return *this;
}

Patient post_patiently(const Post& post, const Message& message, const Wait& wait) {
  Patient patient{post(message), 0};
  for (Duration waited{0}; is_busy(patient.answer) && waited < patience;) {
    const auto pause =
        std::min(patient.answer.retry_after.value_or(std::chrono::seconds{1}), max_wait);
    if (!wait(pause)) break;
    waited += pause;
    patient.answer = post(message);
    ++patient.retried;
  }
  return patient;
}

std::string reason_of(const Answer& answer) {
  if (answer.status == 0) return answer.error;
  auto text = "HTTP " + std::to_string(answer.status);
  const auto detail = text_of(parsed(answer.body), "detail");
  return detail.empty() ? text : text + ": " + detail;
}

Tally deliver(const Post& post, const Message& batch, std::size_t items, const Wait& wait) {
  const auto [answer, retried] = post_patiently(post, batch, wait);
  Tally tally;
  const bool is_success = answer.status >= 200 && answer.status < 300;
  if (auto reported = is_success ? tally_of(parsed(answer.body), items) : std::nullopt) {
    tally = std::move(*reported);
  } else {
    tally.undelivered = items;
    tally.first_error =
        is_success ? "the response does not list the results of the batch" : reason_of(answer);
  }
  tally.retried = retried;
  return tally;
}

}  // namespace tocsin::adapters::load
