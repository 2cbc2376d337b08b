#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <spdlog/details/null_mutex.h>
#include <spdlog/sinks/base_sink.h>

namespace tocsin::adapters::spdlog {

// Writes records to standard error, on the thread of an asynchronous logger. Waits while a pipe or
// a terminal is full. After hurry() it waits for at most a second, so that a reader that has
// stopped cannot keep the process from ending.
class StderrSink : public ::spdlog::sinks::base_sink<::spdlog::details::null_mutex> {
 public:
  // Returns the record that reports lost ones.
  using LostRecord = std::function<std::string(std::uint64_t lost)>;

  // `lost_before` returns the number of records that the logger has lost before they came here.
  StderrSink(LostRecord lost_record, std::function<std::uint64_t()> lost_before);

  // Thread-safe.
  void hurry();

  // Returns the number of lost records. Thread-safe.
  std::uint64_t lost() const { return lost_here_ + lost_before_(); }

 protected:
  void sink_it_(const ::spdlog::details::log_msg& message) override;
  void flush_() override {}

 private:
  using Clock = std::chrono::steady_clock;

  bool write(std::string_view record);
  bool wait_for_room() const;

  LostRecord lost_record_;
  std::function<std::uint64_t()> lost_before_;
  std::atomic<std::uint64_t> lost_here_{0};
  std::uint64_t reported_ = 0;
  std::atomic<Clock::time_point> give_up_at_{Clock::time_point::max()};
};

}  // namespace tocsin::adapters::spdlog
