#pragma once

#include "main/settings/settings.hpp"

namespace tocsin {

// Runs the program until it is told to stop by SIGTERM or SIGINT. What it returns is the exit code.
int serve(const Settings& settings);

}  // namespace tocsin
