#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace tocsin::adapters::http {

// Counts the connections of all threads, and waits until there are none.
class ConnectionCount {
 public:
  explicit ConnectionCount(std::size_t max_count) : max_count_{max_count} {}

  bool add() {
    const std::lock_guard lock{mutex_};
    if (count_ == max_count_) {
      ++refused_;
      return false;
    }
    ++count_;
    return true;
  }

  void remove() {
    const std::lock_guard lock{mutex_};
    if (--count_ == 0) none_.notify_all();
  }

  std::size_t count() const {
    const std::lock_guard lock{mutex_};
    return count_;
  }

  // Returns how often add() has returned false.
  std::size_t refused() const {
    const std::lock_guard lock{mutex_};
    return refused_;
  }

  bool wait_for_none(std::chrono::milliseconds timeout) {
    std::unique_lock lock{mutex_};
    return none_.wait_for(lock, timeout, [this] { return count_ == 0; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable none_;
  std::size_t max_count_;
  std::size_t count_ = 0;
  std::size_t refused_ = 0;
};

}  // namespace tocsin::adapters::http
