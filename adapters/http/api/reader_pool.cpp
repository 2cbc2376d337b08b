#include "adapters/http/api/reader_pool.hpp"

#include <utility>

namespace tocsin::adapters::http {

ReaderPool::ReaderPool(std::size_t threads, std::size_t max_waiting) : max_waiting_(max_waiting) {
  while (threads_.size() < threads)
    threads_.emplace_back([this] { loop(); });
}

ReaderPool::~ReaderPool() { stop(); }

void ReaderPool::stop() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  something_to_do_.notify_all();
  for (auto& thread : threads_)
    thread.join();
  threads_.clear();
}

bool ReaderPool::run(std::function<void()> look) {
  {
    const std::lock_guard lock{mutex_};
    if (is_stopping_ || looks_.size() == max_waiting_) return false;
    looks_.push_back(std::move(look));
  }
  something_to_do_.notify_one();
  return true;
}

void ReaderPool::loop() {
  std::unique_lock lock{mutex_};
  while (true) {
    something_to_do_.wait(lock, [this] { return is_stopping_ || !looks_.empty(); });
    if (looks_.empty()) return;
    const auto look = std::move(looks_.front());
    looks_.pop_front();
    lock.unlock();
    look();
    lock.lock();
  }
}

}  // namespace tocsin::adapters::http
