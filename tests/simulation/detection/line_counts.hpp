#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "tests/simulation/audit/fact.hpp"
#include "tests/simulation/detection/watchers.hpp"

namespace tocsin::simulation {

// The part of the model that counts log lines: rules of errors over windows that tumble. Counts are
// on the disk within a second, and what is not there yet is lost when the program dies.
class LineCounts {
 public:
  using ServiceName = std::pair<std::string, std::string>;  // tenant, service
  using Raise =
      std::function<Watchers::Raised(const domain::Event&, const std::string&, domain::Time)>;
  using Resolve = std::function<void(domain::AlertId, domain::Time)>;

  LineCounts(Raise raise, Resolve resolve)
      : raise_(std::move(raise)), resolve_(std::move(resolve)) {}

  void fold(const SaveLogRule& save, const Fact& fact);
  void fold(const application::EvaluateLogRules::Command& command, const Fact& fact);
  // Rules that were quiet for long enough end their alerts.
  void settle(domain::Time now);
  // The rows of these, which say that nothing is left to end, are in the commit that comes now.
  // When a read has failed before it, another service may have been left, and is tried again a
  // second later.
  void expect(std::set<ServiceName> settled, bool has_read_failed) {
    settled_ = std::move(settled);
    has_read_failed_ = has_read_failed;
  }

  // What the service's lines have added up to is on the disk now, or nothing of it any more.
  void written(const ServiceName& service, bool is_there);
  // What is not there is lost.
  void lost();
  // Since when is something not there?
  std::optional<domain::Time> unwritten_since() const;

 private:
  struct Raised {
    domain::AlertId alert;
    domain::Time raised_until;   // the end of the window that raised it
    domain::Time crossed_until;  // of the last one that was crossed
  };
  struct Window {
    std::map<std::int64_t, unsigned> lines;  // by the number of the window
    std::optional<Raised> raised;
  };
  // What may be on the disk.
  struct Tally {
    std::map<std::string, Window> windows;          // by rule
    std::map<std::uint64_t, domain::Time> batches;  // that were counted, and when
  };
  struct Counts {
    Tally tally;
    std::optional<domain::Time> unwritten_since;
  };
  struct Crossing {
    const domain::LogRule* rule = nullptr;
    Window* window = nullptr;
    domain::Time end;
  };

  bool has_counted(const Counts& counts, std::uint64_t batch, domain::Time now) const;
  // False when it is too late for a rule.
  bool count(const domain::LogEntry& line, Counts& counts, domain::Time now);
  void raise(const domain::LogEntry& line, const Crossing& crossing, domain::Time now);
  bool is_left(const ServiceName& service, domain::Time now);

  Raise raise_;
  Resolve resolve_;
  std::map<std::string, std::map<std::string, domain::LogRule>> rules_;  // by tenant
  std::map<ServiceName, Counts> counts_;
  std::map<ServiceName, Tally> on_disk_;
  std::set<ServiceName> settled_;
  bool has_read_failed_ = false;
  std::map<ServiceName, domain::Time> failed_at_;
};

}  // namespace tocsin::simulation
