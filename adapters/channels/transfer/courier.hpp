#pragma once

#include <functional>
#include <memory>

#include "adapters/channels/transfer/transfer.hpp"
#include "adapters/channels/transfer/transfers.hpp"
#include "domain/delivery/message.hpp"
#include "ports/delivery/notifier.hpp"

namespace tocsin::adapters::channels {

// Carries the messages of one notifier, and keeps silent once it is gone: transfers outlive the
// notifiers that use them.
class Courier {
 public:
  using Reading = std::function<domain::AttemptResult(const TransferResult&)>;

  explicit Courier(Transfers& transfers);
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  // Tells what the reading makes of the result.
  void send(Transfer transfer, Reading reading, ports::Notifier::Answered answered);

 private:
  struct Line;

  Transfers& transfers_;
  std::shared_ptr<Line> line_;  // shared with what is under way
};

}  // namespace tocsin::adapters::channels
