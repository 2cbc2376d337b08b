#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "domain/delivery/circuit_breaker.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/delivery/token_bucket.hpp"
#include "domain/delivery/watched_addresses.hpp"
#include "domain/kernel/time.hpp"
#include "domain/paging/escalation_policy.hpp"

namespace tocsin::application {

struct ChannelLimits {
  std::optional<domain::RateLimit> whole;  // all addresses together
  std::optional<domain::RateLimit> per_address;
};

struct GateSettings {
  std::array<ChannelLimits, domain::channels.size()> limits;  // in the order of domain::Channel
  domain::BreakerLimits breaker;                              // of a channel, and of an address
};

// May an attempt be made?
struct Admission {
  enum class Verdict { go, wait, unavailable };

  Verdict verdict = Verdict::go;
  domain::Time until;  // wait: the slot that was reserved. unavailable: when asking again may help
  std::string why;     // for people; empty when it may go

  bool operator==(const Admission&) const = default;
};

// How a channel is doing.
struct ChannelView {
  domain::Channel channel = domain::Channel::console;
  domain::BreakerState breaker = domain::BreakerState::closed;
  unsigned failures = 0;  // among the last `outcomes`
  unsigned outcomes = 0;
  std::optional<domain::Time> retry_at;  // of the breaker; nothing when it lets an attempt through
  std::size_t watched_addresses = 0;     // failed lately, or used their rate
  std::size_t broken_addresses = 0;      // of these, with a breaker that is not closed
  ChannelLimits limits;
  domain::Duration reserved_ahead{};  // from now to the last slot reserved on the whole channel
};

// What an attempt asks before it starts, and its result is told to: keeps deliveries away from a
// channel, or from an address of it, that has just failed too often, and spreads them where only so
// many are allowed. Lives in memory, of one process: each starts with breakers closed and buckets
// full, and nothing is taken back with the command that asked or told. So ask last, when nothing
// but the answer decides whether the attempt is made. For one thread, the writer's.
class DeliveryGate {
 public:
  using Verdict = domain::AttemptResult::Verdict;

  explicit DeliveryGate(const GateSettings& settings);

  // `has_slot`: the slot that an earlier answer reserved has come, so no token is taken again. A
  // delivery that is refused then has lost its slot: kept ones would all go at once afterwards.
  // A refusal takes no token and a wait no probe. An attempt that may go is told of later, with the
  // same `now` as its start; if never, a probe gets a successor in time.
  Admission ask(const domain::Target& target, bool has_slot, domain::Time now);

  // What came of an attempt that was admitted at `started`.
  void tell(const domain::Target& target, Verdict verdict, domain::Time started, domain::Time now);

  // In the order of domain::Channel.
  std::vector<ChannelView> view(domain::Time now) const;

 private:
  struct Lane {
    Lane(domain::Channel its_channel,
         const ChannelLimits& its_limits,
         domain::BreakerLimits its_breaker);

    domain::Channel channel;
    ChannelLimits limits;
    domain::CircuitBreaker breaker;
    domain::TokenBucket bucket;
    WatchedAddresses addresses;
  };

  static ChannelView view_of(const Lane& lane, domain::Time now);
  Lane& lane_of(domain::Channel channel) { return lanes_[static_cast<std::size_t>(channel)]; }

  std::deque<Lane> lanes_;  // by channel; they never move
};

}  // namespace tocsin::application
