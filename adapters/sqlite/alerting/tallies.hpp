#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "adapters/sqlite/database/connection.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"
#include "ports/store/ledger.hpp"

namespace tocsin::adapters::sqlite {

struct LedgerStatements;

// Stores the tallies of alerts. Every repeat, child and timeline entry changes a few numbers of an
// alert's row, which may be anywhere in the file: a page for some bytes. So the changes of a batch
// are appended together, and the rows are updated when more than `max_waiting` changes are pending.
// For the ledger's thread, within its transactions.
class Tallies {
 public:
  // The values of an alert's row that change often.
  struct Newer {
    domain::Tally tally;
    ports::TimelineMark timeline = 0;
  };
  using ByRow = std::unordered_map<ports::RowKey, Newer>;

  Tallies(LedgerStatements& sql, std::size_t max_waiting) : sql_(sql), waiting_most_(max_waiting) {}

  // Reads the values that are newer than the rows of alerts.
  Result<ByRow> read();

  void put(ports::RowKey key, const Newer& newer);
  // Records that the whole row is written: what is appended must not be older.
  void row_put(ports::RowKey key, const Newer& newer);

  // Writes the changes. Call it before the batch is committed. Returns the failure, if any.
  std::optional<Fault> write();
  // Call kept() after the commit, or discard() instead of it.
  void kept();
  void discard();

 private:
  using Seq = std::int64_t;
  struct Appended {
    std::size_t size = 0;
    std::size_t newest = 0;  // those of them that no later pack has
  };

  std::optional<Fault> fold(Seq seq, const Appended& pack);
  std::optional<Fault> update_rows(Seq seq);
  void remember(Seq seq, ports::RowKey key);

  LedgerStatements& sql_;
  std::size_t waiting_most_;
  std::map<Seq, Appended> packs_;
  std::unordered_map<ports::RowKey, Seq> newest_;  // the pack in which a row has its newest tally
  std::size_t waiting_ = 0;
  Seq last_ = 0;

  ByRow staged_;
  std::vector<Seq> folded_;
  std::vector<ports::RowKey> folded_keys_;
};

}  // namespace tocsin::adapters::sqlite
