#pragma once

#include <string>

namespace tocsin::tests {

// While it lives, no write of SQLite finds room on the disk.
class FullDisk {
 public:
  FullDisk();
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk();
};

// While it lives, the fsync of files whose name ends so fails.
class ForgetfulDisk {
 public:
  explicit ForgetfulDisk(const std::string& name_end);
  ForgetfulDisk(const ForgetfulDisk&) = delete;
  ForgetfulDisk& operator=(const ForgetfulDisk&) = delete;
  ~ForgetfulDisk();
};

}  // namespace tocsin::tests
