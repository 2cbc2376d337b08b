#include "adapters/channels/console/console_notifier.hpp"

#include <future>
#include <ostream>
#include <sstream>

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using domain::Message;
using namespace std::chrono_literals;

Message console_page() {
  Message message;
  message.alert.value.data[0] = 0x0a;
  message.level = 1;
  message.about.manager = {"em-1"};
  message.about.service = {"payments"};
  message.about.dedup_key = "cpu-1";
  message.about.summary = "High CPU on server-1";
  message.about.severity = *domain::Severity::parse("high");
  message.about.at = domain::Time{1737559800000ms};
  return message;
}

AttemptResult printed(ConsoleNotifier& notifier, const Message& message) {
  std::promise<AttemptResult> delivery;
  notifier.deliver(message, [&delivery](AttemptResult result) { delivery.set_value(result); });
  return delivery.get_future().get();
}

TEST(ConsoleNotifier, prints_a_page_as_one_block) {
  std::ostringstream out;
  ConsoleNotifier notifier{out};

  const auto delivery = printed(notifier, console_page());

  EXPECT_EQ(delivery.verdict, AttemptResult::Verdict::sent);
  EXPECT_EQ(out.str(),
            "PAGE [HIGH] payments: High CPU on server-1\n"
            "  service         payments\n"
            "  event manager   em-1\n"
            "  dedup key       cpu-1\n"
            "  alert           0a000000-0000-0000-0000-000000000000\n"
            "  time            2025-01-22 15:30:00 UTC\n"
            "  level           1\n"
            "  to acknowledge  POST /v1/alerts/0a000000-0000-0000-0000-000000000000/acknowledge\n"
            "\n");
}

TEST(ConsoleNotifier, prints_what_a_workflow_tells) {
  std::ostringstream out;
  ConsoleNotifier notifier{out};
  auto message = console_page();
  message.kind = domain::NotificationKind::workflow_message;
  message.run.emplace().value.data[0] = 0x0b;
  message.about.name = "Internet downtime";
  message.about.dedup_key = "internet_downtime";
  message.about.summary = "No signal\nfrom org_x";
  message.about.source = "org_x";

  printed(notifier, message);

  EXPECT_EQ(out.str(),
            "WORKFLOW Internet downtime: No signal from org_x\n"
            "  subject         org_x\n"
            "  workflow        internet_downtime\n"
            "  run             0b000000-0000-0000-0000-000000000000\n"
            "  time            2025-01-22 15:30:00 UTC\n"
            "\n");
}

TEST(ConsoleNotifier, leaves_out_what_is_empty_or_only_of_a_page) {
  std::ostringstream out;
  ConsoleNotifier notifier{out};
  auto message = console_page();
  message.kind = domain::NotificationKind::alert_resolved;
  message.possibly_repeated = true;
  message.about.service = {};
  message.about.dedup_key.clear();
  message.about.child_count = 3;

  printed(notifier, message);

  EXPECT_EQ(out.str(),
            "RESOLVED [HIGH] em-1: High CPU on server-1 (possibly repeated)\n"
            "  event manager   em-1\n"
            "  alert           0a000000-0000-0000-0000-000000000000\n"
            "  grouped alerts  3\n"
            "  time            2025-01-22 15:30:00 UTC\n"
            "\n");
}

TEST(ConsoleNotifier, prints_what_a_client_is_told) {
  std::ostringstream out;
  ConsoleNotifier notifier{out};
  auto message = console_page();
  message.kind = domain::NotificationKind::match;
  message.target.id = "shop";
  message.about.manager = {};
  message.about.service = {};
  message.about.severity = *domain::Severity::parse("warning");
  message.about.source = "api";
  message.about.name = "time\nout";

  printed(notifier, message);

  EXPECT_EQ(out.str(),
            "ALERT [MEDIUM] api: time out\n"
            "  to              shop\n"
            "  dedup key       cpu-1\n"
            "  alert           0a000000-0000-0000-0000-000000000000\n"
            "  time            2025-01-22 15:30:00 UTC\n"
            "\n");
}

TEST(ConsoleNotifier, says_what_became_of_an_incident) {
  std::ostringstream out;
  ConsoleNotifier notifier{out};
  auto message = console_page();

  message.kind = domain::NotificationKind::incident_acknowledged;
  printed(notifier, message);
  message.kind = domain::NotificationKind::incident_resolved;
  printed(notifier, message);

  EXPECT_NE(out.str().find("ACKNOWLEDGED [HIGH] payments: High CPU on server-1\n"),
            std::string::npos);
  EXPECT_NE(out.str().find("RESOLVED [HIGH] payments: High CPU on server-1\n"), std::string::npos);
}

TEST(ConsoleNotifier, does_not_let_a_text_command_the_terminal) {
  std::ostringstream out;
  ConsoleNotifier notifier{out};
  auto message = console_page();
  message.about.summary = "\x1b[2Jgone\nPAGE [LOW] forged";

  printed(notifier, message);

  EXPECT_EQ(out.str().substr(0, out.str().find('\n')),
            "PAGE [HIGH] payments:  [2Jgone PAGE [LOW] forged");
}

TEST(ConsoleNotifier, tries_again_when_the_stream_takes_nothing) {
  std::ostream broken{nullptr};
  ConsoleNotifier notifier{broken};

  EXPECT_EQ(printed(notifier, console_page()).verdict, AttemptResult::Verdict::try_again);
}

}  // namespace
}  // namespace tocsin::adapters::channels
