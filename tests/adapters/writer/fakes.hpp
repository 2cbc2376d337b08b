#pragma once

#include <string>
#include <vector>

#include "ports/kernel/log.hpp"
#include "ports/store/journal.hpp"
#include "ports/store/store_transaction.hpp"

namespace tocsin::tests {

// Says what happened in which order, and can refuse a batch.
struct FakeStoreTransaction : ports::StoreTransaction {
  explicit FakeStoreTransaction(std::vector<std::string>& events) : happened(events) {}

  Result<Done> begin_batch() override {
    happened.emplace_back("begin");
    if (refuses_begin) return fail(ErrorKind::unavailable, "the store is gone");
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

struct SilentLog : ports::Log {
  void write(ports::LogLevel, std::string_view, std::initializer_list<ports::LogField>) override {}
};

}  // namespace tocsin::tests
