#include "domain/workflows/signal.hpp"

#include <string_view>

#include "domain/kernel/fnv1a.hpp"

namespace tocsin::domain {
namespace {

class ContentHash {
 public:
  void add(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) {
      const char bits = static_cast<char>(number >> (8 * byte));
      value_ = fnv1a({&bits, 1}, value_);
    }
  }
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    value_ = fnv1a(text, value_);
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = fnv1a_basis;
};

}  // namespace

std::string signal_id(const Signal& signal, Time received_at, std::uint32_t ordinal) {
  return signal_id(signal.type, signal.subject, signal.occurred_at.value_or(received_at), ordinal);
}

std::string signal_id(std::string_view type,
                      std::string_view subject,
                      Time at,
                      std::uint32_t ordinal) {
  constexpr std::size_t most_digits = 32;
  std::string id;
  id.reserve(type.size() + subject.size() + most_digits);
  id.append(type).append(1, '#').append(subject).append(1, '#');
  id += std::to_string(at.time_since_epoch().count());
  if (ordinal > 1) id.append(1, '#').append(std::to_string(ordinal));
  return id;
}

std::uint64_t content_hash(const Signal& signal) {
  ContentHash hash;
  hash.add(signal.tenant.value);
  hash.add(signal.type);
  hash.add(signal.subject);
  for (const auto& [path, value] : signal.fields) {
    hash.add(path);
    hash.add(value);
  }
  return hash.value();
}

}  // namespace tocsin::domain
