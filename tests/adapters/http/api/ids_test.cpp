#include "adapters/http/api/ids.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {
namespace {

std::optional<Response> put(const std::string& path, std::string id = {}) {
  const Request request;
  const Call call{request, {}, {path}, {}, {}};
  auto refused = take_id_of_path(call, "/id", id);
  if (!refused) {
    EXPECT_EQ(id, path);
  }
  return refused;
}

TEST(TakeIdOfPath, takes_what_a_body_may_say_too) {
  EXPECT_FALSE(put("team-payments"));
  EXPECT_FALSE(put("A.z_0:9@-"));
  EXPECT_FALSE(put(std::string(128, 'x')));
  EXPECT_FALSE(put("same", "same"));
}

TEST(TakeIdOfPath, refuses_what_no_body_may_say) {
  for (const auto& path : {std::string{},
                           std::string{"../.."},
                           std::string{";a=b"},
                           std::string{"a b"},
                           std::string{"\xc3\xa9"},
                           std::string("a\0b", 3),
                           std::string(129, 'x')}) {
    const auto refused = put(path);
    ASSERT_TRUE(refused) << path;
    EXPECT_EQ(refused->status, 400) << path;
  }
}

TEST(TakeIdOfPath, refuses_a_body_that_says_something_else) {
  const auto refused = put("one", "another");

  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 400);
  EXPECT_NE(refused->body.find("/id"), std::string::npos);
}

}  // namespace
}  // namespace tocsin::adapters::http
