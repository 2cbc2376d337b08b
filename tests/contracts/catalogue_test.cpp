#include "tests/contracts/working_set.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using adapters::memory::Store;

using Names = std::vector<std::string>;

domain::GroupingRule a_rule(const std::string& id, const std::string& name) {
  domain::GroupingRule rule;
  rule.tenant = acme;
  rule.id = {id};
  rule.name = name;
  rule.key = "class";
  rule.window = 5min;
  rule.created_at = start_of_test();
  rule.updated_at = start_of_test();
  return rule;
}

domain::EventManager a_manager() {
  domain::EventManager manager;
  manager.tenant = acme;
  manager.id = {"payments"};
  manager.name = "Payments";
  manager.description = "cards and transfers";
  manager.grouping_rule = {"by-class"};
  manager.service = billing;
  manager.webhook_url = "https://acme.example/hook";
  manager.created_at = start_of_test();
  manager.updated_at = start_of_test();
  return manager;
}

domain::Client a_client() {
  return {acme, {"team-a"}, "Team A", false, start_of_test(), start_of_test() + 1s};
}

auto saving(const std::string& id, const std::string& name) {
  return [rule = a_rule(id, name)](Store& store) { store.grouping_rules.save(rule); };
}

auto removing(const std::string& id) {
  return [id](Store& store) { store.grouping_rules.remove(acme, {id}); };
}

class CatalogueContract : public WorkingSet {
 protected:
  // The names of all rules as they are listed, each of which is found by its id, too.
  Names names() {
    const auto listed = store->grouping_rules.list(acme);
    Names names;
    for (const auto& rule : *listed) {
      const auto found = store->grouping_rules.find(acme, rule->id);
      EXPECT_EQ(*found, rule);
      names.push_back(rule->name);
    }
    return names;
  }

  bool has_rule(const std::string& id) {
    const auto found = store->grouping_rules.find(acme, {id});
    return *found != nullptr;
  }
};

TEST_P(CatalogueContract, shows_entries_at_once_ordered_by_id) {
  keep(saving("b", "second"), [this](Store& inside) {
    inside.grouping_rules.save(a_rule("c", "third"));
    inside.grouping_rules.save(a_rule("a", "first"));
    EXPECT_EQ(names(), (Names{"first", "second", "third"}));
  });

  EXPECT_EQ(names(), (Names{"first", "second", "third"}));
  restart();
  EXPECT_EQ(names(), (Names{"first", "second", "third"}));
}

TEST_P(CatalogueContract, shows_the_latest_version_and_never_changes_one_that_was_read) {
  keep(saving("a", "old"));
  const auto before = *store->grouping_rules.find(acme, {"a"});

  keep([this](Store& inside) {
    inside.grouping_rules.save(a_rule("a", "newer"));
    inside.grouping_rules.save(a_rule("a", "newest"));
    EXPECT_EQ(names(), Names{"newest"});
  });

  EXPECT_EQ(before->name, "old");
  EXPECT_EQ(names(), Names{"newest"});
  restart();
  EXPECT_EQ(names(), Names{"newest"});
}

TEST_P(CatalogueContract, forgets_what_is_removed_until_it_is_made_again) {
  keep(saving("a", "old"), saving("b", "other"));

  keep([this](Store& inside) {
    inside.grouping_rules.remove(acme, {"a"});
    EXPECT_FALSE(has_rule("a"));
    EXPECT_EQ(names(), Names{"other"});
  });
  EXPECT_FALSE(has_rule("a"));
  restart();
  EXPECT_EQ(names(), Names{"other"});

  keep(saving("a", "new"), removing("b"));
  restart();
  EXPECT_EQ(names(), Names{"new"});
}

TEST_P(CatalogueContract, takes_back_what_is_rolled_back) {
  keep(saving("a", "old"), saving("b", "other"));

  ASSERT_TRUE(store->begin_batch());
  roll_back([](Store& inside) {
    inside.grouping_rules.save(a_rule("a", "new"));
    inside.grouping_rules.save(a_rule("c", "third"));
    inside.grouping_rules.remove(acme, {"b"});
  });
  EXPECT_EQ(names(), (Names{"old", "other"}));
  ASSERT_TRUE(store->commit_batch());

  restart();
  EXPECT_EQ(names(), (Names{"old", "other"}));
}

TEST_P(CatalogueContract, takes_back_what_the_disk_has_refused) {
  keep(saving("a", "old"), saving("b", "other"));

  lose(saving("a", "new"), removing("b"), saving("c", "third"));
  EXPECT_EQ(names(), (Names{"old", "other"}));

  keep(saving("c", "third"));
  EXPECT_EQ(names(), (Names{"old", "other", "third"}));
  restart();
  EXPECT_EQ(names(), (Names{"old", "other", "third"}));
}

TEST_P(CatalogueContract, keeps_tenants_apart) {
  keep(saving("a", "ours"));

  const auto theirs = store->grouping_rules.list({"other"});
  EXPECT_TRUE(theirs->empty());
  EXPECT_EQ(*store->grouping_rules.find({"other"}, {"a"}), nullptr);
  keep([](Store& inside) { inside.grouping_rules.remove({"other"}, {"a"}); });
  restart();
  EXPECT_EQ(names(), Names{"ours"});
}

TEST_P(CatalogueContract, keeps_every_kind_of_entry_whole) {
  const auto service = an_unhealthy_service(alert_id(1));
  const auto policy = a_policy({{alice, bob}, {}});
  const auto manager = a_manager();
  const auto client = a_client();
  keep([&](Store& inside) {
    inside.services.save(service);
    inside.policies.save(policy);
    inside.managers.save(manager);
    inside.clients.save(client);
  });

  restart();
  EXPECT_EQ(**store->services.find(acme, service.id), service);
  EXPECT_EQ(**store->policies.find(acme, policy.id), policy);
  EXPECT_EQ(**store->managers.find(acme, manager.id), manager);
  EXPECT_EQ(**store->clients.find(acme, client.id), client);

  keep([&](Store& inside) {
    inside.services.remove(acme, service.id);
    inside.policies.remove(acme, policy.id);
    inside.managers.remove(acme, manager.id);
    inside.clients.remove(acme, client.id);
  });
  restart();
  EXPECT_TRUE(store->services.list(acme)->empty());
  EXPECT_TRUE(store->policies.list(acme)->empty());
  EXPECT_TRUE(store->managers.list(acme)->empty());
  EXPECT_TRUE(store->clients.list(acme)->empty());
}

TEST_P(CatalogueContract, keeps_the_version_of_a_policy_that_an_alert_escalates_by) {
  const auto first = a_policy({{alice}});
  auto second = a_policy({{bob}});
  second.version = 2;
  const auto alert = a_paging_alert(first);
  keep([&](Store& inside) {
    inside.policies.save(first);
    inside.alerts.save(alert);
  });
  keep([&](Store& inside) { inside.policies.save(second); });

  restart();
  EXPECT_EQ(**store->policies.find(acme, on_call), second);
  EXPECT_EQ(*store->alerts.get(acme, alert.id), alert);

  keep([](Store& inside) { inside.policies.remove(acme, on_call); });
  restart();
  EXPECT_EQ(*store->policies.find(acme, on_call), nullptr);
  EXPECT_EQ(*store->alerts.get(acme, alert.id), alert);
}

INSTANTIATE_TEST_SUITE_P(Kept, CatalogueContract, every_disk(), name_of_disk);

}  // namespace
}  // namespace tocsin::tests
