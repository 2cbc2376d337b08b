#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tocsin::simulation {

// Bugs that can be planted, one at a time, around the ledger: in the disk, in the settings of
// SQLite, in who takes its answers. Each must be found.
#define TOCSIN_SQLITE_PLANTED(X)                                                       \
  X(none, "")                                                                          \
  X(sync_lies, "a sync says yes and does nothing")                                     \
  X(log_sync_lies, "the same, for the log only")                                       \
  X(database_sync_lies, "the same, for the database file only")                        \
  X(directory_sync_lies, "the same, for the directory only")                           \
  X(sync_retried, "a sync that failed is tried again, and that is believed")           \
  X(synchronous_off, "PRAGMA synchronous = OFF")                                       \
  X(synchronous_normal, "PRAGMA synchronous = NORMAL")                                 \
  X(journal_mode_delete, "PRAGMA journal_mode = DELETE")                               \
  X(journal_mode_memory, "PRAGMA journal_mode = MEMORY")                               \
  X(answer_before_commit, "a batch is answered before its COMMIT")                     \
  X(refusal_is_kept, "a batch that was refused is answered as if it had been kept")    \
  X(batch_in_two, "a batch is committed in two halves: a refusal takes back only one") \
  X(row_forgotten, "a batch leaves out its last row")

#define TOCSIN_MUTANT(name, text) name,
enum class SqliteMutant { TOCSIN_SQLITE_PLANTED(TOCSIN_MUTANT) };
#undef TOCSIN_MUTANT
#define TOCSIN_MUTANT(name, text) std::string_view{text},
inline constexpr std::array sqlite_mutant_texts{TOCSIN_SQLITE_PLANTED(TOCSIN_MUTANT)};
#undef TOCSIN_MUTANT

inline constexpr std::size_t sqlite_mutant_count = sqlite_mutant_texts.size();

}  // namespace tocsin::simulation
