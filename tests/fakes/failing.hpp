#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ports/alerting/alert_repository.hpp"
#include "ports/kernel/catalogue.hpp"
#include "ports/workflows/runs.hpp"
#include "ports/workflows/scheduled_jobs.hpp"
#include "ports/workflows/signal_receipts.hpp"
#include "ports/workflows/workflows.hpp"
#include "tests/fakes/kernel.hpp"

// Ports that pass everything on to those of a working set, until a test lets their reads fail.
namespace tocsin::tests {

template <typename Port>
struct Failing : Port {
  explicit Failing(Port& there) : behind(there) {}

  // From the next read on, or after a few more.
  void fail(Error error = store_gone, int after = 0) {
    error_ = std::move(error);
    reads_left_ = after;
  }
  void recover() { error_.reset(); }

 protected:
  template <typename Read>
  std::invoke_result_t<Read> unless_failed(Read read) {
    if (error_ && reads_left_-- <= 0) return Failure{*error_};
    return read();
  }

  Port& behind;

 private:
  std::optional<Error> error_;
  int reads_left_ = 0;
};

template <typename Entity>
struct FailingCatalogue : Failing<ports::Catalogue<Entity>> {
  using Port = ports::Catalogue<Entity>;
  using Failing<Port>::Failing;

  Result<typename Port::Entry> find(const domain::TenantId& tenant,
                                    const typename Entity::Id& id) override {
    return this->unless_failed([&] { return this->behind.find(tenant, id); });
  }
  Result<std::vector<typename Port::Entry>> list(const domain::TenantId& tenant) override {
    return this->unless_failed([&] { return this->behind.list(tenant); });
  }
  Result<typename Port::Snapshot> snapshot(const domain::TenantId& tenant) override {
    return this->unless_failed([&] { return this->behind.snapshot(tenant); });
  }
  void save(Entity entity) override { this->behind.save(std::move(entity)); }
  void remove(const domain::TenantId& tenant, const typename Entity::Id& id) override {
    this->behind.remove(tenant, id);
  }
};

struct FailingAlerts : Failing<ports::AlertRepository> {
  using Failing::Failing;

  Result<domain::Alert> get(const domain::TenantId& tenant, domain::AlertId id) override {
    return unless_failed([&] { return behind.get(tenant, id); });
  }
  Result<std::optional<domain::Alert>> find_open(const domain::AlertKey& key) override {
    return unless_failed([&] { return behind.find_open(key); });
  }
  Result<std::optional<domain::Alert>> find_parent(const domain::GroupKey& group) override {
    return unless_failed([&] { return behind.find_parent(group); });
  }
  Result<std::optional<domain::Alert>> find_oldest_open(const domain::TenantId& tenant,
                                                        const domain::ServiceId& service) override {
    return unless_failed([&] { return behind.find_oldest_open(tenant, service); });
  }
  Result<std::optional<domain::AlertId>> find_open_of(
      const domain::TenantId& tenant,
      const domain::EventManagerId& manager) override {
    return unless_failed([&] { return behind.find_open_of(tenant, manager); });
  }
  Result<std::vector<domain::AlertId>> open_of(const domain::TenantId& tenant,
                                               const domain::ServiceId& service) override {
    return unless_failed([&] { return behind.open_of(tenant, service); });
  }
  void save(domain::Alert alert) override { behind.save(std::move(alert)); }
};

struct FailingWorkflows : Failing<ports::Workflows> {
  using Failing::Failing;

  Result<Entry> find(const domain::TenantId& tenant, const domain::WorkflowId& id) override {
    return unless_failed([&] { return behind.find(tenant, id); });
  }
  Result<Entry> find_version(const domain::TenantId& tenant,
                             const domain::WorkflowId& id,
                             std::uint64_t version) override {
    return unless_failed([&] { return behind.find_version(tenant, id, version); });
  }
  Result<std::uint64_t> last_version(const domain::TenantId& tenant,
                                     const domain::WorkflowId& id) override {
    return unless_failed([&] { return behind.last_version(tenant, id); });
  }
  Result<std::vector<Entry>> list(const domain::TenantId& tenant) override {
    return unless_failed([&] { return behind.list(tenant); });
  }
  Result<const std::vector<Entry>*> of_type(const domain::TenantId& tenant,
                                            std::string_view signal_type) override {
    return unless_failed([&] { return behind.of_type(tenant, signal_type); });
  }
  void save(domain::Workflow workflow) override { behind.save(std::move(workflow)); }
  void remove(const domain::TenantId& tenant, const domain::WorkflowId& id) override {
    behind.remove(tenant, id);
  }
};

struct FailingSignalReceipts : Failing<ports::SignalReceipts> {
  using Failing::Failing;

  Result<bool> has(domain::Time occurred_at, std::uint64_t content) override {
    return unless_failed([&] { return behind.has(occurred_at, content); });
  }
  void add(const domain::SignalReceipt& receipt) override { behind.add(receipt); }
};

struct FailingRuns : Failing<ports::Runs> {
  using Failing::Failing;

  Result<std::optional<domain::Run>> find(const domain::TenantId& tenant,
                                          domain::RunId id) override {
    if (are_forgotten) return std::optional<domain::Run>{};
    return unless_failed([&] { return behind.find(tenant, id); });
  }
  std::optional<domain::Run> find_open(domain::RunId id) override { return behind.find_open(id); }
  void save(domain::Run run) override { behind.save(std::move(run)); }
  std::vector<ports::RunRef> due(domain::Time now, std::size_t limit) override {
    return behind.due(now, limit);
  }
  std::optional<domain::Time> next_due() override { return behind.next_due(); }

  bool are_forgotten = false;  // find() has none
};

struct FailingScheduledJobs : Failing<ports::ScheduledJobs> {
  using Failing::Failing;

  Result<std::optional<domain::ScheduledJob>> find(const domain::TenantId& tenant,
                                                   domain::ScheduledJobId id) override {
    return unless_failed([&] { return behind.find(tenant, id); });
  }
  void save(domain::ScheduledJob job) override { behind.save(std::move(job)); }
  std::vector<domain::ScheduledJob> due(domain::Time now, std::size_t limit) override {
    return behind.due(now, limit);
  }
  std::optional<domain::Time> next_due() override { return behind.next_due(); }
};

}  // namespace tocsin::tests
