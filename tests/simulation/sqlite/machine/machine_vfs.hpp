#pragma once

#include "tests/simulation/sqlite/machine/disk_machine.hpp"

namespace tocsin::simulation {

// While it lives, the files of SQLite are on the machine's disk and nowhere else, and so is every
// fsync of this program: what it syncs by itself is the directory. It answers as SQLite's own VFS
// for Unix does, with POWERSAFE_OVERWRITE and sectors of 4096 bytes, whatever the disk has. One at
// a time.
class MachineVfs {
 public:
  explicit MachineVfs(DiskMachine& machine);
  MachineVfs(const MachineVfs&) = delete;
  MachineVfs& operator=(const MachineVfs&) = delete;
  ~MachineVfs();
};

}  // namespace tocsin::simulation
