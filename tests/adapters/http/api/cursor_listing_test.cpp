#include "adapters/http/api/cursor_listing.hpp"

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/api/entry_slice.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {
namespace {

using Json = nlohmann::json;

struct Entry {
  domain::ServiceId id;
};

using Entries = std::vector<std::shared_ptr<const Entry>>;

Entries entries(const std::vector<std::string>& ids) {
  Entries made;
  for (const auto& id : ids)
    made.push_back(std::make_shared<const Entry>(Entry{{id}}));
  return made;
}

// The ids of the entries of a slice, and in the end the id after which the next begins.
std::vector<std::string> shown(const EntrySlice<Entry>& slice) {
  std::vector<std::string> ids;
  for (const auto& entry : slice.rows)
    ids.push_back(entry->id.value);
  if (slice.next) ids.push_back("next: " + slice.next->value);
  return ids;
}

using Ids = std::vector<std::string>;

TEST(EntrySlice, names_the_last_id_when_there_are_more) {
  EXPECT_EQ(shown(slice_of<Entry>(entries({"a", "b", "c"}), std::nullopt, 2)),
            (Ids{"a", "b", "next: b"}));
}

TEST(EntrySlice, continues_after_an_id_that_is_gone_by_now) {
  EXPECT_EQ(shown(slice_of<Entry>(entries({"a", "c", "d"}), domain::ServiceId{"b"}, 1)),
            (Ids{"c", "next: c"}));
}

TEST(EntrySlice, is_the_last_when_it_ends_with_the_list) {
  EXPECT_EQ(shown(slice_of<Entry>(entries({"a", "b"}), domain::ServiceId{"a"}, 1)), (Ids{"b"}));
  EXPECT_EQ(shown(slice_of<Entry>(entries({"a", "b"}), domain::ServiceId{"b"}, 1)), Ids{});
  EXPECT_EQ(shown(slice_of<Entry>({}, std::nullopt, 1)), Ids{});
}

class CursorListingTest : public testing::Test {
 protected:
  struct Found {
    std::vector<std::string> rows;
    std::optional<domain::AlertId> next;
  };

  Response answer(const ListingWish& wish) {
    return listing_answer<std::string, Found>(listing, "a filter", wish);
  }

  domain::AlertId id{*domain::uuid_from("01936c2e-7a13-7a44-9c1e-3d5f7b9a1c21")};
  std::optional<domain::AlertId> asked_after;
  Result<Found> found{Found{}};
  CursorListing<std::string, Found> listing{
      "rows",
      false,
      [this](const std::string&, const std::optional<domain::AlertId>& after, std::size_t) {
        asked_after = after;
        return found;
      },
      [](std::string& json, const std::string& row) { json::append_quoted(json, row); }};
};

TEST_F(CursorListingTest, shows_the_rows_and_where_the_next_part_begins) {
  found = Found{{"one", "two"}, id};

  EXPECT_EQ(answer({}).body,
            R"({"rows":["one","two"],"next_cursor":"c1_01936c2e-7a13-7a44-9c1e-3d5f7b9a1c21"})");
}

TEST_F(CursorListingTest, counts_the_rows_where_the_listing_has_a_count) {
  listing.is_counted = true;

  EXPECT_EQ(answer({}).body, R"({"rows":[],"count":0})");
}

TEST_F(CursorListingTest, continues_where_the_cursor_says) {
  EXPECT_EQ(answer({1, to_text(id)}).status, 200);

  EXPECT_EQ(asked_after, id);
}

TEST_F(CursorListingTest, rejects_a_cursor_of_another_listing) {
  const auto response = answer({1, "payments"});

  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(Json::parse(response.body)["detail"],
            "?cursor is not a valid cursor: use `next_cursor` from the previous page");
}

TEST_F(CursorListingTest, passes_on_what_failed) {
  found = fail(ErrorKind::unavailable, "the disk is full");

  EXPECT_EQ(answer({}).status, 503);
}

}  // namespace
}  // namespace tocsin::adapters::http
