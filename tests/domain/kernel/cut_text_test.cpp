#include "domain/kernel/cut_text.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

TEST(CutText, is_whole_when_it_fits) {
  EXPECT_EQ(cut_apart("", 32), "");
  EXPECT_EQ(cut_apart(std::string(32, 'x'), 32), std::string(32, 'x'));
}

TEST(CutText, is_marked_and_as_long_as_it_may_be_when_it_does_not_fit) {
  const auto cut = cut_apart(std::string(33, 'x'), 32);

  EXPECT_EQ(cut.size(), 32);
  EXPECT_TRUE(cut.starts_with(std::string(12, 'x') + "…#")) << cut;
}

TEST(CutText, differs_where_only_what_was_cut_differs) {
  const std::string beginning(200, 'a');

  EXPECT_NE(cut_apart(beginning + "1", 64), cut_apart(beginning + "2", 64));
  EXPECT_EQ(cut_apart(beginning + "1", 64), cut_apart(beginning + "1", 64));
}

TEST(CutText, has_no_half_of_a_letter) {
  std::string umlauts;
  for (int count = 0; count < 40; ++count)
    umlauts += "ä";

  EXPECT_TRUE(cut_apart(umlauts, 33).starts_with("ääääää…#"));
  EXPECT_TRUE(cut_apart(umlauts, 34).starts_with("äääääää…#"));
}

}  // namespace
}  // namespace tocsin::domain
