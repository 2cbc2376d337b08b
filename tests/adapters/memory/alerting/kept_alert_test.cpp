#include "adapters/memory/alerting/kept_alert.hpp"

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/builders/alerting.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using namespace domain;
using adapters::memory::KeptAlert;

Alert full_alert() {
  auto alert = an_alert(1);
  alert.manager.value = "payments";
  alert.dedup_key = "disk-1";
  alert.summary = "a summary that is longer than what fits into a string itself";
  alert.severity = *Severity::parse("CRITICAL");
  alert.class_name = "disk";
  alert.fields = {{"host", "db1"}, {"note", ""}};
  alert.parent = alert_id(9);
  alert.parent_dedup_key = "disk-0";
  alert.group = Group{"class", "disk", start_of_test() + 5min};
  alert.child_count = 2;
  alert.active_children = 1;
  alert.resolve_requested = true;
  alert.event_count = 3;
  alert.suppressed_count = 4;
  alert.acknowledgement = Mark{"alice", start_of_test() + 1min};
  alert.resolution = Mark{"bob", start_of_test() + 2min};
  alert.incidents = std::vector<Incident>{{{"bob", Channel::pagerduty, "key"}, {}}};
  alert.opened_at = start_of_test();
  alert.updated_at = start_of_test() + 3min;
  alert.occurred_at = start_of_test() - 1min;
  return alert;
}

KeptAlert kept(Alert alert) { return KeptAlert{std::move(alert)}; }

TEST(KeptAlert, is_the_alert_again) {
  EXPECT_EQ(kept(full_alert()).alert(), full_alert());
  EXPECT_EQ(kept(Alert{}).alert(), Alert{});
}

TEST(KeptAlert, is_found_by_what_the_alert_is_found_by) {
  for (auto alert : {full_alert(), an_alert(2), Alert{}}) {
    const auto same = kept(alert);
    EXPECT_EQ(same.id, alert.id);
    EXPECT_EQ(same.key(), alert.key());
    EXPECT_EQ(same.group_key(), alert.group_key());
    EXPECT_EQ(same.tenant(), alert.tenant.value);
    EXPECT_EQ(same.manager(), alert.manager.value);
    EXPECT_EQ(same.service(), alert.service.value);
    EXPECT_EQ(same.severity(), alert.severity);
    EXPECT_EQ(same.parent(), alert.parent);
    EXPECT_EQ(same.status(), alert.status());
    EXPECT_EQ(same.is_open(), alert.is_open());
    EXPECT_EQ(same.tally(), alert.tally());
  }
}

TEST(KeptAlert, knows_whether_anything_but_its_tally_has_changed) {
  const auto before = kept(full_alert());
  auto counted = full_alert();
  counted.set_tally({7, 7, 7, 7, start_of_test() + 7min, start_of_test() + 7s});
  EXPECT_TRUE(kept(counted).differs_only_in_tally(before));

  const std::vector<std::function<void(Alert&)>> changes{
      [](Alert& alert) { alert.summary += "!"; },
      [](Alert& alert) { alert.class_name.swap(alert.dedup_key); },
      [](Alert& alert) {
        alert.fields = {{"host", "db2"}, {"note", ""}};
      },
      [](Alert& alert) { alert.fields = {}; },
      [](Alert& alert) { alert.severity = *Severity::parse("critical"); },
      [](Alert& alert) { alert.parent.reset(); },
      [](Alert& alert) { alert.group->closes_at += 1s; },
      [](Alert& alert) { alert.resolve_requested = false; },
      [](Alert& alert) {
        alert.escalation = Escalation{nullptr, EscalationState::exhausted, 0, 0, 0, 0};
      },
      [](Alert& alert) { alert.acknowledgement.reset(); },
      [](Alert& alert) { alert.resolution->by = "carol"; },
      [](Alert& alert) { alert.incidents.reset(); },
      [](Alert& alert) { alert.opened_at += 1s; },
  };
  for (std::size_t n = 0; n < changes.size(); ++n) {
    auto changed = full_alert();
    changes[n](changed);
    EXPECT_FALSE(kept(changed).differs_only_in_tally(before)) << n;
  }
}

}  // namespace
}  // namespace tocsin::tests
