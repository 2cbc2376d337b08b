#include "adapters/json/text/list_text.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::json {
namespace {

using Json = nlohmann::json;

TEST(ListText, separates_values_by_commas_and_lists_by_none) {
  ListText list;
  list.begin();
  list.add("a");
  list.begin();
  list.end();
  list.begin();
  list.add(1);
  list.add_null();
  list.end();
  list.add("[");
  list.add(true);
  list.end();
  EXPECT_EQ(list.text(), R"(["a",[],[1,null],"[",1])");
}

TEST(ListText, writes_each_kind_of_value_as_its_text) {
  const auto uuid = *domain::uuid_from("01936c2e-7a10-7c4b-9f3e-2b1d5a6c7e8f");
  ListText list;
  list.begin();
  list.add(std::numeric_limits<std::int64_t>::min());
  list.add(std::numeric_limits<std::int64_t>::max());
  list.add(std::numeric_limits<std::uint64_t>::max());
  list.add(domain::Time{domain::Duration{-1}});
  list.add(domain::Id<struct Tag>{uuid});
  list.add(domain::Name<struct Tag>{"a\"b"});
  list.end();
  EXPECT_EQ(list.text(),
            R"([-9223372036854775808,9223372036854775807,18446744073709551615,-1,)"
            R"("01936c2e-7a10-7c4b-9f3e-2b1d5a6c7e8f","a\"b"])");
}

TEST(ListText, begins_anew_in_the_memory_that_it_has) {
  ListText list;
  list.begin();
  list.add(std::string(100'000, '"'));
  const auto* const memory = list.text().data();
  list.clear();
  list.begin();
  list.add(2);
  list.end();
  EXPECT_EQ(list.text(), "[2]");
  EXPECT_EQ(list.text().data(), memory);
}

// Letters of all kinds, mostly plain ones; one text in three is no UTF-8.
std::string any_text(std::mt19937& chance) {
  const auto below = [&](unsigned limit) { return chance() % limit; };
  const bool is_odd = below(3) == 0;
  std::string text;
  for (auto left = below(60); left > 0; --left) {
    switch (below(is_odd ? 6 : 5)) {
      case 0: text += "é€😀"; break;
      case 1: text += static_cast<char>(below(0x20)); break;
      case 2: text += below(2) == 0 ? '"' : '\\'; break;
      case 5: text += static_cast<char>(0x80 + below(0x80)); break;
      default: text.append(below(20), static_cast<char>('a' + below(26))); break;
    }
  }
  return text;
}

TEST(ListText, writes_any_text_so_that_it_is_read_back) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 chance{seed};
  for (int round = 0; round < 5'000 && !HasFailure(); ++round) {
    const auto text = any_text(chance);
    ListText list;
    list.begin();
    list.add(text);
    list.end();
    const auto readable = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    EXPECT_EQ(Json::parse(list.text()).at(0), Json::parse(readable));
  }
}

}  // namespace
}  // namespace tocsin::adapters::json
