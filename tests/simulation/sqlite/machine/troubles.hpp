#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tocsin::simulation {

// What can go wrong while the machine runs.
#define TOCSIN_TROUBLES(X)                                              \
  X(read_fails, "a read fails")                                         \
  X(write_fails, "a write fails")                                       \
  X(write_is_short, "a write fails after a part of it")                 \
  X(disk_full, "no room for a file to grow")                            \
  X(sync_fails, "a sync fails, and what it was for may never be there") \
  X(truncate_fails, "a truncation fails")                               \
  X(open_fails, "a file cannot be opened")                              \
  X(remove_fails, "a file cannot be removed")                           \
  X(look_fails, "a file's size or being cannot be told")                \
  X(directory_sync_fails, "a sync of the directory fails")              \
  X(shared_memory_fails, "the shared memory cannot be had")             \
  X(lock_fails, "a lock cannot be had")

#define TOCSIN_TROUBLE(name, text) name,
enum class Trouble : std::uint8_t { TOCSIN_TROUBLES(TOCSIN_TROUBLE) };
#undef TOCSIN_TROUBLE
#define TOCSIN_TROUBLE(name, text) std::string_view{text},
inline constexpr std::array trouble_texts{TOCSIN_TROUBLES(TOCSIN_TROUBLE)};
#undef TOCSIN_TROUBLE
inline constexpr std::size_t trouble_count = trouble_texts.size();

using TroubleCounts = std::array<std::uint64_t, trouble_count>;

}  // namespace tocsin::simulation
