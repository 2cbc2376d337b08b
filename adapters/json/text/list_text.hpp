#pragma once

#include <cassert>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <limits>
#include <memory>
#include <string_view>
#include <type_traits>

#include "adapters/json/text/quoted.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::json {

// Writes JSON lists, value by value, into bytes that only grow: [1,"a",[null,2]]. Every command
// writes some, and appending to a std::string takes twice as many instructions. Writes the commas
// itself. Reuses its memory after clear().
class ListText {
 public:
  void begin() { put('['); }
  void end() { end_at(room(1), ']'); }

  void add(std::string_view text) {
    char* const place = next(room_for_quoted(text.size()));
    end_at(write_quoted(place, text));
  }
  template <std::integral Number>
  void add(Number number) {
    constexpr std::size_t most_digits = std::numeric_limits<Number>::digits10 + 2;  // and a sign
    char* const place = next(most_digits);
    if constexpr (std::same_as<Number, bool>) {
      end_at(place, number ? '1' : '0');
    } else {
      end_at(std::to_chars(place, place + most_digits, number).ptr);
    }
  }
  // The shortest text that reads back the same bits. JSON has no other numbers than finite ones.
  void add(double number) {
    assert(std::isfinite(number));
    constexpr std::size_t most_characters = 24;
    char* const place = next(most_characters);
    end_at(std::to_chars(place, place + most_characters, number).ptr);
  }
  void add(domain::Duration duration) { add(duration.count()); }
  void add(domain::Time time) { add(time.time_since_epoch()); }
  void add(domain::Severity severity) { add(severity.token()); }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void add(Enum value) { add(domain::word_for(value)); }
  template <typename Tag>
  void add(const domain::Id<Tag>& id) {
    char* place = next(domain::uuid_text_length + 2);
    *place++ = '"';
    end_at(domain::write_text(place, id.value), '"');
  }
  template <typename Tag>
  void add(const domain::Name<Tag>& name) {
    add(name.value);
  }
  void add_null() {
    constexpr std::string_view null = "null";
    char* const place = next(null.size());
    std::memcpy(place, null.data(), null.size());
    end_at(place + null.size());
  }

  std::string_view text() const { return {bytes_.get(), size_}; }
  std::size_t size() const { return size_; }
  void clear() { size_ = 0; }

 private:
  // Returns a place for this many bytes.
  char* room(std::size_t bytes) {
    if (capacity_ - size_ < bytes) grow(bytes);
    return bytes_.get() + size_;
  }

  // Returns a place for the next value of a list, behind the comma before it.
  char* next(std::size_t bytes) {
    char* place = room(bytes + 1);
    if (size_ > 0 && place[-1] != '[') *place++ = ',';
    return place;
  }

  void put(char letter) { end_at(next(1), letter); }
  void end_at(char* place, char last) {
    *place = last;
    end_at(place + 1);
  }
  void end_at(const char* end) { size_ = static_cast<std::size_t>(end - bytes_.get()); }

  void grow(std::size_t bytes) {
    capacity_ = 2 * (size_ + bytes);
    auto larger = std::make_unique_for_overwrite<char[]>(capacity_);
    if (size_ > 0) std::memcpy(larger.get(), bytes_.get(), size_);
    bytes_ = std::move(larger);
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace tocsin::adapters::json
