#pragma once

#include <string_view>

#include "domain/channels/target.hpp"

namespace tocsin::domain {

// Returns the host and port of the target's URL; empty if its address is not a URL. Targets of one
// server fail and recover together. Valid as long as the target.
std::string_view server_of(const Target& target);

}  // namespace tocsin::domain
