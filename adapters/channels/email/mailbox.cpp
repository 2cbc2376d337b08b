#include "adapters/channels/email/mailbox.hpp"

#include <algorithm>

#include "adapters/channels/email/header_text.hpp"
#include "adapters/channels/text/text.hpp"
#include "domain/channels/address.hpp"
#include "domain/kernel/trimmed.hpp"

namespace tocsin::adapters::channels {
namespace {

// Returns the text of a quoted string; nothing if it ends early.
std::optional<std::string> unquoted(std::string_view text) {
  std::string name;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1 == text.size() ? std::optional{name} : std::nullopt;
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    name += text[at];
  }
  return std::nullopt;
}

// Returns the name before an address. Without quotes it may have all characters but those of
// another address.
std::optional<std::string> name_from(std::string_view text) {
  if (text.starts_with('"')) return unquoted(text);
  if (text.find_first_of("<>@\"") != std::string_view::npos) return std::nullopt;
  return std::string{text};
}

// Whether the name needs neither quotes nor encoding: words of atoms (RFC 5322, 3.2.3).
bool is_plain(std::string_view name) {
  constexpr std::string_view specials = "()<>[]:;@\\,.\"";
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c < 0x7f; }) &&
         name.find_first_of(specials) == std::string_view::npos;
}

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::optional<Mailbox> mailbox_from(std::string_view text) {
  if (one_line(text) != text) return std::nullopt;
  text = domain::trimmed(text);
  Mailbox mailbox;
  const auto open = text.rfind('<');
  if (open == std::string_view::npos) {
    mailbox.address = text;
  } else {
    if (!text.ends_with('>')) return std::nullopt;
    auto name = name_from(domain::trimmed(text.substr(0, open)));
    if (!name) return std::nullopt;
    mailbox.name = *std::move(name);
    mailbox.address = text.substr(open + 1, text.size() - open - 2);
  }
  if (!domain::is_address(domain::Channel::email, mailbox.address)) return std::nullopt;
  return mailbox;
}

std::string header_of(const Mailbox& mailbox) {
  if (mailbox.name.empty()) return mailbox.address;
  const auto encoded = header_text(mailbox.name);
  const bool is_encoded = encoded != mailbox.name;
  const auto name = is_encoded || is_plain(mailbox.name) ? encoded : quoted_name(mailbox.name);
  return name + " <" + mailbox.address + '>';
}

std::string domain_of(const Mailbox& mailbox) {
  return mailbox.address.substr(mailbox.address.find('@') + 1);
}

}  // namespace tocsin::adapters::channels
