#include "tests/adapters/http/api/calls.hpp"

namespace tocsin::adapters::http {
namespace {

// What the API takes for JSON, seen at an operation that accepts every body of its schema.
class ApiTest : public ApiCalls {
 protected:
  ApiTest() {
    handlers["create_service"] = [](const Call&, const Reply& reply) { reply({201, {}, {}, {}}); };
  }

  int status_of(const std::string& type) {
    return called("POST", "/v1/services", R"({"name": "Checkout"})", type).status;
  }
};

TEST_F(ApiTest, reads_the_names_of_media_types_without_their_case) {
  for (const auto* type : {"application/JSON",
                           "Application/Json; charset=UTF-8",
                           "APPLICATION/VND.API+JSON",
                           "Application/X-WWW-Form-Urlencoded",
                           "text/JSON"}) {
    EXPECT_EQ(status_of(type), 201) << type;
  }
}

TEST_F(ApiTest, takes_json_under_a_label_that_says_nothing_about_it) {
  for (const auto* type : {"",
                           "text/plain",
                           "text/plain; charset=UTF-8",
                           "Text/Plain ;charset=utf-8",
                           "application/octet-stream"}) {
    EXPECT_EQ(status_of(type), 201) << type;
  }
}

TEST_F(ApiTest, refuses_a_label_of_another_format_and_a_text_that_is_not_json) {
  for (const auto* type : {"text/csv", "application/xml", "multipart/form-data; boundary=json"}) {
    EXPECT_EQ(status_of(type), 415) << type;
  }
  EXPECT_EQ(called("POST", "/v1/services", "name=Checkout", "text/plain").status, 400);
}

TEST_F(ApiTest, finds_a_key_that_is_a_word_of_another_path) {
  std::string key;
  handlers["get_alert"] = [&](const Call& call, const Reply& reply) {
    key = call.path.at(0);
    reply({200, {}, {}, {}});
  };

  EXPECT_EQ(called("GET", "/v1/alerts/generate").status, 200);
  EXPECT_EQ(key, "generate");
  EXPECT_EQ(called("GET", "/v1/alerts/disk%0Afull").status, 200);
  EXPECT_EQ(key, "disk\nfull");
  EXPECT_EQ(called("POST", "/v1/alerts/generate", "{}").status, 501);  // its own operation
}

TEST_F(ApiTest, names_the_methods_of_all_paths_that_a_request_may_mean) {
  const auto response = called("DELETE", "/v1/alerts/generate");

  EXPECT_EQ(response.status, 405);
  const std::pair<std::string, std::string> allow{"Allow", "GET, HEAD, POST"};
  EXPECT_NE(std::find(response.headers.begin(), response.headers.end(), allow),
            response.headers.end());
}

}  // namespace
}  // namespace tocsin::adapters::http
