#include "adapters/json/schema/formats.hpp"

namespace tocsin::adapters::json {
namespace {

struct JudgedText {
  Format format;
  std::string_view text;
  bool valid;
};

TEST(Formats, are_told_from_what_only_looks_like_them) {
  const std::vector<JudgedText> rows{
      {Format::date_time, "2024-02-29T23:59:59.999+14:00", true},
      {Format::date_time, "2000-02-29T00:00:00Z", true},
      {Format::date_time, "2016-12-31T23:59:60Z", true},
      {Format::date_time, "2016-12-31T15:59:60-08:00", true},
      {Format::date_time, "2016-12-31T22:59:60Z", false},
      {Format::date_time, "2016-12-31T23:59:61Z", false},
      {Format::date_time, "0000-01-01T00:00:00Z", true},
      {Format::date_time, "0000-01-01T00:00:00+00:01", false},
      {Format::date_time, "9999-12-31T23:59:59Z", true},
      {Format::date_time, "9999-12-31T23:59:60Z", false},
      {Format::date_time, "1900-02-29T00:00:00Z", false},
      {Format::date_time, "2024-00-10T00:00:00Z", false},
      {Format::date_time, "2024-13-10T00:00:00Z", false},
      {Format::date_time, "2024-01-00T00:00:00Z", false},
      {Format::date_time, "2024-01-01T24:00:00Z", false},
      {Format::date_time, "2024-01-01T00:60:00Z", false},
      {Format::date_time, "2024-01-01T00:00:00", false},
      {Format::date_time, "2024-01-01 00:00:00Z", false},
      {Format::date_time, "2024-01-01T00:00:00.Z", false},
      {Format::date_time, "2024-01-01T00:00:00.5", false},
      {Format::date_time, "2024-01-01T00:00:00+0100", false},
      {Format::date_time, "2024-01-01T00:00:00+01:60", false},
      {Format::date_time, "2024-01-01T00:00:00ZZ", false},
      {Format::date_time, "", false},
      {Format::email, "alice+page@mail.example.com", true},
      {Format::email, "alice@localhost", true},
      {Format::email, "@example.com", false},
      {Format::email, "alice@", false},
      {Format::email, "alice.@example.com", false},
      {Format::email, "al..ice@example.com", false},
      {Format::email, "al ice@example.com", false},
      {Format::email, "a@b@example.com", false},
      {Format::email, "alice@-example.com", false},
      {Format::email, "alice@example..com", false},
      {Format::email, "alice@example.com\r\nBcc: x", false},
      {Format::uri, "https://example.com:8080/a%20b?c=d#e", true},
      {Format::uri, "urn:uuid:1", true},
      {Format::uri, "example.com/path", false},
      {Format::uri, "1http://example.com", false},
      {Format::uri, "https://example.com/%2", false},
      {Format::uri, "https://example.com/#a#b", false},
      {Format::uri, "https://example.com/<a>", false},
      {Format::uri, "", false},
      {Format::uuid, "123e4567-E89B-42d3-a456-426614174000", true},
      {Format::uuid, "123e4567-e89b-42d3-a456-42661417400", false},
      {Format::uuid, "123e4567ee89b-42d3-a456-426614174000", false},
      {Format::uuid, "123e4567-e89b-42d3-a456-42661417400g", false},
      {Format::ipv4, "0.0.0.0", true},
      {Format::ipv4, "255.255.255.255", true},
      {Format::ipv4, "256.0.0.1", false},
      {Format::ipv4, "01.0.0.1", false},
      {Format::ipv4, "1..2.3", false},
      {Format::ipv4, "1.2.3.", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(has_format(row.text, row.format), row.valid) << '"' << row.text << '"';
  }
}

TEST(Formats, have_a_description_with_a_valid_example) {
  for (const auto* name : {"date-time", "email", "uri", "uuid", "ipv4"}) {
    const auto format = format_named(name);
    ASSERT_TRUE(format) << name;
    const auto text = described(*format);
    EXPECT_TRUE(has_format(text.substr(text.rfind(' ') + 1), *format)) << text;
  }
  EXPECT_FALSE(format_named("hostname"));
}

}  // namespace
}  // namespace tocsin::adapters::json
