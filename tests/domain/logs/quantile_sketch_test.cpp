#include "domain/logs/quantile_sketch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

QuantileSketch sketch_of(const std::vector<double>& values) {
  QuantileSketch sketch;
  for (const double value : values)
    sketch.add(value);
  return sketch;
}

double exact(const std::vector<double>& sorted, double q) {
  return sorted[static_cast<std::size_t>(std::floor(q * static_cast<double>(sorted.size() - 1)))];
}

TEST(QuantileSketch, is_within_one_percent_however_the_values_are_spread) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937_64 random{seed};
  std::uniform_real_distribution<double> even{1, 5'000};
  std::lognormal_distribution<double> skewed{3, 2};
  std::exponential_distribution<double> falling{0.01};
  std::bernoulli_distribution is_slow{0.02};
  const std::vector<std::function<double()>> shapes{
      [&] { return even(random); },
      [&] { return skewed(random); },
      [&] { return falling(random) + 1e-3; },
      [&] { return is_slow(random) ? 30'000 + even(random) : 20; },
      [&] { return std::ceil(falling(random)); }};
  for (const auto& shape : shapes) {
    std::vector<double> values(20'000);
    std::generate(values.begin(), values.end(), shape);
    const auto sketch = sketch_of(values);
    std::sort(values.begin(), values.end());
    for (const double q : {0.0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
      const double true_value = exact(values, q);
      EXPECT_NEAR(*sketch.quantile(q), true_value, true_value * 0.01 + 1e-9) << q;
    }
  }
}

TEST(QuantileSketch, merges_to_the_same_as_adding_all) {
  const std::vector<double> some{0, 1, 17, 250, 250, 90'000};
  const std::vector<double> more{0.5, 0, 3, 250, 1e7};
  auto merged = sketch_of(some);
  merged.merge(sketch_of(more));

  auto all = some;
  all.insert(all.end(), more.begin(), more.end());
  EXPECT_EQ(merged, sketch_of(all));
  EXPECT_EQ(merged.count(), all.size());
}

TEST(QuantileSketch, merges_what_is_far_away_to_the_same_as_adding_all) {
  const std::vector<double> some{1, 2, 3};
  const std::vector<double> far{1e-5, 2, 1e20};
  auto merged = sketch_of(some);
  merged.merge(sketch_of(far));
  auto the_other_way = sketch_of(far);
  the_other_way.merge(sketch_of(some));

  for (const auto& sketch : {merged, the_other_way}) {
    EXPECT_EQ(sketch.count(), 6U);
    EXPECT_EQ(sketch.buckets().size(), QuantileSketch::max_buckets);
    EXPECT_EQ(sketch.buckets().front(), 5U);
    EXPECT_NEAR(*sketch.quantile(1), 1e20, 1e18);
  }
}

TEST(QuantileSketch, merges_nothing_of_one_that_has_forgotten_everything) {
  auto empty = sketch_of({1, 1000});
  empty.remove(sketch_of({1, 1000}));
  auto sketch = sketch_of({5});
  sketch.merge(empty);

  EXPECT_EQ(sketch, sketch_of({5}));
}

TEST(QuantileSketch, forgets_what_was_merged_before) {
  const auto some = sketch_of({0, 1, 17, 250});
  auto sketch = some;
  const auto more = sketch_of({0, 2, 17, 1000});
  sketch.merge(more);
  sketch.remove(more);

  EXPECT_EQ(sketch.count(), some.count());
  for (const double q : {0.0, 0.3, 0.5, 1.0})
    EXPECT_EQ(sketch.quantile(q), some.quantile(q));
}

TEST(QuantileSketch, never_forgets_more_than_it_has) {
  auto sketch = sketch_of({10, 20});
  sketch.remove(sketch_of({0, 5, 10, 10, 1e9}));

  EXPECT_EQ(sketch.count(), 1U);
  EXPECT_NEAR(*sketch.quantile(1), 20, 0.2);

  std::vector<std::uint32_t> one{1, 5};
  one.pop_back();
  QuantileSketch lower{0, 7, std::move(one)};
  lower.remove({0, 7, {0, 3}});
  EXPECT_EQ(lower.count(), 1U);
}

TEST(QuantileSketch, says_nothing_of_nothing) {
  EXPECT_EQ(QuantileSketch{}.quantile(0.5), std::nullopt);
}

TEST(QuantileSketch, counts_what_is_tiny_or_negative_as_zero) {
  const auto sketch = sketch_of({-5, 0, 1e-9, 100});

  EXPECT_EQ(sketch.zeros(), 3U);
  EXPECT_EQ(sketch_of({1e-6}).zeros(), 0U);
  EXPECT_EQ(*sketch.quantile(0.5), 0);
  EXPECT_NEAR(*sketch.quantile(1), 100, 1);
}

TEST(QuantileSketch, puts_the_lowest_together_when_there_are_too_many_buckets) {
  QuantileSketch sketch;
  for (int power = -5; power <= 60; ++power)
    sketch.add(std::pow(10.0, power));

  EXPECT_EQ(sketch.buckets().size(), QuantileSketch::max_buckets);
  EXPECT_EQ(sketch.count(), 66U);
  EXPECT_NEAR(*sketch.quantile(1) / 1e60, 1, 0.01);
  EXPECT_NEAR(*sketch.quantile(0.95) / 1e56, 1, 0.01);
  // The least are no longer told apart from what is 10^17 times less than the greatest.
  EXPECT_GT(*sketch.quantile(0), 1e40);

  // What is lower than that joins them.
  sketch.add(1);
  EXPECT_EQ(sketch.buckets().size(), QuantileSketch::max_buckets);
  EXPECT_EQ(sketch.count(), 67U);
  EXPECT_GT(*sketch.quantile(0), 1e40);
}

TEST(QuantileSketch, puts_everything_together_below_what_is_far_greater) {
  auto sketch = sketch_of({1, 2, 3});
  sketch.add(1e100);

  EXPECT_EQ(sketch.count(), 4U);
  EXPECT_NEAR(*sketch.quantile(1) / 1e100, 1, 0.01);
  EXPECT_EQ(sketch.buckets().front(), 3U);
}

TEST(QuantileSketch, is_made_again_of_its_parts) {
  const auto sketch = sketch_of({0, 3, 4, 500});

  EXPECT_EQ((QuantileSketch{sketch.zeros(), sketch.first(), sketch.buckets()}), sketch);
}

}  // namespace
}  // namespace tocsin::domain
