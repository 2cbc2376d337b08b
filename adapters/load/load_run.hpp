#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/load/delivery.hpp"
#include "adapters/load/http_poster.hpp"
#include "domain/generator/alert_generator.hpp"
#include "ports/kernel/clock.hpp"

namespace tocsin::adapters::load {

struct LoadPlan {
  Target target;
  std::size_t connections = 4;
  std::size_t batch = 1;  // alerts a request, at most
};

// How many alerts a request takes to reach the rate with about twenty requests a second on each
// connection: a thousand at most, and for a burst.
std::size_t fitting_batch(const domain::GeneratorSettings& settings, std::size_t connections);

// How far a run is.
struct Progress {
  Tally tally;
  std::chrono::milliseconds elapsed{0};  // until the end, once it is over
  bool is_over = false;
};

// Sends what a generator makes up, a thread a connection, each alert when it is due. A server that
// is slower than the rate is sent what is late as fast as it takes it. Begins at once.
class LoadRun {
 public:
  // Both must outlive it. `clock` says when the alerts happened.
  LoadRun(const domain::AlertGenerator& generator, LoadPlan plan, const ports::Clock& clock);
  LoadRun(const LoadRun&) = delete;
  LoadRun& operator=(const LoadRun&) = delete;
  ~LoadRun();  // stops it, and waits

  // Sends no more; what is on its way is waited for. From any thread; returns at once.
  void stop();

  Progress progress() const;

 private:
  struct Claim {
    std::uint64_t first = 0;
    std::size_t count = 0;  // 0: there is no more
  };

  void work();
  Claim claim_when_due();
  void end_work();
  bool wait(domain::Duration duration);

  const domain::AlertGenerator& generator_;
  const LoadPlan plan_;
  const ports::Clock& clock_;
  const std::chrono::steady_clock::time_point started_;

  mutable std::mutex mutex_;  // guards all below but the threads
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::uint64_t next_ = 0;
  std::size_t working_;
  std::chrono::steady_clock::time_point ended_;
  Tally tally_;
  std::vector<std::thread> threads_;
};

}  // namespace tocsin::adapters::load
