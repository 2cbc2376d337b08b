#include "adapters/writer/delivery_pump.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "domain/channels/server.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::writer {

using domain::AttemptResult;
using domain::Channel;
using domain::Message;
using domain::RecordOutcome;

namespace {

std::size_t index_of(Channel channel) { return static_cast<std::size_t>(channel); }

std::string text_of(domain::DeliveryRef delivery) {
  return to_text(delivery.notification) + '/' + std::to_string(delivery.index);
}

}  // namespace

DeliveryPump::DeliveryPump(ports::Outbox& outbox,
                           application::StartAttempt& start,
                           application::RecordAttempt& record,
                           Notifiers notifiers,
                           const ports::Clock& clock,
                           ports::Log& log,
                           std::function<void()> wake,
                           std::size_t in_flight_per_channel)
    : outbox_(outbox),
      start_(start),
      record_(record),
      notifiers_(notifiers),
      clock_(clock),
      log_(log),
      wake_(std::move(wake)),
      in_flight_per_channel_(in_flight_per_channel) {}

void DeliveryPump::collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) {
  if (now < rests_until_) return;
  collect_results(tasks);
  for (const auto channel : domain::channels)
    collect_due(channel, now, tasks);
}

void DeliveryPump::collect_results(std::vector<std::unique_ptr<Task>>& tasks) {
  std::vector<Coming> results;
  {
    const std::lock_guard lock{mutex_};
    results.swap(results_);
  }
  for (auto& result : results) {
    ports::Received received{result.tenant, "delivery", text_of(result.command.delivery)};
    auto command = result.command;
    tasks.push_back(one_command(
        record_,
        clock_,
        std::move(received),
        std::move(command),
        [this, result = std::move(result)](const auto& outcome) { recorded(result, outcome); }));
  }
}

void DeliveryPump::collect_due(Channel channel,
                               domain::Time now,
                               std::vector<std::unique_ptr<Task>>& tasks) {
  outbox_.offer_due(channel, now, room(channel), [&](auto delivery, const std::string& server) {
    Place place{channel, server};
    if (!take(place)) return false;
    tasks.push_back(one_command(start_,
                                clock_,
                                {{}, "delivery", text_of(delivery)},
                                {delivery},
                                [this, place = std::move(place), delivery](const auto& started) {
                                  send(place, delivery, started);
                                }));
    return true;
  });
}

bool DeliveryPump::take(const Place& place) {
  const std::lock_guard lock{mutex_};
  if (!has_room(place)) return false;
  occupy(place);
  return true;
}

std::optional<domain::Time> DeliveryPump::next_due(domain::Time now) {
  std::optional<domain::Time> next;
  for (const auto channel : domain::channels) {
    if (room(channel) == 0) continue;
    const auto due = outbox_.next_due(channel, [&](const std::string& server) {
      const std::lock_guard lock{mutex_};
      return has_room({channel, server});
    });
    if (due) next = next ? std::min(*next, *due) : *due;
  }
  const std::lock_guard lock{mutex_};
  if (!results_.empty()) next = now;
  return next ? std::optional{std::max(*next, rests_until_)} : std::nullopt;
}

// Pauses after a failure. Deliveries stay due if the store does not accept writes; an immediate
// retry would only spin.
void DeliveryPump::rest_after(const Error& error) {
  if (error.kind == ErrorKind::unavailable) rests_until_ = clock_.now() + std::chrono::seconds{1};
}

// Sends a message. Its start is on disk, so the first byte may be sent now.
void DeliveryPump::send(const Place& place,
                        domain::DeliveryRef delivery,
                        const Result<std::optional<Message>>& started) {
  if (!started) rest_after(started.error());
  if (!started || !*started) return landed(place);

  const Message& message = **started;
  const auto now_on = message.target.channel;  // possibly of a fallback
  Coming coming{{delivery, message.attempt, {}}, message.tenant, move_place(place, message.target)};
  ports::Notifier* notifier = notifiers_[index_of(now_on)];
  if (!notifier) {
    const std::string channel{domain::word_for(now_on)};
    coming.command.result = {AttemptResult::Verdict::refused,
                             channel + " is not configured: set notifiers." + channel,
                             {}};
    return take_result(std::move(coming));
  }
  notifier->deliver(message, [this, coming = std::move(coming)](AttemptResult result) mutable {
    coming.command.result = std::move(result);
    take_result(std::move(coming));
  });
}

void DeliveryPump::take_result(Coming result) {
  {
    const std::lock_guard lock{mutex_};
    results_.push_back(std::move(result));
  }
  wake_();
}

void DeliveryPump::recorded(const Coming& result, const Result<RecordOutcome>& outcome) {
  if (!outcome) rest_after(outcome.error());
  if (!outcome && outcome.error().kind == ErrorKind::unavailable) return take_result(result);

  landed(result.place);
  if (!outcome) return;
  if (*outcome == RecordOutcome::refused || *outcome == RecordOutcome::expired) {
    log_.write(
        ports::LogLevel::error,
        "delivery failed permanently",
        {{"delivery", text_of(result.command.delivery)}, {"error", result.command.result.detail}});
  }
}

// Moves a delivery to the slots of its fallback's channel, and frees its own. It keeps its own slot
// if the fallback has none, so that no channel can fill its fallback.
DeliveryPump::Place DeliveryPump::move_place(const Place& from, const domain::Target& target) {
  if (from.channel == target.channel) return from;
  Place to{target.channel, std::string{server_of(target)}};
  const std::lock_guard lock{mutex_};
  if (!has_room(to)) return from;
  leave(from);
  occupy(to);
  return to;
}

void DeliveryPump::landed(const Place& place) {
  {
    const std::lock_guard lock{mutex_};
    leave(place);
  }
  has_landed_.notify_all();
}

std::size_t DeliveryPump::room(Channel channel) {
  const std::lock_guard lock{mutex_};
  return is_draining_ ? 0 : in_flight_per_channel_ - in_flight_[index_of(channel)];
}

// Call this and the next two functions under the lock. For any number of hanging servers, each
// leaves twice as many slots free as it uses.
bool DeliveryPump::has_room(const Place& place) const {
  const auto& servers = in_flight_to_[index_of(place.channel)];
  const auto server = servers.find(place.server);
  const auto free = in_flight_per_channel_ - in_flight_[index_of(place.channel)];
  return server == servers.end() ? free > 0 : 2 * server->second < free;
}

void DeliveryPump::occupy(const Place& place) {
  ++in_flight_[index_of(place.channel)];
  if (!place.server.empty()) ++in_flight_to_[index_of(place.channel)][place.server];
}

void DeliveryPump::leave(const Place& place) {
  --in_flight_[index_of(place.channel)];
  auto& servers = in_flight_to_[index_of(place.channel)];
  const auto server = servers.find(place.server);
  if (server != servers.end() && --server->second == 0) servers.erase(server);
}

bool DeliveryPump::is_configured(Channel channel) const {
  return notifiers_[index_of(channel)] != nullptr;
}

std::size_t DeliveryPump::in_flight(Channel channel) {
  const std::lock_guard lock{mutex_};
  return in_flight_[index_of(channel)];
}

void DeliveryPump::drain(domain::Duration patience) {
  std::unique_lock lock{mutex_};
  is_draining_ = true;
  has_landed_.wait_for(lock, patience, [this] {
    return std::accumulate(in_flight_.begin(), in_flight_.end(), std::size_t{0}) == 0;
  });
}

}  // namespace tocsin::adapters::writer
