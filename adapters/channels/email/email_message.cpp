#include "adapters/channels/email/email_message.hpp"

#include <algorithm>

#include "adapters/channels/email/header_text.hpp"
#include "adapters/channels/email/mail_content.hpp"
#include "adapters/channels/email/mail_date.hpp"
#include "adapters/channels/text/base64.hpp"
#include "adapters/channels/text/text.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::Message;

constexpr std::size_t max_subject_characters = 200;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Whether the text is an address. Characters that would end the address in an SMTP command, or
// begin another one, are not allowed.
bool is_address(std::string_view text) {
  const bool is_plain = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '<' || c == '>';
  });
  return is_plain && text.find('@') != std::string_view::npos;
}

// Returns the address of "name <address>", or the whole text.
std::string_view bare_address(std::string_view text) {
  const auto open = text.rfind('<');
  if (open == std::string_view::npos || !text.ends_with('>')) return text;
  return text.substr(open + 1, text.size() - open - 2);
}

std::string part(const std::string& boundary, const std::string& type, std::string_view content) {
  return "--" + boundary + "\r\nContent-Type: " + type +
         "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(content);
}

// Folds the list: one recipient per line, for any number.
std::string folded(const std::vector<std::string>& addresses) {
  std::string lines;
  for (const auto& address : addresses) {
    if (!lines.empty()) lines += ",\r\n ";
    lines += address;
  }
  return lines;
}

}  // namespace

std::vector<std::string> mail_addresses(std::string_view list) {
  if (one_line(list) != list) return {};
  std::vector<std::string> addresses;
  for (bool is_last = false; !is_last;) {
    const auto comma = list.find(',');
    const auto address = bare_address(trimmed(list.substr(0, comma)));
    if (!is_address(address)) return {};
    addresses.emplace_back(address);
    is_last = comma == std::string_view::npos;
    if (!is_last) list.remove_prefix(comma + 1);
  }
  return addresses;
}

std::string email_message(const Message& message,
                          const std::string& from,
                          const std::vector<std::string>& to) {
  const auto& id = message.key;
  const auto address = std::string{bare_address(trimmed(from))};
  const auto domain = address.substr(address.find('@') + 1);
  const auto content = mail_content(message);
  const auto boundary = "tocsin-" + id;  // '-' is not in base64, so it is in no part

  return "Date: " + rfc5322(message.created_at) +  //
         "\r\nFrom: " + one_line(from) +           //
         "\r\nTo: " + folded(to) +                 //
         "\r\nSubject: " +
         header_text(first_characters(content.subject, max_subject_characters)) +            //
         "\r\nMessage-ID: <" + id + '@' + domain + '>' +                                     //
         "\r\nAuto-Submitted: auto-generated" +                                              //
         "\r\nMIME-Version: 1.0" +                                                           //
         "\r\nContent-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n" +  //
         part(boundary, "text/plain", content.text) +                                        //
         part(boundary, "text/html", content.html) +                                         //
         "--" + boundary + "--\r\n";
}

}  // namespace tocsin::adapters::channels
