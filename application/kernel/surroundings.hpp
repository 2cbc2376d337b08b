#pragma once

#include "ports/alerting/timeline.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// The ports that all subjects use.
struct Surroundings {
  ports::UnitOfWork& work;
  ports::Timeline& timeline;
  ports::Metrics& metrics;
  ports::IdGenerator& ids;
  const ports::Clock& clock;
};

}  // namespace tocsin::application
