#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "adapters/channels/transfer/transfer.hpp"
#include "domain/kernel/time.hpp"
#include "ports/kernel/clock.hpp"

namespace tocsin::adapters::channels {

struct TransferSettings {
  std::size_t max_in_flight = 256;
  domain::Duration deadline = std::chrono::seconds{10};  // of a whole transfer, once it started
  domain::Duration connect_deadline = std::chrono::seconds{3};  // of HTTP; DNS and TLS included
  std::string ca_file;  // PEM, trusted in place of the system's; empty: the system's
};

// Hundreds of transfers at a time on one thread, over connections that are kept for the next one.
// What exceeds the limit waits, first come first served, so channels that must not hold each other
// up want one of these each. Redirects are not followed, no proxy is taken from the environment,
// and certificates are always verified.
class Transfers {
 public:
  // Called once, on the thread of the transfers; it shall not block, and not destroy them.
  using Answered = std::function<void(TransferResult)>;

  Transfers(TransferSettings settings, const ports::Clock& clock);

  // Drops what waits or is in flight without calling anybody; waits for a Done that is running.
  ~Transfers();

  // From any thread, also from within a Done. Returns at once.
  void start(Transfer transfer, Answered answered);

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace tocsin::adapters::channels
