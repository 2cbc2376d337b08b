#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "adapters/memory/kernel/key_index.hpp"
#include "adapters/memory/kernel/part.hpp"
#include "ports/workflows/watches.hpp"

namespace tocsin::adapters::memory {

// The watches of workflows by subject: found by key with one lookup in a hash table, and ordered by
// the next evaluation. The ledger's rows are appended. Rows that were not written for long are
// rewritten, so the ledger never holds many more rows than there are subjects. For the writer's
// thread only.
class Watches : public Part, public ports::Watches {
 public:
  // The memory limit for the subjects of a tenant, in bytes.
  static constexpr std::size_t bytes_of_a_tenant = std::size_t{1} << 30U;

  explicit Watches(std::size_t max_bytes = bytes_of_a_tenant) : bytes_most_(max_bytes) {}

  std::optional<domain::WatchedSubject> find(const domain::SubjectKey& key) override;
  void save(domain::WatchedSubject subject) override;
  void forget(const domain::SubjectKey& key) override;
  bool has_room(const domain::TenantId& tenant) override;
  void look_soon(const domain::TenantId& tenant,
                 const domain::WorkflowId& workflow,
                 domain::Time now) override;
  std::vector<ports::SubjectName> due(domain::Time now, std::size_t limit) override;
  std::optional<domain::Time> next_due() override;

  // `is_old`: an old version of a workflow evaluated the subject last.
  void load(ports::RowKey key, domain::WatchedSubject subject, bool is_old = false);
  std::size_t size() const { return by_due_.size(); }

  void keep() override;
  void discard() override;
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  struct Row {
    domain::WatchedSubject subject;
    ports::RowKey key = 0;  // in the ledger; 0: not written yet
    domain::Time due;
    std::size_t bytes = 0;
    Row* older = nullptr;  // the rows in the ledger, in key order
    Row* newer = nullptr;
    std::uint32_t place = 0;
    bool is_dirty = false;
    bool is_forgotten = false;
  };
  struct KeyOf {
    domain::SubjectKey operator()(const Row& row) const { return row.subject.key(); }
  };
  struct HashOf {
    std::size_t operator()(const domain::SubjectKey& key) const;
  };
  struct IsEarlier {
    bool operator()(const Row* a, const Row* b) const {
      return a->due == b->due ? a->place < b->place : a->due < b->due;
    }
  };
  struct Change {
    domain::WatchedSubject subject;  // only its key if it is forgotten
    bool is_forgotten = false;
  };

  struct Recall {
    domain::TenantId tenant;
    domain::WorkflowId workflow;
    domain::Time due;
  };

  void keep_one(Change staged);
  void recall(const Recall& recall);
  void plan(Row& row, domain::Time due);
  Row& add(domain::WatchedSubject subject);
  void change(Row& row, domain::WatchedSubject subject);
  void fill(Row& row, domain::WatchedSubject subject);
  void take_out(Row& row);
  void give_back(Row& row);
  void mark_dirty(Row& row);
  void append_to_chain(Row& row, ports::RowKey key);
  void remove_from_chain(Row& row);
  void write(Row& row, ports::Ledger& ledger);
  void tidy(ports::Ledger& ledger, std::size_t written);

  std::size_t bytes_most_;
  std::map<domain::TenantId, std::size_t> bytes_;
  std::deque<Row> rows_;
  std::vector<Row*> free_;
  KeyIndex<Row, KeyOf, HashOf> by_key_;
  std::set<Row*, IsEarlier> by_due_;
  std::vector<Change> staged_;
  std::vector<Recall> recalls_;  // also staged
  std::vector<Row*> dirty_;
  Row* oldest_ = nullptr;
  Row* newest_ = nullptr;
  ports::RowKey last_key_ = 0;
};

}  // namespace tocsin::adapters::memory
