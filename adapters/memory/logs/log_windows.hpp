#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "adapters/memory/kernel/part.hpp"
#include "ports/logs/log_windows.hpp"

namespace tocsin::adapters::memory {

// The logs of all services by tenant and name; the changed ones in the order of their change, and
// all by the time when they should settle. For the writer's thread only.
class LogWindows : public Part, public ports::LogWindows {
 public:
  static constexpr std::size_t max_services = 200'000;
  static constexpr std::size_t max_services_of_a_tenant = 50'000;  // spares other tenants

  explicit LogWindows(std::size_t limit = max_services,
                      std::size_t tenant_limit = max_services_of_a_tenant)
      : limit_(limit), tenant_limit_(tenant_limit) {}

  domain::ServiceLog* find(const domain::TenantId& tenant, std::string_view service) override;
  domain::ServiceLog* find_or_make(const domain::TenantId& tenant,
                                   std::string_view service) override;
  void changed(domain::ServiceLog& log) override;
  void write(domain::ServiceLog& log) override;
  std::size_t write_changed(std::size_t limit) override;
  std::vector<domain::ServiceLog*> take_due(domain::Time now, std::size_t limit) override;
  void settle_by(domain::ServiceLog& log, domain::Time at) override;
  void settle_all(const domain::TenantId& tenant) override;
  void forget(domain::ServiceLog& log) override;
  std::optional<domain::Time> next_turn() const override;

  void load(domain::ServiceLog log);
  std::size_t size() const { return rows_.size(); }

  // Does nothing: counts are not part of the unit of work.
  void keep() override {}
  void discard() override {}
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  struct Row {
    Row(domain::ServiceLog service_log, std::uint64_t number)
        : log(std::move(service_log)), made(number) {}

    domain::ServiceLog log;
    std::uint64_t made;  // in the order of creation
    std::optional<domain::Time> settles_at;
    bool waits = false;  // among the changed ones
    bool is_written = false;
  };
  // A key, as views of the names in the row itself.
  struct Key {
    std::string_view tenant;
    std::string_view service;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    using is_avalanching = void;
    std::size_t operator()(const Key& key) const;
  };
  using Due = std::pair<domain::Time, Row*>;
  struct Sooner {
    bool operator()(const Due& a, const Due& b) const {
      return std::pair{a.first, a.second->made} < std::pair{b.first, b.second->made};
    }
  };

  static Key key_of(const domain::ServiceLog& log);
  Row& add(domain::ServiceLog log);
  Row& row_of(const domain::ServiceLog& log);
  void settle_by(Row& row, domain::Time at);

  std::size_t limit_;
  std::size_t tenant_limit_;
  std::map<domain::TenantId, std::size_t> services_;  // number by tenant
  boost::unordered_flat_map<Key, std::unique_ptr<Row>, Hash> rows_;
  std::deque<Row*> waiting_;
  std::vector<Row*> written_;
  std::vector<std::unique_ptr<Row>> forgotten_;  // until they are removed from disk
  std::set<Due, Sooner> due_;
  std::uint64_t last_made_ = 0;
};

}  // namespace tocsin::adapters::memory
