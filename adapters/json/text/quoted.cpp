#include "adapters/json/text/quoted.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::json {
namespace {

// Processes eight characters at a time: every event has fields and bodies.
using EightLetters = std::uint64_t;
static_assert(std::endian::native == std::endian::little, "the first letter is the lowest byte");

constexpr EightLetters in_each(EightLetters letter) { return letter * 0x0101010101010101U; }

// Sets the high bit of each character below 128 that is not less than this.
constexpr EightLetters at_least(EightLetters letter, EightLetters word) {
  return word + in_each(0x80 - letter);
}

// Sets the high bit of each character that JSON escapes, or that is not ASCII.
constexpr EightLetters special_in(EightLetters word) {
  const EightLetters low = word & in_each(0x7F);
  const auto plain =
      at_least(' ', low) & at_least(1, low ^ in_each('"')) & at_least(1, low ^ in_each('\\'));
  return (word | ~plain) & in_each(0x80);
}

// Writes the first characters of a word, which is otherwise plain, to a place with space for three.
// Returns the end; null if there is more than ASCII with a few quotes.
char* write_word(char* out, EightLetters word, std::size_t letters) {
  std::memcpy(out, &word, sizeof word);
  std::size_t written = 0;
  for (auto special = special_in(word); special != 0; special &= special - 1) {
    const auto place = static_cast<std::size_t>(std::countr_zero(special)) / 8;
    const EightLetters rest = word >> (8 * place);
    const auto letter = static_cast<char>(rest);
    if (letter != '"' && letter != '\\') return nullptr;
    out += place - written;
    *out++ = '\\';
    std::memcpy(out, &rest, sizeof rest);
    written = place;
  }
  return out + (letters - written);
}

// The size of a piece of text that is quoted at a time in a separate buffer: a string that grows
// fills its new bytes with zeros first.
constexpr std::size_t piece_size = 256;
using Buffer = std::array<char, 2 * piece_size + sizeof(EightLetters)>;

// Writes the piece to the buffer. Returns the end; null as above.
char* write_piece(Buffer& buffer, std::string_view piece) {
  char* out = buffer.data();
  EightLetters word = in_each(' ');
  while (out != nullptr && piece.size() >= sizeof word) {
    std::memcpy(&word, piece.data(), sizeof word);
    out = write_word(out, word, sizeof word);
    piece.remove_prefix(sizeof word);
  }
  if (out == nullptr || piece.empty()) return out;
  word = in_each(' ');
  std::memcpy(&word, piece.data(), piece.size());
  return write_word(out, word, piece.size());
}

// Quotes any text.
std::string quoted(std::string_view text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void append_quoted(std::string& json, std::string_view text) {
  const auto start = json.size();
  json += '"';
  Buffer buffer;
  for (std::size_t done = 0; done < text.size(); done += piece_size) {
    char* const end = write_piece(buffer, text.substr(done, piece_size));
    if (end == nullptr) {
      json.replace(start, std::string::npos, quoted(text));
      return;
    }
    json.append(buffer.data(), end);
  }
  json += '"';
}

}  // namespace tocsin::adapters::json
