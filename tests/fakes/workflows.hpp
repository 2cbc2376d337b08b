#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "ports/workflows/runs.hpp"
#include "tests/fakes/kernel.hpp"

namespace tocsin::tests {

// Runs by id. find() fails while they are gone.
struct FakeRuns : ports::Runs {
  Result<std::optional<domain::Run>> find(const domain::TenantId& tenant,
                                          domain::RunId id) override {
    if (is_gone) return gone();
    const auto found = kept.find(id);
    const bool is_there = found != kept.end() && found->second.tenant == tenant;
    return is_there ? std::optional{found->second} : std::nullopt;
  }
  std::optional<domain::Run> find_open(domain::RunId id) override {
    const auto found = kept.find(id);
    const bool is_open = found != kept.end() && !found->second.has_ended();
    return is_open ? std::optional{found->second} : std::nullopt;
  }
  void save(domain::Run run) override { kept.insert_or_assign(run.id, std::move(run)); }
  std::vector<ports::RunRef> due(domain::Time now, std::size_t limit) override {
    std::vector<ports::RunRef> due;
    for (const auto& [id, run] : kept) {
      const bool is_due = run.resume_at && *run.resume_at <= now;
      if (is_due && due.size() < limit) due.push_back({run.tenant, id});
    }
    return due;
  }
  std::optional<domain::Time> next_due() override {
    std::optional<domain::Time> next;
    for (const auto& [id, run] : kept) {
      if (run.resume_at) next = std::min(next.value_or(*run.resume_at), *run.resume_at);
    }
    return next;
  }

  std::map<domain::RunId, domain::Run> kept;
  bool is_gone = false;
};

}  // namespace tocsin::tests
