#include "domain/workflows/message_template.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

struct MessageTemplate : testing::Test {
  std::string rendered(std::string_view text) {
    return render(
        text, {"cpu#web1#42", "cpu", "web1", Time{Duration{42}}, fields, run, "high_cpu", 3, 1});
  }

  Fields fields{{"value.cpu_percent", "91"}, {"value.a.b", "deep"}, {"metadata.region", "eu"}};
  RunId run{};
};

TEST_F(MessageTemplate, puts_in_what_every_signal_has) {
  EXPECT_EQ(rendered("{{ org_id }} {{subject}} {{signal_type}} {{signal_id}} {{timestamp}}"),
            "web1 web1 cpu cpu#web1#42 1970-01-01T00:00:00.042Z");
}

TEST_F(MessageTemplate, puts_in_fields_by_their_path_or_their_name_alone) {
  EXPECT_EQ(rendered("CPU usage is {{value.cpu_percent}}% on {{ org_id }}"),
            "CPU usage is 91% on web1");
  EXPECT_EQ(rendered("{{cpu_percent}} {{value.a.b}} {{a.b}} {{metadata.region}} {{region}}"),
            "91 deep deep eu eu");
}

TEST_F(MessageTemplate, puts_in_what_is_known_of_the_run) {
  EXPECT_EQ(rendered("{{run_id}} {{workflow_id}} {{workflow_version}} {{current_action_index}}"),
            to_text(run) + " high_cpu 3 1");
}

TEST_F(MessageTemplate, the_run_goes_before_the_value_that_before_metadata_and_those_before_all) {
  fields = {{"metadata.k", "metadata"},
            {"value.k", "value"},
            {"value.run_id", "mine"},
            {"metadata.org_id", "other"}};

  EXPECT_EQ(rendered("{{k}} {{metadata.k}} {{org_id}}"), "value metadata other");
  EXPECT_EQ(rendered("{{run_id}}"), to_text(run));
}

TEST_F(MessageTemplate, numbers_stay_as_they_were_written) {
  fields = {{"value.n", "1000000"}};
  EXPECT_EQ(rendered("{{n}}"), "1000000");
}

TEST_F(MessageTemplate, what_nothing_has_stays_as_it_is_written) {
  EXPECT_EQ(rendered("{{x}} {{ no such }}"), "{{x}} {{ no such }}");
  EXPECT_EQ(rendered("{{}} {{org_id} {{ {} }} {"), "{{}} {{org_id} {{ {} }} {");
  EXPECT_EQ(rendered("{{org_id"), "{{org_id");
  EXPECT_EQ(rendered("{{org_id}"), "{{org_id}");
}

TEST_F(MessageTemplate, what_was_put_in_is_not_looked_at_again) {
  fields = {{"value.x", "{{org_id}}"}};
  EXPECT_EQ(rendered("{{x}}"), "{{org_id}}");
}

TEST_F(MessageTemplate, what_becomes_too_long_loses_its_end_between_two_letters) {
  const std::string large = std::string(max_rendered_bytes - 1, 'a') + "\u00e9";
  fields = {{"value.x", large}};
  EXPECT_EQ(rendered("{{x}}{{x}}"), std::string(max_rendered_bytes - 1, 'a'));
}

TEST_F(MessageTemplate, takes_time_that_grows_with_its_length_only) {
  std::string text;
  for (int i = 0; i < 200'000; ++i)
    text += "{{";
  EXPECT_EQ(rendered(text).size(), max_rendered_bytes);
}

}  // namespace
}  // namespace tocsin::domain
