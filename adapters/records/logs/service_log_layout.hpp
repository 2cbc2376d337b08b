#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "adapters/records/kernel/layout.hpp"
#include "adapters/records/kernel/references.hpp"
#include "domain/logs/service_log.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::QuantileSketch> {
  static constexpr std::array names{"zeros", "first", "buckets"};
  using Parts = std::tuple<std::uint32_t, int, std::vector<std::uint32_t>>;

  static auto parts(const domain::QuantileSketch& sketch) {
    return std::tuple{sketch.zeros(), sketch.first(), std::cref(sketch.buckets())};
  }
  static std::optional<domain::QuantileSketch> built(Parts parts, const Context&) {
    return std::make_from_tuple<domain::QuantileSketch>(std::move(parts));
  }
};

template <>
struct Layout<domain::LogTally> {
  static void each(auto& tally, auto&& field) {
    field("count", tally.count);
    field("errors", tally.errors);
    field("server_errors", tally.server_errors);
    field("failures", tally.failures);
    field("times", tally.times);
  }
};

template <>
struct Layout<domain::LogPane> {
  static void each(auto& pane, auto&& field) {
    field("index", pane.index);
    field("tally", pane.tally);
  }
};

template <>
struct Layout<domain::RaisedLogAlert> {
  static void each(auto& raised, auto&& field) {
    field("severity", raised.severity);
    field("raised_until", raised.raised_until);
    field("crossed_until", raised.crossed_until);
    field("alert", raised.alert);
  }
};

template <>
struct Layout<domain::LogWindow> {
  static constexpr std::array names{"panes", "raised"};
  using Parts =
      std::tuple<std::vector<domain::LogPane>, domain::OptionalBox<domain::RaisedLogAlert>>;

  static auto parts(const domain::LogWindow& window) {
    return std::tie(window.panes(), window.raised());
  }
  static std::optional<domain::LogWindow> built(Parts parts, const Context&) {
    return std::make_from_tuple<domain::LogWindow>(std::move(parts));
  }
};

template <>
struct Layout<domain::RuleLog> {
  static void each(auto& log, auto&& field) {
    field("rule", log.rule);
    field("shape", log.shape);
    field("window", log.window);
    field("groups", log.groups);
  }
};

template <>
struct Layout<domain::EndedLogAlert> {
  static void each(auto& ended, auto&& field) {
    field("alert", ended.alert);
    field("why", ended.why);
  }
};

template <>
struct Layout<domain::BatchReceipt> {
  static void each(auto& receipt, auto&& field) {
    field("batch", receipt.batch);
    field("counted_at", receipt.counted_at);
  }
};

template <>
struct Layout<domain::ServiceLog> {
  static constexpr std::string_view kind = "log windows";
  static constexpr unsigned format = 1;
  static constexpr std::array names{"tenant", "service", "rules", "ended", "receipts"};
  using Parts = std::tuple<domain::TenantId,
                           std::string,
                           std::vector<domain::RuleLog>,
                           std::vector<domain::EndedLogAlert>,
                           std::vector<domain::BatchReceipt>>;

  static auto parts(const domain::ServiceLog& log) {
    return std::tuple{std::cref(log.tenant()),
                      std::cref(log.service()),
                      counting(log.rules()),
                      std::cref(log.ended()),
                      std::cref(log.receipts())};
  }
  static std::optional<domain::ServiceLog> built(Parts parts, const Context&) {
    return std::make_from_tuple<domain::ServiceLog>(std::move(parts));
  }

 private:
  // A rule without counts is found again in the configuration.
  static std::vector<std::reference_wrapper<const domain::RuleLog>> counting(
      const std::vector<domain::RuleLog>& rules) {
    std::vector<std::reference_wrapper<const domain::RuleLog>> counting;
    for (const auto& log : rules) {
      if (!log.window.is_idle() || log.groups) counting.emplace_back(log);
    }
    return counting;
  }
};

}  // namespace tocsin::adapters::records
