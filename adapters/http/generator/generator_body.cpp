#include "adapters/http/generator/generator_body.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "adapters/http/api/members.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::http {

using domain::Distribution;
using domain::Duration;
using simdjson::dom::element;

namespace {

// Takes members over, those that are there.
class Members {
 public:
  explicit Members(element body) : body_(body) {}

  template <typename Value>
  std::optional<Value> find(std::string_view key) const {
    Value value{};
    if (body_[key].get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
  }

  template <typename Value, typename Target>
  void take(std::string_view key, Target& target) const {
    if (const auto value = find<Value>(key)) target = Target{*value};
  }

  template <typename Target>
  void take_number(std::string_view key, Target& target) const {
    if (const auto number = whole_number(body_, key)) target = Target{*number};
  }

  void take(std::string_view key, Distribution& distribution, Violations& violations) const {
    const auto text = find<std::string_view>(key);
    if (!text) return;
    auto parsed = Distribution::parse(*text, '/' + std::string{key});
    if (parsed) {
      distribution = std::move(*parsed);
    } else {
      violations.push_back({parsed.error().pointer, parsed.error().message});
    }
  }

 private:
  element body_;
};

}  // namespace

std::variant<GeneratorWish, Violations> generator_wish_from(const std::optional<element>& body) {
  GeneratorWish wish;
  if (!body) return wish;
  const Members members{*body};
  auto& settings = wish.settings;
  Violations violations;

  members.take_number("rps", settings.rps);
  members.take_number("burst", settings.burst);
  members.take_number("count", settings.count);
  members.take_number("interval_ms", settings.interval);
  if (const auto seed = whole_number(*body, "seed")) wish.seed = static_cast<std::uint64_t>(*seed);
  if (const auto text = members.find<std::string_view>("duration")) {
    settings.duration = domain::duration_from(*text).value_or(Duration::max());  // and refused
  }
  members.take("severity_dist", settings.severities, violations);
  members.take("source_dist", settings.sources, violations);
  members.take("name_dist", settings.names, violations);
  members.take<std::string_view>("severity", settings.severity);
  members.take<std::string_view>("source", settings.source);
  members.take<std::string_view>("name", settings.name);
  members.take<bool>("test", settings.test);
  members.take<bool>("single_test", settings.single_test);
  members.take<bool>("mock", settings.mock);

  if (const auto checked = domain::check(settings); !checked) {
    violations.push_back({checked.error().pointer, checked.error().message});
  }
  if (!violations.empty()) return violations;
  return wish;
}

}  // namespace tocsin::adapters::http
