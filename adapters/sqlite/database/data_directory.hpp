#pragma once

#include <filesystem>

#include "domain/kernel/result.hpp"

namespace tocsin::adapters::sqlite {

// The directory of the database, locked for this process as long as this object lives.
class DataDirectory {
 public:
  // Opens the directory, and creates it (for its owner only) if it does not exist. Fails with
  // conflict if another process uses it.
  static Result<DataDirectory> open(const std::filesystem::path& path);

  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&& other) noexcept;
  ~DataDirectory();

  std::filesystem::path database() const { return path_ / "tocsin.db"; }

  // Returns when the file names in the directory would survive a loss of power.
  Result<Done> sync() const;

 private:
  DataDirectory(std::filesystem::path path, int lock);

  std::filesystem::path path_;
  int lock_;
};

}  // namespace tocsin::adapters::sqlite
