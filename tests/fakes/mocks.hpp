#pragma once

// A mock for each port, by subject: for what is told something. Ports that hold state have fakes.
#include "tests/fakes/mocks/alerting.hpp"
#include "tests/fakes/mocks/delivery.hpp"
#include "tests/fakes/mocks/kernel.hpp"
#include "tests/fakes/mocks/logs.hpp"
#include "tests/fakes/mocks/paging.hpp"
#include "tests/fakes/mocks/store.hpp"
#include "tests/fakes/mocks/subscriptions.hpp"
#include "tests/fakes/mocks/workflows.hpp"
