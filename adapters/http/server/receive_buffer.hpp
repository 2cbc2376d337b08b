#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace tocsin::adapters::http {

// Holds received bytes until they are used. Grows only while nothing is used, so the readers of
// heads and bodies bound it.
class ReceiveBuffer {
 public:
  std::string_view received() const { return {bytes_.data() + begin_, end_ - begin_}; }

  void use(std::size_t bytes) {
    begin_ += bytes;
    if (begin_ == end_) begin_ = end_ = 0;
  }

  // Returns the space for the next bytes; never empty.
  std::span<char> room() {
    if (end_ == bytes_.size() && begin_ > 0) {
      std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == bytes_.size()) bytes_.resize(2 * bytes_.size());
    return std::span{bytes_}.subspan(end_);
  }

  void add(std::size_t bytes) { end_ += bytes; }

 private:
  static constexpr std::size_t initial_bytes = 4096;

  std::vector<char> bytes_ = std::vector<char>(initial_bytes);
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace tocsin::adapters::http
