#pragma once

#include "main/settings/settings.hpp"

namespace tocsin {

// Runs the server until SIGTERM or SIGINT. Returns the exit code.
int serve(const Settings& settings);

}  // namespace tocsin
