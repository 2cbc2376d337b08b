#include "adapters/http/server/request_target.hpp"

namespace tocsin::adapters::http {
namespace {

struct TargetCase {
  std::string_view target;
  std::string_view path;
  std::string_view query;
};

TEST(Target, is_split_into_path_and_query) {
  for (const auto& row : std::vector<TargetCase>{
           {"/", "/", ""},
           {"/a%2Fb/c", "/a%2Fb/c", ""},
           {"/a?", "/a", ""},
           {"/a?b=c&d?e", "/a", "b=c&d?e"},
           {"//evil/a", "//evil/a", ""},
           {"http://t/a?b", "/a", "b"},
           {"HTTPS://T", "/", ""},
       }) {
    SCOPED_TRACE(row.target);
    Head head;
    head.method = "GET";
    head.target = row.target;
    head.host = "t";
    Request request;
    EXPECT_FALSE(read_target(head, request));
    EXPECT_EQ(request.path, row.path);
    EXPECT_EQ(request.query, row.query);
  }
}

}  // namespace
}  // namespace tocsin::adapters::http
