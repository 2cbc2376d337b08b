#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// Returns the addresses of a list separated by commas, in which "name <address>" is allowed; empty
// if one of them is not a valid address, or there is none.
std::vector<std::string> mail_addresses(std::string_view list);

// Returns a notification as a mail (RFC 5322, MIME): text and HTML, UTF-8. Its Message-ID is
// derived from the message's key, so mail programs recognize duplicates.
std::string email_message(const domain::Message& message,
                          const std::string& from,
                          const std::vector<std::string>& to);

}  // namespace tocsin::adapters::channels
