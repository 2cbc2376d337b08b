#pragma once

#include <vector>

#include "adapters/http/delivery/channel_operations.hpp"
#include "main/engine/engine.hpp"

namespace tocsin {

// How each channel is doing, in the order of domain::Channel. Waits for the writer; callable from
// any thread but its own.
Result<std::vector<adapters::http::ChannelStatus>> look_at_channels(Engine& engine);

}  // namespace tocsin
