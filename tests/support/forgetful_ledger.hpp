#pragma once

// For benchmarks/, which know it by this path.
#include "tests/fakes/forgetful_ledger.hpp"
