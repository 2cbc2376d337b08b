#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "adapters/sqlite/database/connection.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"
#include "ports/store/ledger.hpp"

namespace tocsin::adapters::sqlite {

struct LedgerStatements;

// Stores the tallies of alerts. Every repeat, child and timeline entry changes a few numbers of an
// alert's row, which may be anywhere in the file: a page for some bytes. So the changes of a batch
// are appended together, as a log over the rows. When more are stored than `max_waiting`, and than
// twice those that count, the oldest packs are removed, and what still counts of them is appended
// again. For the ledger's thread, within its transactions.
class Tallies {
 public:
  // The values of an alert's row that change often.
  struct Newer {
    domain::Tally tally;
    ports::TimelineMark timeline = 0;
  };
  using ByRow = std::unordered_map<ports::RowKey, Newer>;

  Tallies(LedgerStatements& sql, std::size_t max_waiting) : sql_(sql), waiting_most_(max_waiting) {}

  // Reads the values that are newer than the rows of alerts. Call row_read() for each row then.
  Result<ByRow> read();
  void row_read(ports::RowKey key);

  void put(ports::RowKey key, const Newer& newer);
  // Records that the whole row is written: what is appended must not be older.
  void row_put(ports::RowKey key, const Newer& newer);
  // Records that the row is removed.
  void row_gone(ports::RowKey key);

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
  // Where a row has its newest tally. One without a row does not count, but its key may be given
  // again: until its pack is removed, it is known.
  struct Newest {
    Seq seq = 0;
    bool has_row = false;
  };

  std::optional<Fault> remove_oldest();
  std::optional<Fault> stage_again(Seq seq);
  std::optional<Fault> append_staged();
  std::size_t counting() const { return newest_.size() - without_row_; }
  void remember(Seq seq, ports::RowKey key, bool has_row);

  LedgerStatements& sql_;
  std::size_t waiting_most_;
  std::map<Seq, Appended> packs_;
  std::unordered_map<ports::RowKey, Newest> newest_;
  std::size_t without_row_ = 0;
  std::size_t waiting_ = 0;
  Seq last_ = 0;

  ByRow staged_;
  std::unordered_set<ports::RowKey> gone_;
  std::vector<Seq> removed_;
  std::vector<ports::RowKey> forgotten_;  // those of removed packs that have no row
  std::vector<std::pair<Seq, ports::RowKey>> appended_;
};

}  // namespace tocsin::adapters::sqlite
