#include "domain/kernel/fields.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace tocsin::domain {
namespace {

using Lengths = std::array<std::uint32_t, 2>;  // of the path and of the value

Lengths lengths_at(const char* at) {
  Lengths lengths;
  std::memcpy(lengths.data(), at, sizeof lengths);
  return lengths;
}

}  // namespace

Field Fields::Iterator::operator*() const {
  const auto [path, value] = lengths_at(at_);
  const char* text = at_ + sizeof(Lengths);
  return {{text, path}, {text + path, value}};
}

Fields::Iterator& Fields::Iterator::operator++() {
  const auto [path, value] = lengths_at(at_);
  at_ += sizeof(Lengths) + path + value;
  return *this;
}

Fields::Fields(std::initializer_list<Field> fields) {
  for (const auto& field : fields)
    add(field.path, field.value);
}

void Fields::add(std::string_view path, std::string_view value) {
  const Lengths lengths{static_cast<std::uint32_t>(path.size()),
                        static_cast<std::uint32_t>(value.size())};
  std::array<char, sizeof lengths> bytes;
  std::memcpy(bytes.data(), lengths.data(), bytes.size());
  packed_.append(bytes.data(), bytes.size()).append(path).append(value);
}

Fields Fields::from_packed(std::string_view packed) {
  Fields fields;
  fields.packed_ = packed;
  return fields;
}

std::optional<std::string_view> Fields::find(std::string_view path) const {
  const auto found =
      std::find_if(begin(), end(), [&](const Field& field) { return field.path == path; });
  if (found == end()) return std::nullopt;
  return (*found).value;
}

}  // namespace tocsin::domain
