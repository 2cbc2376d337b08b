#pragma once

#include <map>
#include <memory>

#include "domain/kernel/result.hpp"
#include "domain/logs/log_watch.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/logs/configuration.hpp"
#include "ports/logs/patterns.hpp"

namespace tocsin::application {

// The enabled log rules of each tenant, made ready to look at lines; made anew when one has
// changed, and only that one.
class LogWatches {
 public:
  using List = std::shared_ptr<const domain::LogWatchList>;

  LogWatches(ports::LogRules& rules, ports::Patterns& patterns, ports::Metrics& metrics);

  // The same list each time, until something changes.
  Result<List> of(const domain::TenantId& tenant);

 private:
  using Watch = std::shared_ptr<const domain::LogWatch>;
  struct Known {
    ports::LogRules::Snapshot rules;
    List watches;
  };

  Watch make(const domain::LogWatch::Rule& rule);

  ports::LogRules& rules_;
  ports::Patterns& patterns_;
  ports::Metrics& metrics_;
  std::map<domain::TenantId, Known> known_;
};

}  // namespace tocsin::application
