#pragma once

#include <string_view>

#include "domain/channels/target.hpp"

namespace tocsin::domain {

// The host and port that a target's URL names; empty when its address is no URL. Targets of one
// server are well and ill together. Part of the target: it lives no longer.
std::string_view server_of(const Target& target);

}  // namespace tocsin::domain
