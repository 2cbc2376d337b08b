#pragma once

#include <cstdint>
#include <mutex>
#include <random>

#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"

namespace tocsin::adapters::system {

// Generates UUIDs of version 7 (RFC 9562, 6.2 method 1): milliseconds, a counter within them,
// random bits. Thread-safe.
class UuidGenerator : public ports::IdGenerator {
 public:
  explicit UuidGenerator(const ports::Clock& clock);

  boost::uuids::uuid next() override;

 private:
  const ports::Clock& clock_;
  std::mutex mutex_;
  std::mt19937_64 random_;
  std::uint64_t last_ = 0;  // 48 bits of milliseconds, 12 bits of counter
};

}  // namespace tocsin::adapters::system
