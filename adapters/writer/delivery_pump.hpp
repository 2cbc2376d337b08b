#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/writer/commands.hpp"
#include "adapters/writer/source.hpp"
#include "application/delivery/record_attempt.hpp"
#include "application/delivery/start_attempt.hpp"
#include "domain/delivery/message.hpp"
#include "ports/delivery/notifier.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/log.hpp"

namespace tocsin::adapters::writer {

// Passes deliveries from the outbox to their notifiers and the results back: each attempt is
// started in a batch, sent after that batch is on disk, and recorded in a later batch. Each channel
// has its own limit of attempts in flight, so a hanging channel delays no other. A server may use a
// third of the slots that the others leave free, so hanging servers leave slots free on the
// channel.
class DeliveryPump : public Source {
 public:
  // The notifiers in the order of domain::channels; null if a channel is not configured.
  using Notifiers = std::array<ports::Notifier*, domain::channels.size()>;

  // `wake` notifies the writer that there is a result.
  DeliveryPump(ports::Outbox& outbox,
               application::StartAttempt& start,
               application::RecordAttempt& record,
               Notifiers notifiers,
               const ports::Clock& clock,
               ports::Log& log,
               std::function<void()> wake,
               std::size_t in_flight_per_channel = 256);

  void collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) override;
  std::optional<domain::Time> next_due(domain::Time now) override;

  bool is_configured(domain::Channel channel) const;

  // Returns the number of attempts on the channel without a result. Thread-safe.
  std::size_t in_flight(domain::Channel channel);

  // Starts no more attempts, and waits for those in flight, at most for `patience`. Callable from
  // any thread except the writer's.
  void drain(domain::Duration patience);

 private:
  // The channel and server whose slots an attempt uses.
  struct Place {
    domain::Channel channel;
    std::string server;  // empty if the channel has only one
  };
  struct Coming {
    application::RecordAttempt::Command command;
    domain::TenantId tenant;
    Place place;  // of the slot that it uses
  };

  void collect_results(std::vector<std::unique_ptr<Task>>& tasks);
  void collect_due(domain::Channel channel,
                   domain::Time now,
                   std::vector<std::unique_ptr<Task>>& tasks);
  bool take(const Place& place);
  void rest_after(const Error& error);
  void send(const Place& place,
            domain::DeliveryRef delivery,
            const Result<std::optional<domain::Message>>& started);
  void take_result(Coming result);
  void recorded(const Coming& result, const Result<domain::RecordOutcome>& outcome);
  Place move_place(const Place& from, const domain::Target& target);
  void landed(const Place& place);
  std::size_t room(domain::Channel channel);
  bool has_room(const Place& place) const;
  void occupy(const Place& place);
  void leave(const Place& place);

  ports::Outbox& outbox_;
  application::StartAttempt& start_;
  application::RecordAttempt& record_;
  Notifiers notifiers_;
  const ports::Clock& clock_;
  ports::Log& log_;
  std::function<void()> wake_;
  std::size_t in_flight_per_channel_;
  domain::Time rests_until_ = domain::Time::min();  // writer's thread only

  std::mutex mutex_;
  std::condition_variable has_landed_;
  std::array<std::size_t, domain::channels.size()> in_flight_{};
  std::array<std::map<std::string, std::size_t>, domain::channels.size()> in_flight_to_;
  std::vector<Coming> results_;
  bool is_draining_ = false;
};

}  // namespace tocsin::adapters::writer
