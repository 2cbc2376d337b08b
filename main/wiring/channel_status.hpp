#pragma once

#include <vector>

#include "adapters/http/delivery/channel_operations.hpp"
#include "main/engine/engine.hpp"

namespace tocsin {

// Returns the state of each channel, in the order of domain::Channel. Waits for the writer.
// Callable from any thread except the writer's.
Result<std::vector<adapters::http::ChannelStatus>> look_at_channels(Engine& engine);

}  // namespace tocsin
