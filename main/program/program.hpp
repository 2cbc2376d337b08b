#pragma once

#include <memory>

#include "adapters/prometheus/metrics.hpp"
#include "adapters/re2/regexes.hpp"
#include "adapters/spdlog/log.hpp"
#include "adapters/system/system_clock.hpp"
#include "adapters/system/uuid_generator.hpp"
#include "domain/kernel/result.hpp"
#include "main/engine/engine.hpp"
#include "main/program/channels.hpp"
#include "main/program/descriptors.hpp"
#include "main/program/face.hpp"
#include "main/program/stores.hpp"
#include "main/settings/settings.hpp"

namespace tocsin {

// The whole program: an engine over SQLite, the channels, the HTTP side, and the threads of each.
class Program {
 public:
  // Opens the data directory and prepares everything. Starts no thread that decides or serves.
  static Result<std::unique_ptr<Program>> open(const Settings& settings);

  // Serves requests from then on.
  Result<Done> start();

  // Stops accepting requests, answers accepted ones, waits for the attempts in flight, and ends its
  // threads.
  void stop();

 private:
  Program(const Settings& settings, std::unique_ptr<Stores> stores);

  Settings settings_;
  Descriptors descriptors_;
  adapters::spdlog::SpdlogLog log_;
  std::unique_ptr<Stores> stores_;
  adapters::system::SystemClock clock_;
  adapters::system::UuidGenerator ids_;
  adapters::prometheus::PrometheusMetrics metrics_;
  adapters::re2::Re2Regexes regexes_;
  std::unique_ptr<Channels> channels_;
  Engine engine_;
  std::unique_ptr<Face> face_;
};

}  // namespace tocsin
