#include "adapters/http/api/free_fields.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::Fields;

class FreeFieldsTest : public testing::Test {
 protected:
  // The fields of a body.
  Fields fields_of(const std::string& body) {
    Fields fields;
    FreeFields free{fields};
    for (const auto [key, value] : simdjson::dom::object(parser_.parse(body)))
      free.add(key, value);
    omitted = free.finish();
    return fields;
  }

  // As many members as that, "f0" and so on.
  static std::string members(int count) {
    std::string text;
    for (int number = 0; number < count; ++number)
      text += (number == 0 ? "\"f" : ",\"f") + std::to_string(number) + "\":0";
    return text;
  }

  std::size_t omitted = 0;

 private:
  simdjson::dom::parser parser_;
};

TEST_F(FreeFieldsTest, have_dotted_paths_in_the_order_of_the_body) {
  EXPECT_EQ(fields_of(R"({"z":{"b":{"c":"d"},"a":true},"n":null,"e":{},"list":[1, {"x":2}]})"),
            (Fields{{"z.b.c", "d"}, {"z.a", "true"}, {"list", R"([1,{"x":2}])"}}));
  EXPECT_EQ(omitted, 0);
}

TEST_F(FreeFieldsTest, are_all_kept_up_to_their_number) {
  const auto fields = fields_of("{" + members(64) + "}");

  EXPECT_EQ(fields.size(), 64);
  EXPECT_EQ(fields.find("fields_omitted"), std::nullopt);
}

TEST_F(FreeFieldsTest, beyond_their_number_are_omitted_and_counted) {
  const auto fields = fields_of("{" + members(70) + "}");

  EXPECT_EQ(fields.size(), 65);
  EXPECT_EQ(fields.find("f63"), "0");
  EXPECT_EQ(fields.find("f64"), std::nullopt);
  EXPECT_EQ(fields.find("fields_omitted"), "6");
  EXPECT_EQ(omitted, 6);
}

TEST_F(FreeFieldsTest, near_the_top_are_kept_before_those_of_a_large_object) {
  const auto fields =
      fields_of(R"({"details":{"run":{"id":7},)" + members(100) + R"(},"source":"ci","name":"n"})");

  EXPECT_EQ(fields.find("source"), "ci");
  EXPECT_EQ(fields.find("name"), "n");
  EXPECT_EQ(fields.find("details.f61"), "0");
  EXPECT_EQ(fields.find("details.f62"), std::nullopt);
  EXPECT_EQ(fields.find("details.run.id"), std::nullopt);
  EXPECT_EQ(fields.find("fields_omitted"), "39");
}

TEST_F(FreeFieldsTest, that_are_too_long_are_cut_and_stay_different) {
  const std::string beginning(5000, 'x');
  const auto fields = fields_of(R"({"a":")" + beginning + R"(1","b":")" + beginning +
                                R"(2","c":")" + std::string(4096, 'y') + "\"}");

  EXPECT_EQ(fields.find("a")->size(), 4096);
  EXPECT_NE(fields.find("a")->find("…#"), std::string_view::npos);
  EXPECT_NE(fields.find("a"), fields.find("b"));
  EXPECT_EQ(fields.find("c"), std::string(4096, 'y'));
}

TEST_F(FreeFieldsTest, with_too_long_paths_are_kept_under_cut_ones) {
  const std::string name(255, 'n');
  const auto fields = fields_of("{\"" + name + R"(":{"a":1,"b":2}})");

  EXPECT_EQ(fields.size(), 2);
  for (const auto& field : fields)
    EXPECT_LE(field.path.size(), 256);
}

TEST_F(FreeFieldsTest, with_the_same_path_are_all_kept_whatever_their_order) {
  const auto one = fields_of(R"({"a.b":"flat","a":{"b":"nested"}})");
  const auto other = fields_of(R"({"a":{"b":"nested"},"a.b":"flat"})");

  for (const auto& fields : {one, other}) {
    EXPECT_EQ(fields.find("a.b"), "flat");
    EXPECT_EQ(fields.find("/a/b"), "nested");
    EXPECT_EQ(fields.size(), 2);
  }
}

TEST_F(FreeFieldsTest, with_the_same_path_at_the_same_depth_have_one_order_too) {
  const auto one = fields_of(R"({"x":{"y.z":1},"x.y":{"z":2}})");
  const auto other = fields_of(R"({"x.y":{"z":2},"x":{"y.z":1}})");

  for (const auto& fields : {one, other}) {
    EXPECT_EQ(fields.find("x.y.z"), "2");
    EXPECT_EQ(fields.find("/x/y.z"), "1");
  }
}

TEST_F(FreeFieldsTest, have_one_text_for_one_integer) {
  EXPECT_EQ(fields_of(R"({"a":7,"b":7.0,"c":7e0,"d":-0.0,"e":1E+2,"f":9007199254740993,"g":7.5,
                          "h":1e300,"i":18446744073709551615})"),
            (Fields{{"a", "7"},
                    {"b", "7"},
                    {"c", "7"},
                    {"d", "0"},
                    {"e", "100"},
                    {"f", "9007199254740993"},
                    {"g", "7.5"},
                    {"h", "1e+300"},
                    {"i", "18446744073709551615"}}));
}

TEST_F(FreeFieldsTest, keep_the_names_with_dots_that_collide_with_nothing) {
  EXPECT_EQ(fields_of(R"({"labels":{"app.kubernetes.io/name":"shop"},"a.b":1})"),
            (Fields{{"labels.app.kubernetes.io/name", "shop"}, {"a.b", "1"}}));
}

}  // namespace
}  // namespace tocsin::adapters::http
