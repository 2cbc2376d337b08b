#pragma once

#include <map>
#include <utility>
#include <variant>
#include <vector>

#include "ports/store/ledger.hpp"

namespace tocsin::adapters::memory {

// Rows by id, in the order of creation, with the staged changes of the current unit of work. Rows
// keep their address until they are erased, and may store their values in another form.
template <typename Id, typename Value, typename Extra = std::monostate, typename Kept = Value>
class Table {
 public:
  struct Row {
    Kept value;
    ports::RowKey key = 0;
    bool is_dirty = false;
    Extra extra{};
  };
  using Rows = std::map<Id, Row>;

  const Value* find(const Id& id) const {
    if (const Value* staged = staged_value(id)) return staged;
    const auto row = rows_.find(id);
    return row == rows_.end() ? nullptr : &row->second.value;
  }

  // Returns the staged value; null if none is staged.
  const Value* staged_value(const Id& id) const {
    const auto staged = staged_.find(id);
    return staged == staged_.end() ? nullptr : &staged->second;
  }
  bool is_staged(const Id& id) const { return staged_.contains(id); }
  const std::map<Id, Value>& staged() const { return staged_; }
  void stage(Value&& value) { staged_.insert_or_assign(value.id, std::move(value)); }
  void discard() { staged_.clear(); }

  Rows& rows() { return rows_; }
  const Rows& rows() const { return rows_; }

  Row* row(const Id& id) {
    const auto found = rows_.find(id);
    return found == rows_.end() ? nullptr : &found->second;
  }

  // Moves the staged values into the rows: calls leaving(row, next) before a row changes to `next`,
  // and entered(row) after.
  template <typename Leaving, typename Entered>
  void keep(Leaving leaving, Entered entered) {
    for (auto& [id, value] : staged_) {
      auto [place, is_new] = emplace(id);
      Row& row = place->second;
      Kept next{std::move(value)};
      if (is_new) {
        row.key = ++last_key_;
      } else {
        leaving(row, next);
      }
      row.value = std::move(next);
      mark_dirty(row);
      entered(row);
    }
    staged_.clear();
  }

  Row& load(ports::RowKey key, Value value) {
    Row& row = emplace(value.id).first->second;
    row.value = Kept{std::move(value)};
    row.key = key;
    if (key > last_key_) last_key_ = key;
    return row;
  }

  void mark_dirty(Row& row) {
    if (row.is_dirty) return;
    row.is_dirty = true;
    dirty_.push_back(&row);
  }

  // Calls write(row) for every changed row; rows for which it returns true leave the table.
  template <typename Write>
  void flush(Write write) {
    for (Row* row : dirty_) {
      row->is_dirty = false;
      const bool has_left = write(*row);
      if (has_left) rows_.erase(row->value.id);
    }
    dirty_.clear();
  }

  void clear() {
    staged_.clear();
    dirty_.clear();
    rows_.clear();
  }

 private:
  // Adds a row. Ids ascend, so a new one nearly always belongs at the end.
  std::pair<typename Rows::iterator, bool> emplace(const Id& id) {
    if (rows_.empty() || rows_.rbegin()->first < id) {
      return {rows_.try_emplace(rows_.end(), id), true};
    }
    return rows_.try_emplace(id);
  }

  Rows rows_;
  std::map<Id, Value> staged_;
  std::vector<Row*> dirty_;
  ports::RowKey last_key_ = 0;
};

}  // namespace tocsin::adapters::memory
