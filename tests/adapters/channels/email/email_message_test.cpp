#include "adapters/channels/email/email_message.hpp"

#include "adapters/channels/email/header_text.hpp"
#include "adapters/channels/text/base64.hpp"
#include "tests/adapters/channels/transfer/surroundings.hpp"

namespace tocsin::adapters::channels {
namespace {

// What stands before the first empty line.
std::string headers_of(const std::string& mail) { return mail.substr(0, mail.find("\r\n\r\n")); }

TEST(EmailMessage, has_headers_that_are_the_same_at_each_try) {
  EXPECT_EQ(
      headers_of(email_message(
          a_page(), {"Tocsin", "tocsin@example.com"}, {"alice@example.org", "bob@example.org"})),
      "Date: Wed, 22 Jan 2025 15:30:00 +0000\r\n"
      "From: Tocsin <tocsin@example.com>\r\n"
      "To: alice@example.org,\r\n bob@example.org\r\n"
      "Subject: [HIGH] payments: High CPU on server-1\r\n"
      "Message-ID: <01000000-0000-0000-0000-000000000000@example.com>\r\n"
      "Auto-Submitted: auto-generated\r\n"
      "MIME-Version: 1.0\r\n"
      "Content-Type: multipart/alternative; "
      "boundary=\"tocsin-01000000-0000-0000-0000-000000000000\"");
}

TEST(EmailMessage, takes_no_header_from_the_text_of_an_alert) {
  auto message = a_page();
  message.about.summary = "x\r\nBcc: eve@example.net\r\n\r\nbody";

  const auto headers = headers_of(email_message(message, {"", "t@example.com"}, {"a@example.com"}));

  EXPECT_NE(headers.find("Subject: [HIGH] payments: x  Bcc: eve@example.net    body\r\n"),
            std::string::npos);
  EXPECT_EQ(headers.find("\r\nBcc"), std::string::npos);
}

TEST(EmailMessage, takes_no_header_from_the_name_of_a_match) {
  auto message = a_match();
  message.about.name = "x\r\nBcc: eve@example.net";

  const auto headers = headers_of(email_message(message, {"", "t@example.com"}, {"a@example.com"}));

  EXPECT_NE(headers.find("Subject: Alert: CRITICAL - x  Bcc: eve@example.net\r\n"),
            std::string::npos);
  EXPECT_EQ(headers.find("\r\nBcc"), std::string::npos);
}

TEST(EmailMessage, keeps_its_lines_short) {
  auto message = a_page();
  message.about.summary = std::string(5000, 'x') + "\u20ac";

  std::string mail = email_message(message, {"", "t@example.com"}, {"a@example.com"});

  for (std::size_t end = 0; (end = mail.find("\r\n")) != std::string::npos;) {
    EXPECT_LE(end, 98U) << mail.substr(0, end);  // the line of the boundary
    mail.erase(0, end + 2);
  }
  EXPECT_TRUE(mail.empty());
}

TEST(HeaderText, stays_as_it_is_when_plain_and_short) {
  EXPECT_EQ(header_text("[HIGH] payments: x < y"), "[HIGH] payments: x < y");
  EXPECT_EQ(header_text(""), "");
}

TEST(HeaderText, is_encoded_when_it_is_neither) {
  EXPECT_EQ(header_text("gr\u00fcn"), "=?UTF-8?B?Z3LDvG4=?=");
  EXPECT_EQ(header_text("=?UTF-8?B?eA==?="), "=?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=");
  EXPECT_EQ(header_text(std::string(67, 'a')),
            "=?UTF-8?B?" + base64(std::string(39, 'a')) + "?=\r\n =?UTF-8?B?" +
                base64(std::string(28, 'a')) + "?=");
}

TEST(HeaderText, is_cut_between_code_points) {
  EXPECT_EQ(header_text(std::string(38, 'a') + "\u20ac"),
            "=?UTF-8?B?" + base64(std::string(38, 'a')) + "?=\r\n =?UTF-8?B?4oKs?=");
}

}  // namespace
}  // namespace tocsin::adapters::channels
