#include "adapters/load/reports.hpp"

#include <algorithm>

namespace tocsin::adapters::load {
namespace {

std::uint64_t per_second(std::uint64_t count, std::chrono::milliseconds elapsed) {
  const auto milliseconds = std::max<std::uint64_t>(static_cast<std::uint64_t>(elapsed.count()), 1);
  return count * 1'000 / milliseconds;
}

// Formats seconds: "1.25", rounded down to hundredths.
std::string in_seconds(std::chrono::milliseconds elapsed) {
  const auto hundredths = std::to_string(elapsed.count() % 1'000 / 10);
  return std::to_string(elapsed.count() / 1'000) + '.' + std::string(2 - hundredths.size(), '0') +
         hundredths;
}

}  // namespace

std::string progress_line(const Tally& tally,
                          std::uint64_t total,
                          std::chrono::milliseconds elapsed) {
  constexpr std::uint64_t width = 30;
  const auto whole = std::max<std::uint64_t>(total, 1);
  const auto done = std::min(tally.sent(), whole);
  const auto filled = static_cast<std::size_t>(done * width / whole);
  const auto percent = std::to_string(done * 100 / whole);
  auto line = '[' + std::string(filled, '#') + std::string(width - filled, ' ') + "] " +
              std::string(3 - percent.size(), ' ') + percent + " %  " +
              std::to_string(tally.sent()) + " of " + std::to_string(total) + "  " +
              std::to_string(per_second(tally.accepted, elapsed)) + "/s";
  if (tally.rejected > 0) line += "  rejected " + std::to_string(tally.rejected);
  if (tally.undelivered > 0) line += "  not delivered " + std::to_string(tally.undelivered);
  return line;
}

std::string summary_line(const Tally& tally,
                         std::chrono::milliseconds elapsed,
                         std::string_view what) {
  return "sent " + std::to_string(tally.sent()) + ", accepted " + std::to_string(tally.accepted) +
         ", rejected " + std::to_string(tally.rejected) + ", not delivered " +
         std::to_string(tally.undelivered) + ", retried " + std::to_string(tally.retried) +
         ", seconds " + in_seconds(elapsed) + ", " + std::string{what} + "/s " +
         std::to_string(per_second(tally.accepted, elapsed));
}

}  // namespace tocsin::adapters::load
