#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tocsin::domain {

// Estimates quantiles of many values within 1 % of the true ones, for any distribution of values,
// in memory that is bounded for any number of values. (DDSketch: Masson, Rim and Lee, VLDB 2019.)
// Values are counted in buckets whose bounds grow by a constant factor. When there are too many
// buckets, the lowest are merged, so the error of low quantiles grows first: never while the
// greatest value is less than 10^17 times the least. Values below one millionth, and negative ones,
// count as zero; all values are finite.
class QuantileSketch {
 public:
  static constexpr double relative_error = 0.01;
  static constexpr std::size_t max_buckets = 2048;

  QuantileSketch() = default;
  // Restores a sketch from its zeros(), first() and buckets().
  QuantileSketch(std::uint32_t zeros, int first, std::vector<std::uint32_t> buckets);

  void add(double value);

  // Adds all values of the other sketch.
  void merge(const QuantileSketch& other);

  // Removes values that were merged before. Exact as long as no buckets had to be merged.
  void remove(const QuantileSketch& other);

  std::uint64_t count() const { return count_; }

  // Returns the value that a fraction `q` (0 … 1) of all values does not exceed; nothing if there
  // are none.
  std::optional<double> quantile(double q) const;

  std::uint32_t zeros() const { return zeros_; }
  int first() const { return first_; }
  const std::vector<std::uint32_t>& buckets() const { return buckets_; }

  // Returns the memory that it takes, in bytes.
  std::size_t bytes() const {
    return sizeof(QuantileSketch) + buckets_.capacity() * sizeof(std::uint32_t);
  }

  bool operator==(const QuantileSketch&) const = default;

 private:
  std::uint32_t& at(int bucket);

  std::uint64_t count_ = 0;
  std::uint32_t zeros_ = 0;
  int first_ = 0;                       // number of the first bucket
  std::vector<std::uint32_t> buckets_;  // bucket i: values in ]growth^(i-1), growth^i]
};

}  // namespace tocsin::domain
