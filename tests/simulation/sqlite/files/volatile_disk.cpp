#include "tests/simulation/sqlite/files/volatile_disk.hpp"

#include <set>
#include <utility>

namespace tocsin::simulation {
namespace {

void set(std::map<std::string, VolatileDisk::File>& names,
         const std::string& name,
         const VolatileDisk::File& file) {
  if (file) {
    names[name] = file;
  } else {
    names.erase(name);
  }
}

}  // namespace

VolatileDisk::VolatileDisk(const VolatileDisk& other) : sector_(other.sector_) {
  std::map<File, File> copies;
  const auto copy_of = [&](const File& file) {
    if (!file) return File{};
    auto& copy = copies[file];
    if (!copy) copy = std::make_shared<VolatileFile>(*file);
    return copy;
  };
  for (const auto& [name, file] : other.seen_)
    seen_[name] = copy_of(file);
  for (const auto& [name, file] : other.kept_)
    kept_[name] = copy_of(file);
  for (const auto& [name, file] : other.changes_)
    changes_.emplace_back(name, copy_of(file));
}

VolatileDisk::File VolatileDisk::find(const std::string& name) const {
  const auto found = seen_.find(name);
  return found == seen_.end() ? nullptr : found->second;
}

VolatileDisk::File VolatileDisk::make(const std::string& name) {
  auto file = std::make_shared<VolatileFile>();
  seen_[name] = file;
  changes_.emplace_back(name, file);
  return file;
}

void VolatileDisk::remove(const std::string& name) {
  seen_.erase(name);
  changes_.emplace_back(name, nullptr);
}

void VolatileDisk::sync_names() {
  kept_ = seen_;
  changes_.clear();
}

void VolatileDisk::sync_all() {
  for (const auto& [name, file] : seen_)
    file->sync();
  sync_names();
}

void VolatileDisk::drop_from_memory(Chance& chance) {
  for (const auto& [name, file] : seen_)
    file->drop_from_memory(chance);
}

// Each name has had its own first changes.
void VolatileDisk::cut(Chance& chance) {
  std::map<std::string, std::size_t> left;
  for (const auto& [name, file] : changes_)
    ++left[name];
  for (auto& [name, count] : left)
    count = chance.below(count + 1);
  for (const auto& [name, file] : changes_) {
    auto& changes = left[name];
    if (changes == 0) continue;
    --changes;
    set(kept_, name, file);
  }
  changes_.clear();
  for (const auto& [name, file] : kept_)
    file->cut(chance, sector_);
  seen_ = kept_;
}

}  // namespace tocsin::simulation
