#include "adapters/spdlog/stderr_sink.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

#include <poll.h>
#include <unistd.h>

namespace tocsin::adapters::spdlog {

StderrSink::StderrSink(LostRecord lost_record, std::function<std::uint64_t()> lost_before)
    : lost_record_(std::move(lost_record)), lost_before_(std::move(lost_before)) {}

void StderrSink::hurry() { give_up_at_ = Clock::now() + std::chrono::seconds{1}; }

void StderrSink::sink_it_(const ::spdlog::details::log_msg& message) {
  const auto unreported = lost() - reported_;
  if (unreported > 0 && write(lost_record_(unreported) + '\n')) reported_ += unreported;
  const std::string_view text{message.payload.data(), message.payload.size()};
  if (!write(std::string{text} + '\n')) ++lost_here_;
}

// Writes at most PIPE_BUF bytes at a time: a pipe that has room takes so many without blocking
// (pipe(7)).
bool StderrSink::write(std::string_view record) {
  while (!record.empty()) {
    if (!wait_for_room()) return false;
    const auto piece = record.substr(0, PIPE_BUF);
    const auto written = ::write(STDERR_FILENO, piece.data(), piece.size());
    if (written < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (written > 0) record.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool StderrSink::wait_for_room() const {
  constexpr std::chrono::milliseconds longest_poll{100};  // how late hurry() may be noticed
  pollfd standard_error{STDERR_FILENO, POLLOUT, 0};
  while (true) {
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(
        std::max(give_up_at_.load() - Clock::now(), Clock::duration{0}));
    const auto timeout = static_cast<int>(std::min(rest, longest_poll).count());
    if (::poll(&standard_error, 1, timeout) > 0) return true;  // or an error, which write() returns
    if (timeout == 0) return false;
  }
}

}  // namespace tocsin::adapters::spdlog
