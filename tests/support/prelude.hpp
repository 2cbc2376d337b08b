#pragma once

// Precompiled for all tests: what is large, stable and used everywhere.

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <gtest/trompeloeil.hpp>
