#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tocsin::adapters::http {

// A few threads for requests that only look: they may wait for the writer or for the disk, which
// the server's threads must not.
class ReaderPool {
 public:
  explicit ReaderPool(std::size_t threads = 2, std::size_t max_waiting = 512);
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;
  ~ReaderPool();

  // Does what has been taken, and ends: after this nobody looks any more. May be called again.
  void stop();

  // False when too many wait already. Callable from any thread.
  bool run(std::function<void()> look);

 private:
  void loop();

  std::size_t waiting_most_;
  std::mutex mutex_;
  std::condition_variable something_to_do_;
  std::deque<std::function<void()>> looks_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tocsin::adapters::http
