#pragma once

#include <cstddef>
#include <string>

#include "domain/alerting/event.hpp"

namespace tocsin::benchmarks {

inline constexpr const char* tenant = "default";
inline constexpr const char* manager = "bench";

// The body of an event of about 300 bytes, and the event that it is.
std::string event_text(std::size_t number);
domain::Event event(std::size_t number, const std::string& class_name);

}  // namespace tocsin::benchmarks
