#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tocsin::adapters::http {

// Runs read requests on a few threads of its own. They may wait for the writer or for the disk; the
// server's threads must not.
class ReaderPool {
 public:
  explicit ReaderPool(std::size_t threads = 2, std::size_t max_waiting = 512);
  ReaderPool(const ReaderPool&) = delete;
  ReaderPool& operator=(const ReaderPool&) = delete;
  ~ReaderPool();

  // Finishes the accepted reads and joins the threads. Idempotent.
  void stop();

  // Returns false if the queue is full. Thread-safe.
  bool run(std::function<void()> look);

 private:
  void loop();

  std::size_t max_waiting_;
  std::mutex mutex_;
  std::condition_variable something_to_do_;
  std::deque<std::function<void()>> looks_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tocsin::adapters::http
