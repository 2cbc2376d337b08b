#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "domain/channels/target.hpp"
#include "domain/delivery/circuit_breaker.hpp"
#include "domain/delivery/guarded_addresses.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/delivery/token_bucket.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

struct ChannelLimits {
  std::optional<RateLimit> whole;  // all addresses together
  std::optional<RateLimit> per_address;
};

struct GateSettings {
  std::array<ChannelLimits, channels.size()> limits;  // in the order of Channel
  BreakerLimits breaker;                              // of a channel, and of an address
};

// May an attempt be made?
struct Admission {
  enum class Verdict { go, wait, unavailable };

  Verdict verdict = Verdict::go;
  Time until;       // wait: the slot that was reserved. unavailable: when asking again may help
  std::string why;  // for people; empty when it may go

  bool operator==(const Admission&) const = default;
};

// How a channel is doing.
struct ChannelView {
  Channel channel = Channel::console;
  BreakerState breaker = BreakerState::closed;
  unsigned failures = 0;  // among the last `outcomes`
  unsigned outcomes = 0;
  std::optional<Time> retry_at;       // of the breaker; nothing when it lets an attempt through
  std::size_t watched_addresses = 0;  // failed lately, or used their rate
  std::size_t broken_addresses = 0;   // of these, with a breaker that is not closed
  ChannelLimits limits;
  Duration reserved_ahead{};  // from now to the last slot reserved on the whole channel
};

// What an attempt asks before it starts, and its result is told to: keeps deliveries away from a
// channel, or from an address of it, that has just failed too often, and spreads them where only so
// many are allowed. Lives in memory, of one process: each starts with breakers closed and buckets
// full, and nothing is taken back with the command that asked or told. So ask last, when nothing
// but the answer decides whether the attempt is made. For one thread, the writer's.
class DeliveryGate {
 public:
  using Verdict = AttemptResult::Verdict;

  explicit DeliveryGate(const GateSettings& settings);

  // `has_slot`: the slot that an earlier answer reserved has come, so no token is taken again. A
  // delivery that is refused then has lost its slot: kept ones would all go at once afterwards.
  // A refusal takes no token and a wait no probe. An attempt that may go is told of later, with the
  // same `now` as its start; if never, a probe gets a successor in time.
  Admission ask(const Target& target, bool has_slot, Time now);

  // What came of an attempt that was admitted at `started`.
  void tell(const Target& target, Verdict verdict, Time started, Time now);

  // In the order of Channel.
  std::vector<ChannelView> view(Time now) const;

 private:
  struct Lane {
    Lane(Channel its_channel, const ChannelLimits& its_limits, BreakerLimits its_breaker);

    Channel channel;
    ChannelLimits limits;
    CircuitBreaker breaker;
    TokenBucket bucket;
    GuardedAddresses addresses;
  };

  static ChannelView view_of(const Lane& lane, Time now);
  Lane& lane_of(Channel channel) { return lanes_[static_cast<std::size_t>(channel)]; }

  std::deque<Lane> lanes_;  // by channel; they never move
};

}  // namespace tocsin::domain
