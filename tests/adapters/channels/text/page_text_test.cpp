#include "adapters/channels/text/page_text.hpp"

#include "adapters/channels/email/mail_date.hpp"
#include "adapters/channels/text/text.hpp"
#include "tests/adapters/channels/transfer/surroundings.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::NotificationKind;
using namespace std::chrono_literals;

TEST(PageText, says_what_is_wrong_where_and_what_to_do) {
  EXPECT_EQ(page_text(a_page(), 1600),
            "[HIGH] payments: High CPU on server-1\n"
            "Service: payments\n"
            "Event manager: em-1\n"
            "Severity: high\n"
            "Status: active\n"
            "Dedup key: cpu-1\n"
            "Alert: 0a000000-0000-0000-0000-000000000000\n"
            "Level: 1\n"
            "Time: 2025-01-22T15:30:00.123Z\n"
            "To acknowledge: POST /v1/alerts/0a000000-0000-0000-0000-000000000000/acknowledge");
}

TEST(PageText, tells_of_a_resolve_without_asking_for_anything) {
  auto message = a_page();
  message.kind = NotificationKind::alert_resolved;
  message.about.service = {};
  message.about.status = domain::AlertStatus::resolved;
  message.about.child_count = 4;

  EXPECT_EQ(page_text(message, 1600),
            "[RESOLVED] em-1: High CPU on server-1\n"
            "Event manager: em-1\n"
            "Severity: high\n"
            "Status: resolved\n"
            "Dedup key: cpu-1\n"
            "Alert: 0a000000-0000-0000-0000-000000000000\n"
            "Grouped alerts: 4\n"
            "Time: 2025-01-22T15:30:00.123Z");
}

TEST(PageText, has_words_for_an_incident_that_falls_back_to_another_channel) {
  auto message = a_page();
  message.kind = NotificationKind::incident_acknowledged;
  EXPECT_EQ(title_of(message), "[ACKNOWLEDGED] payments: High CPU on server-1");
  EXPECT_EQ(advice_of(message), "");

  message.kind = NotificationKind::incident_resolved;
  EXPECT_EQ(title_of(message), "[RESOLVED] payments: High CPU on server-1");
}

TEST(PageText, cannot_be_given_a_line_by_whoever_sent_the_event) {
  auto message = a_page();
  message.about.summary = "a\r\nLevel: 9";

  EXPECT_EQ(title_of(message), "[HIGH] payments: a  Level: 9");
}

TEST(PageText, loses_its_end_but_not_its_mark) {
  auto message = a_page();
  message.possibly_repeated = true;
  message.about.service = {};
  message.about.manager = {};
  message.about.summary = "\u00e4\u00f6\u00fc\u20ac\U0001f525 and more";

  EXPECT_EQ(page_text(message, 33),
            "[HIGH] \u00e4\u00f6\u00fc\u20ac\U0001f525\n(possibly repeated)");
}

TEST(PageText, is_cut_between_code_points) {
  EXPECT_EQ(first_characters("a\u20acb", 0), "");
  EXPECT_EQ(first_characters("a\u20acb", 2), "a\u20ac");
  EXPECT_EQ(first_characters("a\u20acb", 9), "a\u20acb");
  EXPECT_EQ(first_characters("a\U0001f525b", 2), "a");
  EXPECT_EQ(first_characters("a\U0001f525b", 3), "a\U0001f525");
  EXPECT_EQ(first_characters("\U0001f525\U0001f525", 3), "\U0001f525");
  EXPECT_EQ(whole_characters("a\u20acb", 3), 1U);
  EXPECT_EQ(whole_characters("a\u20acb", 4), 4U);
  EXPECT_EQ(whole_characters("a\u20acb", 9), 5U);
  EXPECT_EQ(whole_characters("\x80\x80\x80", 2), 2U);
}

TEST(PageText, writes_times_as_the_standards_have_them) {
  const domain::Time at{951827696789ms};  // a leap day

  EXPECT_EQ(domain::to_text(at), "2000-02-29T12:34:56.789Z");
  EXPECT_EQ(rfc5322(at), "Tue, 29 Feb 2000 12:34:56 +0000");
}

}  // namespace
}  // namespace tocsin::adapters::channels
