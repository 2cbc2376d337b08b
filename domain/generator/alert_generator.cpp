#include "domain/generator/alert_generator.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

namespace tocsin::domain {
namespace {

using std::chrono::microseconds;

constexpr std::int64_t fastest = 100'000;  // a second
constexpr std::int64_t max_count = 10'000'000;
constexpr Duration longest = std::chrono::hours{24};

constexpr std::string_view test_severity = "LOW";
constexpr std::string_view test_source = "test-source";
constexpr std::string_view test_name = "test-name";

constexpr std::array<std::string_view, 3> environments{"production", "staging", "development"};
constexpr std::array<std::string_view, 3> regions{"eu-west-1", "us-east-1", "ap-southeast-1"};
constexpr int instances = 20;

// SplitMix64 (Steele, Lea, Flood 2014). The standard library's distributions differ from one
// library to the next; this is integer arithmetic alone.
constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U;

std::uint64_t mixed_seed(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

// The random numbers of one alert, which depend on no other's.
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t n)
      : state_(mixed_seed(mixed_seed(seed + golden) ^ mixed_seed(n))) {}

  std::uint64_t next() { return mixed_seed(state_ += golden); }

  // The remainder prefers small numbers by less than one in 10^17.
  int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }

  template <std::size_t Size>
  std::string one_of(const std::array<std::string_view, Size>& values) {
    return std::string{values[static_cast<std::size_t>(below(static_cast<int>(Size)))]};
  }

 private:
  std::uint64_t state_;
};

boost::uuids::uuid uuid_from_draws(Dice& dice) {
  boost::uuids::uuid uuid{};
  for (std::size_t half = 0; half < 2; ++half) {
    const auto bits = dice.next();
    for (std::size_t byte = 0; byte < 8; ++byte) {
      uuid.data[8 * half + byte] = static_cast<std::uint8_t>(bits >> (8 * byte));
    }
  }
  uuid.data[6] = static_cast<std::uint8_t>((uuid.data[6] & 0x0FU) | 0x40U);
  uuid.data[8] = static_cast<std::uint8_t>((uuid.data[8] & 0x3FU) | 0x80U);
  return uuid;
}

bool is_severity(std::string_view word) {
  return std::find(generated_severities.begin(), generated_severities.end(), word) !=
         generated_severities.end();
}

Result<Done> within(std::int64_t value,
                    std::int64_t least,
                    std::int64_t greatest,
                    const char* pointer) {
  if (value >= least && value <= greatest) return Done{};
  return fail(ErrorKind::invalid,
              "must be from " + std::to_string(least) + " to " + std::to_string(greatest) +
                  ", not " + std::to_string(value),
              pointer);
}

Result<Done> check_severity(const std::string& word, const char* pointer) {
  if (is_severity(word)) return Done{};
  return fail(
      ErrorKind::invalid, "must name LOW, MEDIUM, HIGH or CRITICAL, not \"" + word + '"', pointer);
}

Result<Done> check_durations(const GeneratorSettings& settings) {
  if (settings.duration <= Duration::zero() || settings.duration > longest) {
    return fail(ErrorKind::invalid, "must be greater than 0 and at most 24h", "/duration");
  }
  if (settings.interval < Duration::zero() || settings.interval > longest) {
    return fail(ErrorKind::invalid, "must be from 0 to 86400000", "/interval_ms");
  }
  return Done{};
}

std::string chosen(std::string_view custom, const std::string& drawn) {
  return custom.empty() ? drawn : std::string{custom};
}

}  // namespace

Distribution GeneratorSettings::default_severities() {
  return *Distribution::parse("HIGH:30,MEDIUM:30,LOW:25,CRITICAL:15");
}

Distribution GeneratorSettings::default_sources() {
  return *Distribution::parse(
      "api:25,db:20,cache:15,monitor:15,queue:10,worker:5,frontend:5,backend:5");
}

Distribution GeneratorSettings::default_names() {
  return *Distribution::parse(
      "timeout:15,error:15,crash:10,slow:10,memory:10,cpu:10,disk:10,network:10,auth:5,"
      "validation:5");
}

Result<Done> check(const GeneratorSettings& settings) {
  if (auto rps = within(settings.rps, 1, fastest, "/rps"); !rps) return rps;
  if (auto burst = within(settings.burst, 0, max_count, "/burst"); !burst) return burst;
  if (auto count = within(settings.count, 0, max_count, "/count"); !count) return count;
  if (auto durations = check_durations(settings); !durations) return durations;
  for (const auto& share : settings.severities.shares()) {
    if (auto known = check_severity(share.value, "/severity_dist"); !known) return known;
  }
  if (settings.severity.empty()) return Done{};
  return check_severity(settings.severity, "/severity");
}

AlertGenerator::AlertGenerator(GeneratorSettings settings) : settings_(std::move(settings)) {
  assert(check(settings_));
}

std::uint64_t AlertGenerator::total() const {
  if (settings_.single_test) return 1;
  if (settings_.count > 0) return static_cast<std::uint64_t>(settings_.count);
  if (settings_.burst > 0) return static_cast<std::uint64_t>(settings_.burst);
  return due_by(settings_.duration - microseconds{1});
}

GeneratedAlert AlertGenerator::alert(std::uint64_t n) const {
  Dice dice{settings_.seed, n};
  GeneratedAlert alert;
  alert.id = uuid_from_draws(dice);
  alert.severity = chosen(settings_.severity, settings_.severities.value_at(dice.below(100)));
  alert.source = chosen(settings_.source, settings_.sources.value_at(dice.below(100)));
  alert.name = chosen(settings_.name, settings_.names.value_at(dice.below(100)));
  if (settings_.single_test) {
    alert.severity = settings_.severity.empty() ? test_severity : settings_.severity;
    alert.source = settings_.source.empty() ? test_source : settings_.source;
    alert.name = settings_.name.empty() ? test_name : settings_.name;
  } else if (settings_.test && n == 0) {
    alert.severity = test_severity;
    alert.source = test_source;
    alert.name = test_name;
  }
  alert.context = {{"environment", dice.one_of(environments)},
                   {"region", dice.one_of(regions)},
                   {"instance", alert.source + '-' + std::to_string(dice.below(instances) + 1)}};
  return alert;
}

microseconds AlertGenerator::due(std::uint64_t n) const {
  constexpr std::int64_t second = microseconds::period::den;
  const auto number = static_cast<std::int64_t>(n);
  if (settings_.burst > 0) return microseconds::zero();
  if (settings_.interval > Duration::zero()) return number * settings_.interval;
  return microseconds{(number * second + settings_.rps - 1) / settings_.rps};  // rounded up
}

std::uint64_t AlertGenerator::due_by(microseconds elapsed) const {
  constexpr std::int64_t second = microseconds::period::den;
  assert(elapsed >= microseconds::zero());
  if (settings_.burst > 0) return total();
  const auto whole = settings_.interval > Duration::zero()
                         ? elapsed / microseconds{settings_.interval}
                         : elapsed.count() * settings_.rps / second;
  return static_cast<std::uint64_t>(whole) + 1;
}

}  // namespace tocsin::domain
