#include "main/program/descriptors.hpp"

#include <algorithm>

#include <sys/resource.h>

#include "adapters/channels/transfer/transfers.hpp"
#include "adapters/http/server/limits.hpp"

namespace tocsin {
namespace {

constexpr std::size_t max_clients = adapters::http::Limits{}.connections;
constexpr std::size_t max_transfers = adapters::channels::TransferSettings::usual_in_flight;

// The store and its readers, logs, listening sockets, and the event descriptors of all threads.
constexpr std::size_t reserve = 64;
constexpr std::size_t channels_with_transfers = 5;
// A transfer that connects has a socket for each of IPv4 and IPv6, and a pipe to its DNS thread.
constexpr std::size_t descriptors_per_transfer = 4;
constexpr std::size_t descriptors_per_step = channels_with_transfers * descriptors_per_transfer;
// Half of the rest is for deliveries.
constexpr std::size_t enough = reserve + 2 * max_transfers * descriptors_per_step;
static_assert(max_clients <= max_transfers * descriptors_per_step);

}  // namespace

bool Descriptors::is_enough() const { return clients == max_clients && transfers == max_transfers; }

Descriptors divide(std::size_t limit) {
  const auto shared = limit - std::min(limit, reserve);
  Descriptors result{limit, 0, 0};
  result.transfers = std::clamp<std::size_t>(shared / 2 / descriptors_per_step, 1, max_transfers);
  const auto rest = shared - std::min(shared, result.transfers * descriptors_per_step);
  result.clients = std::clamp<std::size_t>(rest, 1, max_clients);
  return result;
}

Descriptors raise_descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return divide(1024);  // the usual limit
  if (limit.rlim_cur < enough) {
    const rlimit raised{std::min<rlim_t>(limit.rlim_max, enough), limit.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  return divide(static_cast<std::size_t>(std::min<rlim_t>(limit.rlim_cur, enough)));
}

}  // namespace tocsin
