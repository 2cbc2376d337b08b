#include "domain/delivery/delivery_gate.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "domain/channels/server.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

namespace {

// Whether the result of an attempt counts for its channel, and for its address.
struct Evidence {
  bool channel_works;
  bool address_works;
};

// An attempt to be tried again (no connection, 5xx, a timeout) may be the fault of either. One that
// was finally refused (4xx: no such address) got an answer, so both work, as far as a breaker can
// help: the next message is answered as fast, and takes the fallback or is listed as failed at
// once, where a breaker would make it wait. A rate limit (429) is no outage, and a server that took
// a whole message works, as does one that defers an address (a full or greylisted mailbox).
Evidence evidence_of(DeliveryGate::Verdict verdict) {
  switch (verdict) {
    case DeliveryGate::Verdict::sent: return {true, true};
    case DeliveryGate::Verdict::try_again: return {false, false};
    case DeliveryGate::Verdict::deferred: return {true, false};
    case DeliveryGate::Verdict::limited:
    case DeliveryGate::Verdict::unclear:
    case DeliveryGate::Verdict::refused: return {true, true};
  }
  __builtin_unreachable();
}

// Whether all addresses share one provider. Webhooks have as many servers as addresses: a failure
// of some says nothing about others.
bool has_one_provider(Channel channel) { return channel != Channel::webhook; }

// Whether the provider counts the messages to all addresses of the channel together: a mail server
// counts connections. Each incoming webhook of Slack has a rate of its own.
bool has_one_rate(const Target& target) {
  switch (target.channel) {
    case Channel::email:
    case Channel::sms:
    case Channel::pagerduty: return true;
    case Channel::slack: return server_of(target).empty();
    case Channel::webhook:
    case Channel::console: return false;
  }
  __builtin_unreachable();
}

std::string address_name_of(const Target& target) {
  return std::string{word_for(target.channel)} + " to " + name_of(target);
}

// Returns the rejection of the breaker that stays open longer.
std::optional<Admission> breaker_refusal(const CircuitBreaker& channel,
                                         const GuardedAddress* address,
                                         const Target& target,
                                         Time now) {
  constexpr std::string_view reason = " has failed too often";
  const auto of_channel = channel.retry_at(now);
  const auto of_address = address == nullptr ? std::nullopt : address->breaker.retry_at(now);
  if (!of_channel && !of_address) return std::nullopt;

  auto who =
      of_channel >= of_address ? std::string{word_for(target.channel)} : address_name_of(target);
  return Admission{Admission::Verdict::unavailable,
                   *std::max(of_channel, of_address),
                   std::move(who.append(reason))};
}

// Takes a token of each bucket, and waits for the later one. The other is spent before it is used:
// in the long run no more attempts start than allowed; for a moment a few may come together.
std::optional<Admission> slot_to_wait_for(TokenBucket& channel,
                                          GuardedAddress* address,
                                          const Target& target,
                                          Time now) {
  constexpr std::string_view reason = " is at its rate limit";
  const auto of_channel = channel.reserve(now);
  const auto of_address = address == nullptr ? now : address->bucket.reserve(now);
  const auto slot = std::max(of_channel, of_address);
  if (slot <= now) return std::nullopt;

  auto who =
      of_channel >= of_address ? std::string{word_for(target.channel)} : address_name_of(target);
  return Admission{Admission::Verdict::wait, slot, std::move(who.append(reason))};
}

}  // namespace

DeliveryGate::Lane::Lane(Channel its_channel,
                         const ChannelLimits& its_limits,
                         BreakerLimits its_breaker)
    : channel(its_channel),
      limits(its_limits),
      breaker(its_breaker),
      bucket(its_limits.whole),
      addresses(its_breaker, its_limits.per_address) {}

DeliveryGate::DeliveryGate(const GateSettings& settings) {
  for (std::size_t index = 0; index < channels.size(); ++index) {
    lanes_.emplace_back(channels[index], settings.limits[index], settings.breaker);
  }
}

Admission DeliveryGate::ask(const Target& target, bool has_slot, Time now) {
  auto& lane = lane_of(target.channel);
  lane.addresses.forget_some(now);
  auto* address = lane.addresses.find(target.address);
  if (auto refused = breaker_refusal(lane.breaker, address, target, now))
    return *std::move(refused);

  auto* rest = rest_of(lane, address, target);
  if (const auto until = rest == nullptr ? std::nullopt : rest->ask_again_at(now)) {
    auto who = rest == &lane.rest ? std::string{word_for(target.channel)} : address_name_of(target);
    return {Admission::Verdict::rest, *until, std::move(who.append(" limits the rate"))};
  }

  if (!has_slot) {
    if (lane.limits.per_address) address = &lane.addresses.watch(target.address, now);
    if (auto slot = slot_to_wait_for(lane.bucket, address, target, now)) return *std::move(slot);
  }

  lane.breaker.admit(now);
  if (address != nullptr) address->breaker.admit(now);
  if (rest != nullptr) rest->admit(now);
  return {Admission::Verdict::go, now, {}};
}

void DeliveryGate::tell(const Target& target, const AttemptResult& result, Time started, Time now) {
  auto& lane = lane_of(target.channel);
  lane.addresses.forget_some(now);

  const auto evidence = evidence_of(result.verdict);
  if (has_one_provider(target.channel)) {
    lane.breaker.record(evidence.channel_works, started, now);
  }
  lane.addresses.record(target.address, evidence.address_works, started, now);

  const bool is_limited = result.verdict == Verdict::limited;
  auto* address = is_limited && !has_one_rate(target) ? &lane.addresses.watch(target.address, now)
                                                      : lane.addresses.find(target.address);
  auto* rest = rest_of(lane, address, target);
  if (rest == nullptr) return;
  if (is_limited) {
    rest->begin(result.retry_after, started, now);
  } else {
    rest->end(started);
  }
}

Rest* DeliveryGate::rest_of(Lane& lane, GuardedAddress* address, const Target& target) {
  if (has_one_rate(target)) return &lane.rest;
  return address == nullptr ? nullptr : &address->rest;
}

std::vector<ChannelView> DeliveryGate::view(Time now) const {
  std::vector<ChannelView> views;
  views.reserve(lanes_.size());
  for (const auto& lane : lanes_)
    views.push_back(view_of(lane, now));
  return views;
}

ChannelView DeliveryGate::view_of(const Lane& lane, Time now) {
  ChannelView view;
  view.channel = lane.channel;
  view.breaker = lane.breaker.state(now);
  view.failures = lane.breaker.failures();
  view.outcomes = lane.breaker.outcomes();
  view.retry_at = lane.breaker.retry_at(now);
  view.watched_addresses = lane.addresses.size();
  view.broken_addresses = lane.addresses.broken().size();
  view.limits = lane.limits;
  view.reserved_ahead = lane.bucket.reserved_ahead(now);
  return view;
}

}  // namespace tocsin::domain
