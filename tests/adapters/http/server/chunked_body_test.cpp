#include "adapters/http/server/chunked_body.hpp"

namespace tocsin::adapters::http {
namespace {

constexpr std::string_view whole =
    "3\r\nabc\r\n0A;x=\"y\"\r\n0123456789\r\n000;z\r\nT: u\r\nV:\r\n\r\n";

TEST(ChunkedBody, is_the_same_however_it_is_cut) {
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    ChunkedBody chunks{100, 100};
    std::string body;
    EXPECT_EQ(chunks.take(whole.substr(0, cut), body), cut);
    EXPECT_EQ(chunks.done(), cut == whole.size());
    EXPECT_EQ(chunks.take(whole.substr(cut), body), whole.size() - cut);

    EXPECT_TRUE(chunks.done());
    EXPECT_EQ(body, "abc0123456789");
  }
}

TEST(ChunkedBody, leaves_what_follows_it) {
  ChunkedBody chunks{100, 100};
  std::string body;
  EXPECT_EQ(chunks.take(std::string{whole} + "GET / HTTP/1.1", body), whole.size());
}

TEST(ChunkedBody, takes_nothing_more_once_refused) {
  ChunkedBody chunks{5, 100};
  std::string body;
  chunks.take("5\r\nabcde\r\n1\r\n", body);
  ASSERT_TRUE(chunks.refusal());
  EXPECT_EQ(chunks.refusal()->status, 413);
  EXPECT_EQ(chunks.take("f\r\n", body), 0U);
  EXPECT_EQ(body, "abcde");
}

TEST(ChunkedBody, counts_trailers_with_extensions) {
  ChunkedBody chunks{5, 10};
  std::string body;
  chunks.take("1;12345\r\nx\r\n0\r\n12345", body);
  EXPECT_FALSE(chunks.refusal());
  chunks.take("6", body);
  EXPECT_TRUE(chunks.refusal());
}

}  // namespace
}  // namespace tocsin::adapters::http
