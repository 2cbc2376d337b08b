#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "adapters/channels/transfer/transfer.hpp"
#include "adapters/channels/transfer/transfers.hpp"
#include "domain/delivery/message.hpp"
#include "ports/delivery/notifier.hpp"

namespace tocsin::adapters::channels {

// Sends the messages of one notifier, and calls nothing after its destruction: transfers outlive
// the notifiers that use them.
class Courier {
 public:
  using Reading = std::function<domain::AttemptResult(const TransferResult&)>;

  // Returns what to send in place of a transfer that had this result, if anything.
  using Again = std::function<std::optional<Transfer>(const TransferResult&)>;

  explicit Courier(Transfers& transfers);
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  // Sends the transfer, and calls `answered` with the verdict that `reading` returns for its
  // result, or for that of the transfer that was sent in its place.
  void send(Transfer transfer,
            Reading reading,
            ports::Notifier::Answered answered,
            Again again = {});

 private:
  struct Line;

  Transfers& transfers_;
  std::shared_ptr<Line> line_;  // shared with transfers in flight
};

}  // namespace tocsin::adapters::channels
