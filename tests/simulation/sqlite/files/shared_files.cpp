#include "tests/simulation/sqlite/files/shared_files.hpp"

#include <algorithm>

#include <sqlite3.h>

namespace tocsin::simulation {

bool FileLocks::has_another(Who who, int at_least) const {
  return std::any_of(levels_.begin(), levels_.end(), [&](const auto& other) {
    return other.first != who && other.second >= at_least;
  });
}

// Who wants to be alone and is not yet keeps new readers out meanwhile.
bool FileLocks::raise(Who who, int level) {
  if (has_another(who, level == SQLITE_LOCK_SHARED ? SQLITE_LOCK_PENDING : SQLITE_LOCK_RESERVED)) {
    return false;
  }
  auto& mine = levels_[who];
  const bool must_wait = level == SQLITE_LOCK_EXCLUSIVE && has_another(who, SQLITE_LOCK_SHARED);
  mine = std::max(mine, must_wait ? SQLITE_LOCK_PENDING : level);
  return !must_wait;
}

void FileLocks::lower(Who who, int level) {
  if (level == SQLITE_LOCK_NONE) {
    levels_.erase(who);
  } else {
    levels_[who] = std::min(levels_[who], level);
  }
}

bool FileLocks::is_reserved() const { return has_another(nullptr, SQLITE_LOCK_RESERVED); }

void SharedMemory::leave(Who who) {
  held_.erase(who);
  if (held_.empty()) regions_.clear();
}

bool SharedMemory::lock(Who who, std::uint32_t parts, bool is_exclusive) {
  for (const auto& [other, held] : held_) {
    const auto in_the_way = is_exclusive ? held.shared | held.exclusive : held.exclusive;
    if (other != who && (in_the_way & parts) != 0) return false;
  }
  auto& mine = held_[who];
  (is_exclusive ? mine.exclusive : mine.shared) |= parts;
  return true;
}

void SharedMemory::unlock(Who who, std::uint32_t parts, bool is_exclusive) {
  auto& mine = held_[who];
  (is_exclusive ? mine.exclusive : mine.shared) &= ~parts;
}

}  // namespace tocsin::simulation
