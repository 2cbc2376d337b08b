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

// Every repeat, child and entry of its timeline changes an alert's row in a few numbers, and it may
// be anywhere in the file: a page for some bytes. So the changes of a batch are appended together,
// and the rows are brought up to date when more than so many are waiting for it. Used by the
// ledger's thread, within its transactions.
class Tallies {
 public:
  // What changes often of an alert's row.
  struct Newer {
    domain::Tally tally;
    ports::TimelineMark timeline = 0;
  };
  using ByRow = std::unordered_map<ports::RowKey, Newer>;

  Tallies(LedgerStatements& sql, std::size_t max_waiting) : sql_(sql), waiting_most_(max_waiting) {}

  // What is newer than the rows of alerts.
  Result<ByRow> read();

  void put(ports::RowKey key, const Newer& newer);
  // The whole row is written: what is appended must not be older.
  void row_put(ports::RowKey key, const Newer& newer);

  // Before the batch is committed; says what failed.
  std::optional<Fault> write();
  // After it, or instead of it.
  void kept();
  void discard();

 private:
  using Seq = std::int64_t;
  struct Appended {
    std::size_t size = 0;
    std::size_t newest = 0;  // of them, those that no later pack has
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
