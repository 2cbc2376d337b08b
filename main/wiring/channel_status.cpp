#include "main/wiring/channel_status.hpp"

namespace tocsin {

using adapters::http::ChannelStatus;

namespace {

std::vector<ChannelStatus> channels_of(Engine& engine) {
  std::vector<ChannelStatus> statuses;
  auto& delivery = engine.use_cases.delivery;
  for (const auto& view : delivery.gate.view(engine.ports.clock.now())) {
    ChannelStatus status;
    const auto channel = view.channel;
    status.gate = view;
    status.is_configured = engine.deliveries.is_configured(channel);
    const auto& fallback = delivery.fallbacks.by_channel[static_cast<std::size_t>(channel)];
    if (fallback) status.fallback = fallback->channel;
    status.waiting = engine.store.outbox.waiting(channel);
    status.in_flight = engine.deliveries.in_flight(channel);
    statuses.push_back(status);
  }
  return statuses;
}

}  // namespace

Result<std::vector<ChannelStatus>> look_at_channels(Engine& engine) {
  return adapters::writer::looked_at(
      engine.writer,
      [&engine]() -> Result<std::vector<ChannelStatus>> { return channels_of(engine); });
}

}  // namespace tocsin
