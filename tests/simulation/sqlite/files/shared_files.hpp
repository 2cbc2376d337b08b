#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace tocsin::simulation {

// Who of the connections to a database file may read and write it; the levels are SQLite's.
class FileLocks {
 public:
  using Who = const void*;

  // False when another one is in the way.
  bool raise(Who who, int level);
  void lower(Who who, int level);
  bool is_reserved() const;

 private:
  bool has_another(Who who, int at_least) const;

  std::map<Who, int> levels_;
};

// The memory that the connections to a database file share, and the locks on its parts. Gone with
// the last of them.
class SharedMemory {
 public:
  using Who = const void*;

  void join(Who who) { held_[who]; }
  void leave(Who who);

  std::size_t regions() const { return regions_.size(); }
  char* region(std::size_t n) { return regions_[n].get(); }
  void add_region(std::size_t bytes) { regions_.push_back(std::make_unique<char[]>(bytes)); }

  // Each bit is a part. False when another one is in the way.
  bool lock(Who who, std::uint32_t parts, bool is_exclusive);
  void unlock(Who who, std::uint32_t parts, bool is_exclusive);

 private:
  struct Held {
    std::uint32_t shared = 0;
    std::uint32_t exclusive = 0;
  };

  std::map<Who, Held> held_;
  std::vector<std::unique_ptr<char[]>> regions_;
};

}  // namespace tocsin::simulation
