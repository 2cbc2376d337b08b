#include "domain/workflows/signal.hpp"

#include <string_view>

namespace tocsin::domain {
namespace {

class Fnv1a {
 public:
  void add(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte)
      mix(static_cast<unsigned char>(number >> (8 * byte)));
  }
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    for (const char c : text)
      mix(static_cast<unsigned char>(c));
  }
  std::uint64_t hash() const { return hash_; }

 private:
  void mix(unsigned char byte) {
    constexpr std::uint64_t prime = 0x100'0000'01B3;
    hash_ = (hash_ ^ byte) * prime;
  }

  std::uint64_t hash_ = 0xCBF2'9CE4'8422'2325;
};

}  // namespace

std::string signal_id(const Signal& signal, Time received_at) {
  const auto at = signal.occurred_at.value_or(received_at);
  return signal.type + '#' + signal.subject + '#' + std::to_string(at.time_since_epoch().count());
}

std::uint64_t content_hash(const Signal& signal) {
  Fnv1a hash;
  hash.add(signal.tenant.value);
  hash.add(signal.type);
  hash.add(signal.subject);
  for (const auto& [path, value] : signal.fields) {
    hash.add(path);
    hash.add(value);
  }
  return hash.hash();
}

}  // namespace tocsin::domain
