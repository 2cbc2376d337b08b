#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ports/store/journal.hpp"
#include "ports/store/store_transaction.hpp"
#include "ports/store/unit_of_work.hpp"
#include "tests/fakes/kernel.hpp"

namespace tocsin::tests {

// Says how the scope of a command ended, and can refuse to keep it.
struct FakeUnitOfWork : ports::UnitOfWork {
  enum class End { none, committed, rolled_back, refused };

  void begin() override {
    ++begun;
    end = End::none;
  }
  Result<Done> commit() override {
    end = refuses ? End::refused : End::committed;
    if (refuses) return gone();
    return Done{};
  }
  void rollback() override { end = End::rolled_back; }

  bool refuses = false;
  int begun = 0;
  End end = End::none;
};

// Says what happened in which order, and can refuse a batch.
struct FakeStoreTransaction : ports::StoreTransaction {
  explicit FakeStoreTransaction(std::vector<std::string>& events) : happened(events) {}

  Result<Done> begin_batch() override {
    happened.emplace_back("begin");
    if (refuses_begin) return gone();
    return Done{};
  }
  Result<Done> commit_batch() override {
    happened.emplace_back("commit");
    if (refuses_commit) return fail(ErrorKind::unavailable, "the disk is full");
    return Done{};
  }

  std::vector<std::string>& happened;
  bool refuses_begin = false;
  bool refuses_commit = false;
};

struct FakeJournal : ports::Journal {
  void append(ports::JournalEntry entry) override { entries.push_back(std::move(entry)); }

  std::vector<ports::JournalEntry> entries;
};

}  // namespace tocsin::tests
