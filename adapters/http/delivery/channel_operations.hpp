#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "domain/delivery/delivery_gate.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

// The state of a channel and of its queue.
struct ChannelStatus {
  domain::ChannelView gate;
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
