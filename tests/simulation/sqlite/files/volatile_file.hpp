#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/sqlite/machine/chance.hpp"

namespace tocsin::simulation {

// A file as its readers see it and as the disk has it. Between the two are the writes since the
// last sync: of them a loss of power leaves what it likes, sector by sector. What a write does not
// touch it does not damage, also within a sector: so does SQLite think of the disks of Linux
// (SQLITE_IOCAP_POWERSAFE_OVERWRITE).
class VolatileFile {
 public:
  std::size_t size() const { return seen_.size(); }

  // How many bytes there were.
  std::size_t read(std::size_t from, char* to, std::size_t length) const;
  void write(std::size_t at, std::string_view bytes);
  void truncate(std::size_t size);

  // All that was written is on the disk.
  void sync();
  // Some of what was written is on the disk; the rest never will be, whoever syncs later. The
  // system still shows it, for as long as it does not need the memory.
  void lose_sync(Chance& chance, std::size_t sector);

  // The system has needed the memory of what it thought was on the disk: pages of what it shows
  // are read from the disk again.
  void drop_from_memory(Chance& chance);

  // The power is gone and has come back.
  void cut(Chance& chance, std::size_t sector);

 private:
  struct Change {
    std::size_t at = 0;
    std::string bytes;
    bool is_truncation = false;  // to the size `at`
  };

  // What is there of the changes: all, nothing, the first ones, or some in any order. The last
  // alone would nearly always lose the first sectors, and the rest would never be looked at.
  std::string left_on_disk(Chance& chance, std::size_t sector) const;
  std::string left_in_order(Chance& chance, std::size_t first_ones) const;
  std::string left_in_disorder(Chance& chance, std::size_t sized, std::size_t sector) const;

  std::string seen_;
  std::string kept_;
  std::vector<Change> changes_;  // since the last sync
  bool is_doubtful_ = false;     // a sync of it has failed
};

}  // namespace tocsin::simulation
