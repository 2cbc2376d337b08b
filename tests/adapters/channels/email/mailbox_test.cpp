#include "adapters/channels/email/mailbox.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::channels {
namespace {

struct Written {
  const char* text;
  const char* name;
  const char* header;
};

TEST(Mailbox, is_shown_as_it_was_written_in_a_header_that_is_valid) {
  const Written rows[] = {
      {"t@example.org", "", "t@example.org"},
      {" Tocsin  <t@example.org>", "Tocsin", "Tocsin <t@example.org>"},
      {"<t@example.org>", "", "t@example.org"},
      {"\"Ops, Team\" <t@example.org>", "Ops, Team", "\"Ops, Team\" <t@example.org>"},
      {"Ops, Team <t@example.org>", "Ops, Team", "\"Ops, Team\" <t@example.org>"},
      {"Tocsin: EU <t@example.org>", "Tocsin: EU", "\"Tocsin: EU\" <t@example.org>"},
      {"Tocsin (EU) <t@example.org>", "Tocsin (EU)", "\"Tocsin (EU)\" <t@example.org>"},
      {R"("say \"hi\" \\o/" <t@example.org>)",
       R"(say "hi" \o/)",
       R"("say \"hi\" \\o/" <t@example.org>)"},
      {"Z\u00fcrich <t@example.org>", "Z\u00fcrich", "=?UTF-8?B?WsO8cmljaA==?= <t@example.org>"},
      {"\"Z\u00fcrich, 1\" <t@example.org>",
       "Z\u00fcrich, 1",
       "=?UTF-8?B?WsO8cmljaCwgMQ==?= <t@example.org>"},
  };

  for (const auto& [text, name, header] : rows) {
    SCOPED_TRACE(text);
    const auto mailbox = mailbox_from(text);
    ASSERT_TRUE(mailbox);
    EXPECT_EQ(mailbox->name, name);
    EXPECT_EQ(mailbox->address, "t@example.org");
    EXPECT_EQ(header_of(*mailbox), header);
  }
}

TEST(Mailbox, is_one_address_in_ascii) {
  for (const char* text : {"",
                           "Tocsin",
                           "a@example.org, b@example.org",
                           "A <a@example.org>, B <b@example.org>",
                           "A a@example.net <a@example.org>",
                           "Tocsin <t@example.org",
                           "Tocsin t@example.org>",
                           "\"Tocsin <t@example.org>",
                           "\"Tocsin\" x <t@example.org>",
                           "j\u00fcrgen@example.org",
                           "t@ex\u00e4mple.org",
                           "Tocsin\r\nBcc: b@example.org <t@example.org>"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(mailbox_from(text));
  }
}

}  // namespace
}  // namespace tocsin::adapters::channels
