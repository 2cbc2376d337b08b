#pragma once

#include <string>
#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/workflows/signal_receiver.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/signal.hpp"

namespace tocsin::application {

// Receives a signal: an observation of a subject.
class ReceiveSignal {
 public:
  struct Command {
    domain::Signal signal;
    std::string by;
  };
  using Outcome = domain::SignalAnswer;

  static constexpr std::string_view name = "receive_signal";

  ReceiveSignal(Surroundings around, SignalReceiver& receiver)
      : around_(around), receiver_(receiver) {}

  Result<Outcome> handle(const Command& command);

 private:
  Surroundings around_;
  SignalReceiver& receiver_;
};

}  // namespace tocsin::application
