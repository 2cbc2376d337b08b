#include "tests/worlds/alerting.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::AlertStatus;
using domain::Change;
using domain::EscalationState;
using domain::EventOutcome;
using domain::Health;
using ports::Counter;

// The same team, whose event manager pages Alice and then Bob for the service billing.
class PagingOfGroups : public GroupingScenario {
 protected:
  PagingOfGroups() { given_it_pages(alice_then_bob()); }

  domain::Service service() { return **services.find(acme, billing); }

  void given_it_pages_once_for_all() {
    auto policy = alice_then_bob();
    policy.repage_on_severity_rise = false;
    given_it_pages(policy);
  }

  static domain::Event graver(std::string dedup_key, std::string class_name = "infrastructure") {
    auto event = triggered(std::move(dedup_key), std::move(class_name));
    event.severity = severity("critical");
    return event;
  }

  // What the pages said, one after the other.
  Told pages() const {
    Told told;
    for (const auto& one : outbox.added) {
      if (one.kind == domain::NotificationKind::page) told.push_back(one.about.summary);
    }
    return told;
  }

  void then_the_store_is_gone_for(const domain::Event& event) {
    const auto answer = ingest_event.handle({event, "monitoring"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), store_gone);
    EXPECT_EQ(work.end, FakeUnitOfWork::End::rolled_back);
  }

  void when_healthy() { ASSERT_TRUE(receive_healthy_event.handle({acme, billing, "monitoring"})); }

  void then_all_is_over() {
    EXPECT_EQ(service().health(), Health::healthy);
    EXPECT_TRUE(timers.kept.empty());
    for (const auto& [id, kept] : alerts.kept) {
      EXPECT_EQ(kept.status(), AlertStatus::resolved) << kept.dedup_key;
    }
  }
};

TEST_F(PagingOfGroups, a_new_parent_pages_the_first_level_and_makes_the_service_unhealthy) {
  when(triggered("disk"));

  EXPECT_EQ(paged(), Told{"alice for disk"});
  EXPECT_EQ(service().outage, alert("disk").id);
  EXPECT_EQ(timers.due_of(alert("disk").id), clock.now() + 15min);
}

TEST_F(PagingOfGroups, a_child_pages_nobody_and_is_not_counted_as_suppressed) {
  given(triggered("disk"));

  when(triggered("cpu"));

  EXPECT_EQ(paged(), Told{"alice for disk"});
  EXPECT_EQ(alert("disk").suppressed_count, 0U);
}

TEST_F(PagingOfGroups, a_second_parent_of_an_unhealthy_service_is_announced_and_suppressed) {
  given(triggered("disk"));

  when(triggered("checkout", "business"));

  EXPECT_EQ(announced(), (Told{"opened disk", "opened checkout"}));
  EXPECT_EQ(paged(), Told{"alice for disk"});
  EXPECT_EQ(alert("disk").suppressed_count, 1U);
  EXPECT_EQ(changes_of("checkout", Change::suppressed), 1);
}

TEST_F(PagingOfGroups, the_oldest_open_alert_takes_the_escalation_over_at_its_level_and_deadline) {
  given(triggered("disk"));
  given(triggered("checkout", "business"));
  given(triggered("login", "access"));
  when_time_passes(20min);
  outbox.kept.clear();  // both pages have arrived

  when(resolved("disk"));

  EXPECT_EQ(paged(), (Told{"alice for disk", "bob for disk"}));
  EXPECT_EQ(service().outage, alert("checkout").id);
  EXPECT_EQ(alert("checkout").escalation->level(), 1U);
  EXPECT_FALSE(timers.due_of(alert("disk").id));
  EXPECT_EQ(timers.due_of(alert("checkout").id), clock.now() + 10min);
  EXPECT_EQ(changes_of("checkout", Change::took_over), 1);

  when(resolved("checkout"));
  EXPECT_EQ(service().outage, alert("login").id);
  when(resolved("login"));
  then_all_is_over();
}

TEST_F(PagingOfGroups, a_parent_that_is_resolved_with_its_last_child_hands_its_escalation_over) {
  given(triggered("disk"));
  given(triggered("cpu"));
  given(triggered("checkout", "business"));
  given(resolved("disk"));
  EXPECT_EQ(service().outage, alert("disk").id);

  when(resolved("cpu"));

  EXPECT_EQ(service().outage, alert("checkout").id);
}

TEST_F(PagingOfGroups, an_active_alert_takes_over_before_an_older_one_that_is_acknowledged) {
  given(triggered("disk"));
  given(triggered("checkout", "business"));
  given(triggered("login", "access"));
  given(acknowledged("checkout"));

  when(resolved("disk"));
  EXPECT_EQ(service().outage, alert("login").id);

  when_time_passes(15min);
  EXPECT_EQ(paged().back(), "bob for login");
}

TEST_F(PagingOfGroups, the_paging_ends_when_all_that_is_left_is_acknowledged) {
  given(triggered("disk"));
  given(triggered("checkout", "business"));
  given(acknowledged("checkout"));

  when(resolved("disk"));

  EXPECT_EQ(service().outage, alert("checkout").id);
  EXPECT_EQ(alert("checkout").escalation->state(), EscalationState::acknowledged);
  EXPECT_TRUE(timers.kept.empty());
  EXPECT_EQ(paged(), Told{"alice for disk"});
}

TEST_F(PagingOfGroups, a_child_of_an_acknowledged_parent_does_not_take_over) {
  given(triggered("disk"));
  given(triggered("checkout", "business"));
  given(acknowledged("checkout"));
  given(triggered("payment", "business"));

  when(resolved("disk"));
  EXPECT_EQ(service().outage, alert("checkout").id);

  when(resolved("payment"));
  when(resolved("checkout"));
  then_all_is_over();
}

TEST_F(PagingOfGroups, an_acknowledged_outage_goes_to_the_oldest_alert_and_pages_nobody) {
  given(triggered("disk"));
  given(triggered("checkout", "business"));
  given(triggered("login", "access"));
  given(acknowledged("disk"));
  given(acknowledged("checkout"));

  when(resolved("disk"));

  EXPECT_EQ(service().outage, alert("checkout").id);
  when_time_passes(1h);
  EXPECT_EQ(paged(), Told{"alice for disk"});
}

TEST_F(PagingOfGroups, an_unanswered_page_is_still_owed_by_the_alert_that_takes_over) {
  given(triggered("disk"));
  given(triggered("checkout", "business"));

  when(resolved("disk"));

  EXPECT_EQ(paged(), (Told{"alice for disk", "alice for checkout"}));
  EXPECT_EQ(outbox.of(alert("checkout").id).size(), 2U);  // its announcement and the page
}

TEST_F(PagingOfGroups, healthy_in_the_middle_resolves_parents_and_children_and_ends_the_paging) {
  given(triggered("disk"));
  given(triggered("cpu"));
  given(triggered("checkout", "business"));
  given(resolved("disk"));
  given(triggered("memory"));

  when_healthy();

  then_all_is_over();
  EXPECT_EQ(changes_of("disk", Change::resolved), 1);
  EXPECT_EQ(changes_of("checkout", Change::took_over), 0);
  when_time_passes(1h);
  EXPECT_EQ(paged(), Told{"alice for disk"});
  EXPECT_EQ(announced(),
            (Told{"opened disk", "opened checkout", "resolved checkout", "resolved disk"}));
}

TEST_F(PagingOfGroups, after_healthy_the_same_key_opens_a_new_episode_that_pages_again) {
  given(triggered("disk"));
  when_healthy();
  when_time_passes(1min);

  when(triggered("disk"));

  EXPECT_EQ(paged(), (Told{"alice for disk", "alice for disk"}));
}

TEST_F(PagingOfGroups, an_alert_of_a_group_that_pages_for_another_service_opens_its_own_parent) {
  // Given a group of a manager that paged for billing
  given(triggered("disk"));
  // and pages for shipping from now on,
  const domain::ServiceId shipping{"shipping"};
  services.save(service_of(shipping, on_call));
  managers.save(manager_of(ops, shipping));

  // when another alert of the class comes in
  when(triggered("cpu"));

  // then shipping is paged for it, and a healthy billing leaves nothing of its own open.
  EXPECT_EQ(paged(), (Told{"alice for disk", "alice for cpu"}));
  when_healthy();
  EXPECT_EQ(alert("disk").status(), AlertStatus::resolved);
  EXPECT_EQ(alert("cpu").status(), AlertStatus::active);
}

TEST_F(PagingOfGroups, an_acknowledgement_event_stops_the_escalation) {
  given(triggered("disk"));

  EXPECT_EQ(when(acknowledged("disk")).outcome, EventOutcome::acknowledged);
  when_time_passes(1h);

  EXPECT_EQ(paged(), Told{"alice for disk"});
  EXPECT_EQ(alert("disk").status(), AlertStatus::acknowledged);
  EXPECT_TRUE(timers.kept.empty());
}

TEST_F(PagingOfGroups, an_acknowledged_alert_that_becomes_graver_pages_the_first_level_again) {
  given(triggered("disk"));
  when_time_passes(15min);
  given(acknowledged("disk"));

  when(triggered("disk"));
  EXPECT_EQ(alert("disk").status(), AlertStatus::acknowledged);
  when(graver("disk"));

  EXPECT_EQ(paged(), (Told{"alice for disk", "bob for disk", "alice for disk"}));
  EXPECT_EQ(alert("disk").status(), AlertStatus::active);
  EXPECT_EQ(timers.due_of(alert("disk").id), clock.now() + 15min);
}

TEST_F(PagingOfGroups, a_policy_can_leave_a_graver_alert_acknowledged) {
  given_it_pages_once_for_all();
  given(triggered("disk"));
  given(acknowledged("disk"));

  when(graver("disk"));

  EXPECT_EQ(paged(), Told{"alice for disk"});
  EXPECT_EQ(alert("disk").status(), AlertStatus::acknowledged);
}

TEST_F(PagingOfGroups, a_graver_child_has_its_acknowledged_parent_page_again_with_its_words) {
  given(triggered("disk"));
  given(acknowledged("disk"));

  EXPECT_EQ(when(graver("cpu")).outcome, EventOutcome::joined);

  EXPECT_EQ(pages(), (Told{"disk fails", "cpu fails"}));
  EXPECT_EQ(alert("disk").status(), AlertStatus::active);
  EXPECT_EQ(alert("disk").severity, severity("critical"));
  EXPECT_EQ(alert("disk").summary, "cpu fails");
  EXPECT_EQ(timers.due_of(alert("disk").id), clock.now() + 15min);
  EXPECT_EQ(changes_of("disk", Change::severity_rose), 1);
  EXPECT_EQ(changes_of("disk", Change::paged_again), 1);
}

TEST_F(PagingOfGroups, a_graver_child_starts_a_running_escalation_again_and_later_levels_read_it) {
  given(triggered("disk"));
  when_time_passes(20min);

  when(graver("cpu"));
  when_time_passes(15min);

  EXPECT_EQ(pages(), (Told{"disk fails", "disk fails", "cpu fails", "cpu fails"}));
  EXPECT_EQ(paged().back(), "bob for disk");
}

TEST_F(PagingOfGroups, a_graver_child_pages_after_nobody_has_answered_on_any_level) {
  given(triggered("disk"));
  when_time_passes(1h);
  ASSERT_EQ(alert("disk").escalation->state(), EscalationState::exhausted);
  given(triggered("memory", "business"));

  when(graver("payment", "business"));

  EXPECT_EQ(pages().back(), "payment fails");
  EXPECT_EQ(service().outage, alert("memory").id);
}

TEST_F(PagingOfGroups,
       a_graver_child_does_not_page_when_the_policy_says_so_but_its_parent_shows_it) {
  given_it_pages_once_for_all();
  given(triggered("disk"));

  when(graver("cpu"));

  EXPECT_EQ(paged(), Told{"alice for disk"});
  EXPECT_EQ(alert("disk").severity, severity("critical"));
  when_time_passes(15min);
  EXPECT_EQ(pages().back(), "cpu fails");
}

TEST_F(PagingOfGroups, a_child_that_is_no_graver_leaves_its_parent_as_it_is) {
  given(graver("disk"));
  given(acknowledged("disk"));

  when(triggered("cpu"));
  when(graver("memory"));

  EXPECT_EQ(paged(), Told{"alice for disk"});
  EXPECT_EQ(alert("disk").summary, "disk fails");
  EXPECT_EQ(alert("disk").status(), AlertStatus::acknowledged);
}

TEST_F(PagingOfGroups, a_child_that_becomes_graver_has_its_parent_page_again) {
  given(triggered("disk"));
  given(triggered("cpu"));
  given(acknowledged("disk"));

  when(graver("cpu"));

  EXPECT_EQ(pages().back(), "cpu fails");
  EXPECT_EQ(alert("disk").status(), AlertStatus::active);
  EXPECT_EQ(alert("disk").severity, severity("critical"));
}

TEST_F(PagingOfGroups, an_alert_that_is_graver_than_the_outage_takes_it_over_and_pages) {
  given(triggered("disk"));
  given(acknowledged("disk"));

  when(graver("checkout", "business"));

  EXPECT_EQ(paged(), (Told{"alice for disk", "alice for checkout"}));
  EXPECT_EQ(service().outage, alert("checkout").id);
  EXPECT_FALSE(alert("disk").escalation);
  EXPECT_EQ(alert("disk").status(), AlertStatus::acknowledged);
  EXPECT_EQ(changes_of("checkout", Change::took_over), 1);
  EXPECT_EQ(changes_of("checkout", Change::suppressed), 0);

  when(acknowledged("checkout"));
  when(resolved("checkout"));
  EXPECT_EQ(service().outage, alert("disk").id);
  when(resolved("disk"));
  then_all_is_over();
}

TEST_F(PagingOfGroups, a_graver_alert_ends_the_paging_for_the_one_whose_outage_it_takes_over) {
  given(triggered("disk"));

  when(graver("checkout", "business"));

  EXPECT_FALSE(timers.due_of(alert("disk").id));
  EXPECT_EQ(timers.due_of(alert("checkout").id), clock.now() + 15min);
  when_time_passes(15min);
  EXPECT_EQ(paged(), (Told{"alice for disk", "alice for checkout", "bob for checkout"}));
}

TEST_F(PagingOfGroups, a_suppressed_alert_that_becomes_graver_than_the_outage_pages) {
  given(triggered("disk"));
  given(triggered("checkout", "business"));
  given(acknowledged("checkout"));
  given(acknowledged("disk"));

  when(graver("checkout", "business"));

  EXPECT_EQ(paged().back(), "alice for checkout");
  EXPECT_EQ(alert("checkout").status(), AlertStatus::active);
  EXPECT_EQ(service().outage, alert("checkout").id);
}

TEST_F(PagingOfGroups, a_graver_alert_is_suppressed_when_the_policy_says_so) {
  given_it_pages_once_for_all();
  given(triggered("disk"));

  when(graver("checkout", "business"));

  EXPECT_EQ(paged(), Told{"alice for disk"});
  EXPECT_EQ(service().outage, alert("disk").id);
  EXPECT_EQ(changes_of("checkout", Change::suppressed), 1);
}

TEST_F(PagingOfGroups, an_alert_that_pages_for_no_service_becomes_graver_in_silence) {
  managers.save(manager_of(ops));
  given(triggered("disk"));

  when(graver("disk"));

  EXPECT_TRUE(paged().empty());
  EXPECT_EQ(alert("disk").severity, severity("critical"));
}

TEST_F(PagingOfGroups, fails_when_it_cannot_be_read_which_alert_pages_for_a_graver_one) {
  given(triggered("disk"));
  given(triggered("checkout", "business"));
  alerts.unreadable = {alert("disk").id};

  then_the_store_is_gone_for(graver("checkout", "business"));  // repeated
  then_the_store_is_gone_for(graver("login", "access"));       // new
  alerts.save([&] {
    auto lesser = alert("checkout");
    lesser.severity = severity("low");
    return lesser;
  }());
  then_the_store_is_gone_for(triggered("payment", "business"));  // a child of the repeated one
}

TEST_F(PagingOfGroups, fails_when_the_parent_of_a_child_that_becomes_graver_cannot_be_read) {
  given(triggered("disk"));
  given(triggered("cpu"));
  alerts.unreadable = {alert("disk").id};

  then_the_store_is_gone_for(graver("cpu"));
}

TEST_F(PagingOfGroups, fails_when_the_service_of_a_suppressed_alert_that_becomes_graver_is_gone) {
  given(triggered("disk"));
  given(triggered("checkout", "business"));
  services.is_gone = true;

  then_the_store_is_gone_for(graver("checkout", "business"));
}

TEST_F(PagingOfGroups, without_a_policy_the_fallback_target_is_told_of_a_graver_child_too) {
  services.save(service_of(billing));
  given(triggered("disk"));

  when(graver("cpu"));

  EXPECT_EQ(pages(), (Told{"disk fails", "cpu fails"}));
}

TEST_F(PagingOfGroups, without_a_policy_the_fallback_target_is_told_and_the_alert_says_so) {
  services.save(service_of(billing));

  when(triggered("disk"));

  EXPECT_EQ(paged(), Told{"fallback for disk"});
  EXPECT_EQ(alert("disk").escalation->state(), EscalationState::no_policy);
  EXPECT_EQ(changes_of("disk", Change::nobody_to_page), 1);
  EXPECT_EQ(metrics.counts[Counter::alerts_without_policy], 1);
  EXPECT_EQ(service().health(), Health::unhealthy);
  EXPECT_TRUE(timers.kept.empty());
}

TEST_F(PagingOfGroups,
       without_a_policy_a_page_that_has_not_arrived_is_owed_for_the_alert_that_takes_over) {
  services.save(service_of(billing));
  given(triggered("disk"));
  given(triggered("checkout", "business"));

  when(resolved("disk"));

  EXPECT_EQ(service().outage, alert("checkout").id);
  EXPECT_EQ(paged(), (Told{"fallback for disk", "fallback for checkout"}));
}

TEST_F(PagingOfGroups, an_overtaken_trigger_pages_nobody) {
  given(resolved("disk"));

  when(triggered("disk"));

  EXPECT_TRUE(paged().empty());
  then_all_is_over();
}

}  // namespace
}  // namespace tocsin::tests
