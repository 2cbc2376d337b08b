#include "adapters/system/uuid_generator.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tocsin::adapters::system {

namespace {

std::mt19937_64 seeded() {
  std::random_device entropy;
  std::array<std::uint32_t, 8> words{};
  std::generate(words.begin(), words.end(), std::ref(entropy));
  std::seed_seq seed(words.begin(), words.end());
  return std::mt19937_64{seed};
}

}  // namespace

UuidGenerator::UuidGenerator(const ports::Clock& clock) : clock_(clock), random_(seeded()) {}

boost::uuids::uuid UuidGenerator::next() {
  const std::lock_guard lock{mutex_};
  const auto now = static_cast<std::uint64_t>(clock_.now().time_since_epoch().count());
  last_ = std::max(last_ + 1, now << 12U);
  const std::uint64_t high = (last_ >> 12U << 16U) | 0x7000U | (last_ & 0x0FFFU);
  const std::uint64_t low = (random_() >> 2U) | (std::uint64_t{1} << 63U);

  boost::uuids::uuid uuid{};
  for (std::size_t byte = 0; byte < 8; ++byte) {
    uuid.data[7 - byte] = static_cast<std::uint8_t>(high >> (8 * byte));
    uuid.data[15 - byte] = static_cast<std::uint8_t>(low >> (8 * byte));
  }
  return uuid;
}

}  // namespace tocsin::adapters::system
