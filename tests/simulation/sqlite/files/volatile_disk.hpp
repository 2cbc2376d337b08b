#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/sqlite/files/volatile_file.hpp"

namespace tocsin::simulation {

// Files in one directory. A file that was made or removed is so on the disk when the directory has
// been synced; before, a loss of power may undo it.
class VolatileDisk {
 public:
  using File = std::shared_ptr<VolatileFile>;

  explicit VolatileDisk(std::size_t sector = 4096) : sector_(sector) {}
  // With files of its own.
  VolatileDisk(const VolatileDisk& other);
  VolatileDisk& operator=(const VolatileDisk&) = delete;
  ~VolatileDisk() = default;

  std::size_t sector() const { return sector_; }

  File find(const std::string& name) const;  // null when there is none
  File make(const std::string& name);
  void remove(const std::string& name);

  void sync_names();
  void sync_all();

  void drop_from_memory(Chance& chance);
  void cut(Chance& chance);

 private:
  using Names = std::map<std::string, File>;

  std::size_t sector_;
  Names seen_;
  Names kept_;
  std::vector<std::pair<std::string, File>> changes_;  // since the last sync; null: removed
};

}  // namespace tocsin::simulation
