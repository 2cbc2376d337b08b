#include "adapters/http/api/secrets.hpp"

#include <nlohmann/json.hpp>

#include "adapters/http/alerting/configuration_operations.hpp"
#include "adapters/http/alerting/views.hpp"
#include "adapters/http/delivery/notification_view.hpp"
#include "adapters/http/paging/views.hpp"
#include "adapters/http/subscriptions/subscription_views.hpp"
#include "adapters/http/workflows/workflow_view.hpp"
#include "tests/adapters/http/api/calls.hpp"
#include "tests/builders/delivery.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::Channel;
using domain::Target;
using domain::Tell;

const Target hook{"", Channel::webhook, "https://user:pw@hooks.acme.example:8443/T0/B1?key=secret"};
const Target slack{"", Channel::slack, "https://hooks.slack.com/services/secret"};
const Target pagerduty{"", Channel::pagerduty, "0123456789secretabcd"};

std::string hidden(const Target& target) { return address_of(target, Secrets::hidden); }

TEST(Secrets, are_for_the_admin_alone) {
  for (const auto role : {Role::responder, Role::viewer, Role::ingest})
    EXPECT_EQ(secrets_for({{}, "", role}), Secrets::hidden);
  EXPECT_EQ(secrets_for({{}, "", Role::admin}), Secrets::shown);
}

TEST(Secrets, are_shown_in_full_or_as_much_as_tells_them_apart) {
  EXPECT_EQ(address_of(hook, Secrets::shown), hook.address);
  EXPECT_EQ(address_of(pagerduty, Secrets::shown), pagerduty.address);
  EXPECT_EQ(hidden(hook), "https://hooks.acme.example:8443/…");
  EXPECT_EQ(hidden(slack), "https://hooks.slack.com/…");
  EXPECT_EQ(hidden(pagerduty), "…abcd");
  EXPECT_EQ(hidden({"", Channel::pagerduty, "12345678"}), "…");
}

TEST(Secrets, are_no_names_of_people_and_channels) {
  EXPECT_EQ(hidden({"", Channel::email, "alice@acme.example"}), "alice@acme.example");
  EXPECT_EQ(hidden({"", Channel::sms, "+33600000002"}), "+33600000002");
  EXPECT_EQ(hidden({"", Channel::slack, "#ops"}), "#ops");
  EXPECT_EQ(hidden({"", Channel::console, ""}), "");
}

// What each kind of thing that has addresses shows of them.
std::vector<nlohmann::ordered_json> views(Secrets secrets) {
  std::vector<nlohmann::ordered_json> all;
  for (const auto& target : {hook, slack, pagerduty}) {
    all.push_back(view_of(tests::a_policy({{target}}), secrets));
    all.push_back(view_of(
        tests::an_endpoint(1, target.channel, target.address), tests::subscription_id(1), secrets));
    domain::Workflow workflow;
    workflow.steps = {Tell{target, "down"}};
    all.push_back(view_of(workflow, secrets));
    domain::EventManager manager;
    manager.webhook_url = hook.address;
    all.push_back(view_of(manager, secrets));
    auto diverted = tests::a_page(1, target);
    diverted.deliveries.front().divert(slack, tests::start_of_test());
    all.push_back(view_of(diverted, secrets));
  }
  return all;
}

TEST(Secrets, are_in_no_view_that_hides_them) {
  for (const auto& view : views(Secrets::hidden))
    EXPECT_EQ(view.dump().find("secret"), std::string::npos) << view.dump();
}

TEST(Secrets, are_in_every_view_that_the_admin_may_put_back) {
  for (const auto& view : views(Secrets::shown))
    EXPECT_NE(view.dump().find("secret"), std::string::npos) << view.dump();
}

TEST(Secrets, that_are_routing_keys_are_in_no_notification) {
  const auto view = view_of(tests::a_page(1, pagerduty), Secrets::shown);
  EXPECT_EQ(view.dump().find("secret"), std::string::npos) << view.dump();
}

// An event manager as it is read by whoever asks.
class ShownSecrets : public ApiCalls {
 protected:
  ShownSecrets() {
    auto manager = std::make_shared<domain::EventManager>();
    manager->id.value = "ops";
    manager->webhook_url = hook.address;
    const std::shared_ptr<const domain::EventManager> kept = manager;
    ConfigurationFronts<domain::EventManager> fronts;
    fronts.find = [kept](const auto& /*tenant*/, const auto& /*id*/) { return Result{kept}; };
    fronts.list = [kept](const auto& /*tenant*/) { return Result{std::vector{kept}}; };
    add_event_manager_operations(handlers, std::move(fronts), {readers, ids});
  }

  ReaderPool readers{1};
  tests::CountingIds ids;
};

TEST_F(ShownSecrets, differ_by_who_asks) {
  for (const std::string path : {"/v1/event-managers", "/v1/event-managers/ops"}) {
    EXPECT_NE(called("GET", path).body.find("secret"), std::string::npos) << path;
    role = Role::viewer;
    EXPECT_EQ(called("GET", path).body.find("secret"), std::string::npos) << path;
    role = Role::admin;
  }
}

}  // namespace
}  // namespace tocsin::adapters::http
