#pragma once

#include <filesystem>

#include "domain/kernel/result.hpp"

namespace tocsin::adapters::sqlite {

// The directory that holds the database, in use by this process and no other for as long as this
// object lives.
class DataDirectory {
 public:
  // Makes it (for its owner only) when it is not there. conflict when another process uses it.
  static Result<DataDirectory> open(const std::filesystem::path& path);

  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&& other) noexcept;
  ~DataDirectory();

  std::filesystem::path database() const { return path_ / "tocsin.db"; }

  // Returns when the names of the files in it would survive a loss of power.
  Result<Done> sync() const;

 private:
  DataDirectory(std::filesystem::path path, int lock);

  std::filesystem::path path_;
  int lock_;
};

}  // namespace tocsin::adapters::sqlite
