#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tocsin::domain {

// What part of many values lies below which: quantiles within 1 % of the true ones, however the
// values are spread, in memory that is bounded however many they are. (DDSketch: Masson, Rim and
// Lee, VLDB 2019.) Values are counted in buckets whose bounds grow by a constant factor; when there
// are too many buckets the lowest are put together, so the error of low quantiles grows first:
// never while the greatest value is less than 10^17 times the least. What is below one millionth,
// or negative, counts as zero; all values are finite.
class QuantileSketch {
 public:
  static constexpr double relative_error = 0.01;
  static constexpr std::size_t max_buckets = 2048;

  QuantileSketch() = default;
  // As zeros(), first() and buckets() have told it.
  QuantileSketch(std::uint32_t zeros, int first, std::vector<std::uint32_t> buckets);

  void add(double value);

  // Adds all that the other one has seen.
  void merge(const QuantileSketch& other);

  // Forgets what was merged before; exact as long as nothing had to be put together.
  void remove(const QuantileSketch& other);

  std::uint64_t count() const { return count_; }

  // The value that a part `q` (0 … 1) of all values does not exceed; nothing while there are none.
  std::optional<double> quantile(double q) const;

  std::uint32_t zeros() const { return zeros_; }
  int first() const { return first_; }
  const std::vector<std::uint32_t>& buckets() const { return buckets_; }

  // What it takes in memory.
  std::size_t bytes() const {
    return sizeof(QuantileSketch) + buckets_.capacity() * sizeof(std::uint32_t);
  }

  bool operator==(const QuantileSketch&) const = default;

 private:
  std::uint32_t& at(int bucket);

  std::uint64_t count_ = 0;
  std::uint32_t zeros_ = 0;
  int first_ = 0;                       // which bucket is the first
  std::vector<std::uint32_t> buckets_;  // bucket i: values in ]growth^(i-1), growth^i]
};

}  // namespace tocsin::domain
