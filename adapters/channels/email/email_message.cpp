#include "adapters/channels/email/email_message.hpp"

#include "adapters/channels/email/header_text.hpp"
#include "adapters/channels/email/mail_content.hpp"
#include "adapters/channels/email/mail_date.hpp"
#include "adapters/channels/text/base64.hpp"
#include "adapters/channels/text/text.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::Message;

constexpr std::size_t max_subject_characters = 200;

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

std::string email_message(const Message& message,
                          const Mailbox& from,
                          const std::vector<std::string>& to) {
  const auto& id = message.key;
  const auto content = mail_content(message);
  const auto boundary = "tocsin-" + id;  // '-' is not in base64, so it is in no part

  return "Date: " + rfc5322(message.created_at) +  //
         "\r\nFrom: " + header_of(from) +          //
         "\r\nTo: " + folded(to) +                 //
         "\r\nSubject: " +
         header_text(first_characters(content.subject, max_subject_characters)) +            //
         "\r\nMessage-ID: <" + id + '@' + domain_of(from) + '>' +                            //
         "\r\nAuto-Submitted: auto-generated" +                                              //
         "\r\nMIME-Version: 1.0" +                                                           //
         "\r\nContent-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n" +  //
         part(boundary, "text/plain", content.text) +                                        //
         part(boundary, "text/html", content.html) +                                         //
         "--" + boundary + "--\r\n";
}

}  // namespace tocsin::adapters::channels
