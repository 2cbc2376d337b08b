#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "ports/delivery/notifier.hpp"
#include "tests/simulation/audit/auditor.hpp"
#include "tests/simulation/audit/trace.hpp"
#include "tests/simulation/chance/faults.hpp"
#include "tests/simulation/process/machine.hpp"

namespace tocsin::simulation {

// Those who bring messages to people: the truth about what arrived. Outside of the process, which
// may be gone when they answer.
class Providers {
 public:
  struct Tools {
    Swarm& swarm;
    Choices& choices;
    Crashes& crashes;
    Machine& machine;
    Auditor& auditor;
    Trace& trace;
    Mutant mutant = Mutant::none;
    // Asks to be called back: with arrive(), answer() or send_held() of that flight.
    std::function<void(domain::Time, std::size_t)> arrives_at;
    std::function<void(domain::Time, std::size_t)> answers_at;
    std::function<void(domain::Time, std::size_t)> sends_at;
  };

  explicit Providers(Tools tools);
  ~Providers();

  std::array<ports::Notifier*, domain::channels.size()> notifiers();

  void arrive(std::size_t flight);
  void answer(std::size_t flight);
  void send_held(std::size_t held);

  // The process is gone, and with it whoever waited for an answer.
  void forget_callers();

  std::size_t in_flight(domain::Channel channel) const {
    return in_flight_[static_cast<std::size_t>(channel)];
  }
  std::uint64_t sends() const { return flights_.size(); }

 private:
  class Channel;
  struct Flight {
    domain::Message message;
    ports::Notifier::Answered answered;  // none: nobody waits
    domain::AttemptResult result;
    bool arrives = true;
    bool is_answered = false;
  };
  struct Plan {
    domain::AttemptResult result;
    std::optional<domain::Duration> arrives_after;
    domain::Duration answers_after{};
  };
  struct Held {
    domain::Message message;
    ports::Notifier::Answered answered;
  };

  void deliver(const domain::Message& message, ports::Notifier::Answered answered);
  void send(const domain::Message& message, ports::Notifier::Answered answered);
  Plan plan_for(const domain::Message& message);
  ports::Notifier::Answered changed(const domain::Message& message,
                                    ports::Notifier::Answered answered) const;
  bool plant(domain::Message& message, ports::Notifier::Answered& told);
  bool is(Mutant mutant) const { return is_planted(tools_.mutant, mutant); }

  Tools tools_;
  std::vector<std::unique_ptr<Channel>> channels_;
  std::vector<Flight> flights_;
  std::vector<Held> held_;
  std::array<std::size_t, domain::channels.size()> in_flight_{};
  std::array<domain::Time, domain::channels.size()> down_until_{};
  std::uint64_t said_ = 0;
  std::map<domain::NotificationId, std::string> first_address_;  // for the mutants: these two
  std::map<domain::AlertId, domain::Message> opened_;
};

}  // namespace tocsin::simulation
