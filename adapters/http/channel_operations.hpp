#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "adapters/http/api.hpp"
#include "adapters/http/reader_pool.hpp"
#include "application/delivery_gate.hpp"
#include "domain/result.hpp"

namespace tocsin::adapters::http {

// How a channel is doing, and what waits for it.
struct ChannelStatus {
  application::ChannelView gate;
  bool is_configured = false;
  std::optional<domain::Channel> fallback;
  std::size_t waiting = 0;
  std::size_t in_flight = 0;
};

// GET /v1/channels. `channels` may wait; `readers` must outlive the handler.
void add_channel_operations(OperationHandlers& handlers,
                            std::function<Result<std::vector<ChannelStatus>>()> channels,
                            ReaderPool& readers);

}  // namespace tocsin::adapters::http
