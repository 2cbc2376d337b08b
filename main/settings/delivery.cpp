#include <cstdint>
#include <optional>
#include <string>

#include "domain/kernel/words.hpp"
#include "main/settings/sections.hpp"
#include "main/settings/yaml.hpp"

namespace tocsin {

using application::Fallbacks;
using domain::Channel;
using domain::ChannelLimits;
using domain::RateLimit;
using yaml::decimal;
using yaml::Mistake;
using yaml::number;
using yaml::Section;
using yaml::text;

namespace {

struct WrittenRate {
  std::optional<double> per_second;
  std::optional<std::uint32_t> burst;
};

// Adds the keys of a rate to a section that may have others.
void add_rate_keys(Section& section, WrittenRate& rate) {
  static constexpr double minimum = 1e-6;
  static constexpr double maximum = 1e6;
  section
      .key("per_second",
           [&rate](const YAML::Node& node) {
             rate.per_second = decimal(node, minimum, maximum, "from 0.000001 to 1000000");
           })
      .key("burst", [&rate](const YAML::Node& node) {
        rate.burst = number<std::uint32_t>(node, 1, 1'000'000);
      });
}

RateLimit limit_of(const YAML::Node& section, const WrittenRate& rate) {
  if (!rate.per_second) throw Mistake{section, "\"per_second\" is required"};
  return {*rate.per_second, static_cast<double>(rate.burst.value_or(1))};
}

ChannelLimits channel_limits_from(const YAML::Node& node) {
  ChannelLimits limits;
  WrittenRate whole;
  Section section;
  add_rate_keys(section, whole);
  section.key("per_address", [&limits](const YAML::Node& per_address) {
    WrittenRate rate;
    Section inner;
    add_rate_keys(inner, rate);
    inner.read(per_address);
    limits.per_address = limit_of(per_address, rate);
  });
  section.read(node);
  if (whole.per_second || whole.burst || !limits.per_address) limits.whole = limit_of(node, whole);
  return limits;
}

// Reads one value for each channel, under its name.
template <typename ReadOne>
void read_by_channel(const YAML::Node& node, ReadOne read_one) {
  Section section;
  for (const auto channel : domain::channels) {
    section.key(std::string{domain::word_for(channel)},
                [channel, &read_one](const YAML::Node& value) { read_one(channel, value); });
  }
  section.read(node);
}

// Returns "slack -> email -> slack" if the channel falls back to itself, even through others; else
// empty.
std::string circle_from(Channel channel, const Fallbacks& fallbacks) {
  std::string way{domain::word_for(channel)};
  auto at = channel;
  for (std::size_t step = 0; step < domain::channels.size(); ++step) {
    const auto& next = fallbacks.by_channel[static_cast<std::size_t>(at)];
    if (!next) return {};
    at = next->channel;
    way.append(" -> ").append(domain::word_for(at));
    if (at == channel) return way;
  }
  return {};  // into a circle that others form
}

void read_fallbacks(const YAML::Node& node, Fallbacks& fallbacks) {
  read_by_channel(node, [&fallbacks](Channel channel, const YAML::Node& target) {
    fallbacks.by_channel[static_cast<std::size_t>(channel)] = fallback_from(target);
  });
  for (const auto& entry : node) {
    const auto channel = domain::from_word<Channel>(text(entry.first));
    const auto circle = circle_from(*channel, fallbacks);
    if (!circle.empty()) throw Mistake{entry.first, "must not fall back to itself: " + circle};
  }
}

}  // namespace

void read_delivery(const YAML::Node& node, Settings& settings) {
  const auto read_limits = [&settings](Channel channel, const YAML::Node& limits) {
    settings.gate.limits[static_cast<std::size_t>(channel)] = channel_limits_from(limits);
  };
  Section{}
      .key("limits", [&](const YAML::Node& limits) { read_by_channel(limits, read_limits); })
      .key("fallbacks",
           [&](const YAML::Node& targets) { read_fallbacks(targets, settings.fallbacks); })
      .read(node);
}

}  // namespace tocsin
