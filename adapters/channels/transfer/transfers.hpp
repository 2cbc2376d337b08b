#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/channels/transfer/transfer.hpp"
#include "domain/kernel/time.hpp"
#include "ports/kernel/clock.hpp"

namespace tocsin::adapters::channels {

struct TransferSettings {
  static constexpr std::size_t usual_in_flight = 256;

  std::size_t max_in_flight = usual_in_flight;  // of each thread
  std::size_t threads = 1;
  domain::Duration deadline = std::chrono::seconds{10};  // for a whole transfer, once started
  // From the end of a mail to the server's reply (RFC 5321, 4.5.3.2.6).
  domain::Duration mail_end_deadline = std::chrono::minutes{10};
  domain::Duration connect_deadline = std::chrono::seconds{3};  // for HTTP, DNS and TLS included
  std::string ca_file;  // PEM, trusted in place of the system's; empty: the system's
};

// Runs hundreds of transfers at a time on one thread, over connections that are reused. While a
// mail server has a whole mail and does not reply, libcurl blocks the thread: mails need several.
// Transfers beyond the limit wait, first come first served, so channels that must not delay each
// other each need their own Transfers. Redirects are not followed, no proxy is taken from the
// environment, and certificates are always verified.
class Transfers {
 public:
  // Called once, on a thread of the transfers; it must not block, and not destroy them.
  using Answered = std::function<void(TransferResult)>;

  Transfers(TransferSettings settings, const ports::Clock& clock);

  // Drops all waiting and running transfers without calling anything; waits for an Answered that is
  // running.
  ~Transfers();

  // Starts a transfer and returns immediately. Thread-safe, even from within an Answered.
  void start(Transfer transfer, Answered answered);

 private:
  class Queue;
  class Loop;

  const TransferSettings settings_;
  std::unique_ptr<Queue> queue_;
  std::vector<std::unique_ptr<Loop>> loops_;
};

}  // namespace tocsin::adapters::channels
