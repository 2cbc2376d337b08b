#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// A sender or recipient of mail (RFC 5322, 3.4): an address, and the name that mail programs show.
struct Mailbox {
  std::string name;  // empty: none
  std::string address;
};

// Parses `address`, `name <address>` or `"name" <address>`; nothing if the text is not one mailbox.
std::optional<Mailbox> mailbox_from(std::string_view text);

// Returns the mailbox for a header: the name as it is, quoted, or as encoded words (RFC 2047).
std::string header_of(const Mailbox& mailbox);

// Returns the part of the address after the @.
std::string domain_of(const Mailbox& mailbox);

}  // namespace tocsin::adapters::channels
