#include "domain/kernel/template_text.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

std::string error_of(std::string_view text) {
  const auto checked = check_template(text, "/actions/0/message");
  if (checked) return "";
  EXPECT_EQ(checked.error().kind, ErrorKind::invalid);
  EXPECT_EQ(checked.error().pointer, "/actions/0/message");
  return checked.error().message;
}

TEST(TemplateText, is_refused_with_the_column_when_braces_are_not_closed_or_empty) {
  EXPECT_EQ(error_of("plain } text {{org_id}} {{unknown}}"), "");
  EXPECT_EQ(error_of("No {{org_id"), "has an unclosed {{ at column 4");
  EXPECT_EQ(error_of("{{a}} {{b} c"), "has an unclosed {{ at column 7");
  EXPECT_EQ(error_of("{{a to {{b}}"), "has an unclosed {{ at column 1");
  EXPECT_EQ(error_of("x{{ }}"), "has a {{ }} without a name at column 2");
}

TEST(TemplateText, is_cut_before_the_letter_that_does_not_fit) {
  const auto cut = [](std::string text, std::size_t max_bytes) {
    cut_to(text, max_bytes);
    return text;
  };
  EXPECT_EQ(cut("abc", 3), "abc");
  EXPECT_EQ(cut("abc", 2), "ab");
  EXPECT_EQ(cut("aäb", 3), "aä");
  EXPECT_EQ(cut("aäb", 2), "a");
  EXPECT_EQ(cut("\x80\x80", 1), "");
}

}  // namespace
}  // namespace tocsin::domain
