#include "domain/logs/quantile_sketch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace tocsin::domain {
namespace {

constexpr double growth =
    (1 + QuantileSketch::relative_error) / (1 - QuantileSketch::relative_error);
constexpr double least = 1e-6;
constexpr int bound = static_cast<int>(QuantileSketch::max_buckets);

int sketch_bucket_of(double value) {
  static const double per_bucket = std::log(growth);
  return static_cast<int>(std::ceil(std::log(value) / per_bucket));
}

// As far from both bounds of the bucket, relative to them.
double sketch_value_of(int bucket) { return 2 * std::pow(growth, bucket) / (growth + 1); }

}  // namespace

QuantileSketch::QuantileSketch(std::uint32_t zeros, int first, std::vector<std::uint32_t> buckets)
    : count_(std::accumulate(buckets.begin(), buckets.end(), std::uint64_t{zeros})),
      zeros_(zeros),
      first_(first),
      buckets_(std::move(buckets)) {}

void QuantileSketch::add(double value) {
  ++count_;
  ++(value < least ? zeros_ : at(sketch_bucket_of(value)));
}

// Makes room for it; the lowest buckets become one when there are too many.
std::uint32_t& QuantileSketch::at(int bucket) {
  if (buckets_.empty()) first_ = bucket;
  const int end = first_ + static_cast<int>(buckets_.size());
  if (bucket < first_) {
    const int lowest = std::max(bucket, end - bound);
    buckets_.insert(buckets_.begin(), static_cast<std::size_t>(first_ - lowest), 0);
    first_ = lowest;
  } else if (bucket >= end) {
    const int lowest = std::max(first_, bucket + 1 - bound);
    const auto surplus = std::min(static_cast<std::size_t>(lowest - first_), buckets_.size());
    const auto kept = buckets_.begin() + static_cast<std::ptrdiff_t>(surplus);
    const auto folded = std::accumulate(buckets_.begin(), kept, std::uint32_t{0});
    buckets_.erase(buckets_.begin(), kept);
    first_ = lowest;
    buckets_.resize(static_cast<std::size_t>(bucket + 1 - first_));
    buckets_.front() += folded;
  }
  return buckets_[static_cast<std::size_t>(std::max(bucket - first_, 0))];
}

void QuantileSketch::merge(const QuantileSketch& other) {
  zeros_ += other.zeros_;
  count_ += other.count_;
  const auto is_used = [](std::uint32_t times) { return times > 0; };
  const auto begin = std::find_if(other.buckets_.begin(), other.buckets_.end(), is_used);
  if (begin == other.buckets_.end()) return;
  const auto end = std::find_if(other.buckets_.rbegin(), other.buckets_.rend(), is_used).base();

  // Room for the top first, so that what is put together is put together once.
  at(other.first_ + static_cast<int>(end - other.buckets_.begin()) - 1);
  int bucket = other.first_ + static_cast<int>(begin - other.buckets_.begin());
  at(bucket);
  for (auto times = begin; times != end; ++times, ++bucket)
    buckets_[static_cast<std::size_t>(std::max(bucket - first_, 0))] += *times;
}

void QuantileSketch::remove(const QuantileSketch& other) {
  const auto take = [this](std::uint32_t& from, std::uint32_t times) {
    const auto taken = std::min(from, times);
    from -= taken;
    count_ -= taken;
  };
  take(zeros_, other.zeros_);
  for (std::size_t index = 0; index < other.buckets_.size(); ++index) {
    const int bucket = std::max(other.first_ + static_cast<int>(index) - first_, 0);
    if (static_cast<std::size_t>(bucket) >= buckets_.size()) return;
    take(buckets_[static_cast<std::size_t>(bucket)], other.buckets_[index]);
  }
}

std::optional<double> QuantileSketch::quantile(double q) const {
  if (count_ == 0) return std::nullopt;

  // From the top, for it is high quantiles that people ask for.
  const double not_above = static_cast<double>(count_) - q * static_cast<double>(count_ - 1);
  double from_top = 0;
  for (auto index = buckets_.size(); index-- > 0;) {
    from_top += buckets_[index];
    if (from_top >= not_above) return sketch_value_of(first_ + static_cast<int>(index));
  }
  return 0;
}

}  // namespace tocsin::domain
