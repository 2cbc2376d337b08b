#include "tests/simulation/sqlite/files/volatile_file.hpp"

#include <algorithm>
#include <cstring>
#include <map>

namespace tocsin::simulation {
namespace {

void overwrite(std::string& image, std::size_t at, std::string_view bytes) {
  if (image.size() < at + bytes.size()) image.resize(at + bytes.size());
  std::copy(bytes.begin(), bytes.end(), image.begin() + static_cast<std::ptrdiff_t>(at));
}

// Calls for each sector with the part of the bytes that is in it, and where it is in the file.
template <typename Part>
void for_each_sector(std::size_t at, std::string_view bytes, std::size_t sector, Part part) {
  while (!bytes.empty()) {
    const auto length = std::min(bytes.size(), sector - at % sector);
    part(at / sector, at, bytes.substr(0, length));
    at += length;
    bytes.remove_prefix(length);
  }
}

}  // namespace

std::size_t VolatileFile::read(std::size_t from, char* to, std::size_t length) const {
  const auto there = from < seen_.size() ? std::min(length, seen_.size() - from) : 0;
  if (there > 0) std::memcpy(to, seen_.data() + from, there);
  return there;
}

void VolatileFile::write(std::size_t at, std::string_view bytes) {
  if (bytes.empty()) return;
  overwrite(seen_, at, bytes);
  changes_.push_back({at, std::string{bytes}, false});
}

void VolatileFile::truncate(std::size_t size) {
  seen_.resize(size);
  changes_.push_back({size, {}, true});
}

void VolatileFile::sync() {
  for (const auto& change : changes_) {
    if (change.is_truncation) {
      kept_.resize(change.at);
    } else {
      overwrite(kept_, change.at, change.bytes);
    }
  }
  changes_.clear();
}

void VolatileFile::lose_sync(Chance& chance, std::size_t sector) {
  kept_ = left_on_disk(chance, sector);
  changes_.clear();
  is_doubtful_ = true;
}

void VolatileFile::drop_from_memory(Chance& chance) {
  constexpr std::size_t page = 4096;
  if (!is_doubtful_ || !changes_.empty()) return;
  const auto one_in = 1 + chance.below(4);
  const auto end = std::min(seen_.size(), kept_.size());
  for (std::size_t at = 0; at < end; at += page) {
    const auto length = std::min(page, end - at);
    if (chance.one_in(one_in)) overwrite(seen_, at, std::string_view{kept_}.substr(at, length));
  }
  is_doubtful_ = false;
}

void VolatileFile::cut(Chance& chance, std::size_t sector) {
  if (!changes_.empty()) kept_ = left_on_disk(chance, sector);
  changes_.clear();
  seen_ = kept_;
  is_doubtful_ = false;
}

std::string VolatileFile::left_on_disk(Chance& chance, std::size_t sector) const {
  const auto first_ones = chance.below(changes_.size() + 1);
  switch (chance.below(4)) {
    case 0: return left_in_order(chance, changes_.size());
    case 1: return left_in_order(chance, 0);
    case 2: return left_in_order(chance, first_ones);
    default: return left_in_disorder(chance, first_ones, sector);
  }
}

// The first writes are there, and a part of the next one.
std::string VolatileFile::left_in_order(Chance& chance, std::size_t first_ones) const {
  auto image = kept_;
  for (std::size_t i = 0; i < first_ones; ++i) {
    const auto& change = changes_[i];
    if (change.is_truncation) image.resize(change.at);
    overwrite(image, change.at, change.bytes);
  }
  if (first_ones < changes_.size() && !changes_[first_ones].is_truncation) {
    const auto& torn = changes_[first_ones];
    overwrite(
        image, torn.at, std::string_view{torn.bytes}.substr(0, chance.below(torn.bytes.size())));
  }
  return image;
}

// The size is what the first changes made it. Each sector has had its own first writes, and perhaps
// a part of the next one; what has never been written is whatever was there before.
std::string VolatileFile::left_in_disorder(Chance& chance,
                                           std::size_t sized,
                                           std::size_t sector) const {
  std::map<std::size_t, std::size_t> writes;  // by sector
  for (const auto& change : changes_) {
    for_each_sector(change.at, change.bytes, sector, [&](auto n, auto, auto) { ++writes[n]; });
  }
  std::map<std::size_t, std::size_t> halves;  // of the writes to the sector that are there
  for (const auto& [n, count] : writes)
    halves[n] = chance.below(2 * count + 1);

  const char blank = static_cast<char>(chance.one_in(2) ? 0 : chance.below(256));
  auto image = kept_;
  auto size = kept_.size();
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    const auto& [at, bytes, is_truncation] = changes_[i];
    if (i < sized) size = is_truncation ? at : std::max(size, at + bytes.size());
    if (is_truncation && i < sized) image.resize(std::min(at, image.size()));
    if (image.size() < at + bytes.size()) image.resize(at + bytes.size(), blank);
    for_each_sector(at, bytes, sector, [&](auto n, auto where, auto part) {
      auto& left = halves[n];
      if (left >= 2) overwrite(image, where, part);
      if (left == 1) overwrite(image, where, part.substr(0, chance.below(part.size())));
      left -= std::min<std::size_t>(left, 2);
    });
  }
  image.resize(size, blank);
  return image;
}

}  // namespace tocsin::simulation
