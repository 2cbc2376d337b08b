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

// Brings notifications from the outbox to their notifiers and the results back: each attempt is
// started in a batch, sent after that batch is on the disk, and recorded in a later one. Every
// channel has its own bound of attempts in flight, so one that hangs holds up no other; and of that
// a server may have a third of what the others leave free, so servers that hang leave room on it.
class DeliveryPump : public Source {
 public:
  // By channel, in the order of domain::channels; null where none is configured.
  using Notifiers = std::array<ports::Notifier*, domain::channels.size()>;

  // `wake` tells the writer that there is a result.
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

  // Attempts on the channel that have not come back. Callable from any thread.
  std::size_t in_flight(domain::Channel channel);

  // Starts no more, and waits until what is in flight has come back, but no longer than this.
  // Callable from any thread but the writer's.
  void drain(domain::Duration patience);

 private:
  // What an attempt has a part of the room of.
  struct Place {
    domain::Channel channel;
    std::string server;  // empty when the channel has but one
  };
  struct Coming {
    application::RecordAttempt::Command command;
    domain::TenantId tenant;
    Place place;  // that it occupies
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
  domain::Time rests_until_ = domain::Time::min();  // of the writer's thread alone

  std::mutex mutex_;
  std::condition_variable has_landed_;
  std::array<std::size_t, domain::channels.size()> in_flight_{};
  std::array<std::map<std::string, std::size_t>, domain::channels.size()> in_flight_to_;
  std::vector<Coming> results_;
  bool is_draining_ = false;
};

}  // namespace tocsin::adapters::writer
