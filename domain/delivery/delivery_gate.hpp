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
#include "domain/delivery/rest.hpp"
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

// The decision whether an attempt may start.
struct Admission {
  enum class Verdict { go, wait, rest, unavailable };

  Verdict verdict = Verdict::go;
  Time until;       // wait: the reserved slot. rest, unavailable: when to ask again
  std::string why;  // for display; empty if it may start

  bool operator==(const Admission&) const = default;
};

// The state of a channel.
struct ChannelView {
  Channel channel = Channel::console;
  BreakerState breaker = BreakerState::closed;
  unsigned failures = 0;  // among the last `outcomes`
  unsigned outcomes = 0;
  std::optional<Time> retry_at;       // of the breaker; nothing if an attempt may start
  std::size_t watched_addresses = 0;  // failed recently, or used their rate
  std::size_t broken_addresses = 0;   // of these, with an open or half-open breaker
  ChannelLimits limits;
  Duration reserved_ahead{};  // from now to the last slot reserved on the whole channel
};

// Admits attempts before they start and records their results: stops deliveries to a channel, or to
// one of its addresses, that failed too often recently, spreads them within the rate limits, and
// lets a receiver rest that limits the rate itself: an address, or the one provider that counts all
// messages of the channel.
// Its state is in the memory of one process: each process starts with closed breakers and full
// buckets, and no rollback of a command takes anything back. So ask last, when only the admission
// decides whether the attempt is made. For one thread, the writer's.
class DeliveryGate {
 public:
  using Verdict = AttemptResult::Verdict;

  explicit DeliveryGate(const GateSettings& settings);

  // Returns whether an attempt may start now. `has_slot`: an earlier call reserved this slot, so no
  // new token is taken. If the delivery is rejected now, it loses the slot; otherwise all kept
  // slots would be used together later. A rejection takes no token, and a wait no probe. The result
  // of an admitted attempt is recorded by tell(), with the same `now` as `started`; if it never is,
  // a probe gets a successor in time.
  Admission ask(const Target& target, bool has_slot, Time now);

  // Records the result of an attempt that was admitted at `started`.
  void tell(const Target& target, const AttemptResult& result, Time started, Time now);

  // Returns the state of all channels, in the order of Channel.
  std::vector<ChannelView> view(Time now) const;

 private:
  struct Lane {
    Lane(Channel its_channel, const ChannelLimits& its_limits, BreakerLimits its_breaker);

    Channel channel;
    ChannelLimits limits;
    CircuitBreaker breaker;
    TokenBucket bucket;
    Rest rest;
    GuardedAddresses addresses;
  };

  // Returns the rest that a target's messages share; nothing if its address never limited the rate.
  static Rest* rest_of(Lane& lane, GuardedAddress* address, const Target& target);
  static ChannelView view_of(const Lane& lane, Time now);
  Lane& lane_of(Channel channel) { return lanes_[static_cast<std::size_t>(channel)]; }

  std::deque<Lane> lanes_;  // by channel; they never move
};

}  // namespace tocsin::domain
