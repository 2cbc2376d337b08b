#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// The addresses of a list separated by commas, "name <address>" allowed; empty when one of them is
// no address, or there is none.
std::vector<std::string> mail_addresses(std::string_view list);

// A notification as a mail (RFC 5322, MIME): text and HTML, UTF-8. Its Message-ID is made of the
// message's key, so mail programs know a repeated one.
std::string email_message(const domain::Message& message,
                          const std::string& from,
                          const std::vector<std::string>& to);

}  // namespace tocsin::adapters::channels
