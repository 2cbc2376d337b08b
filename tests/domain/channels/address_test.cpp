#include "domain/channels/address.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

struct Case {
  Channel channel;
  std::string text;
  bool is_one;
};

TEST(Address, belongs_to_its_channel) {
  const std::vector<Case> cases{
      {Channel::email, "ops@acme.example", true},
      {Channel::email, "j\u00fcrgen@acme.example", false},
      {Channel::email, "ops@\u00e4cme.example", false},
      {Channel::email, "ops", false},
      {Channel::email, "@acme.example", false},
      {Channel::email, "ops@", false},
      {Channel::email, "a@b@c", false},
      {Channel::email, "o ps@acme.example", false},
      {Channel::email, "<ops@acme.example>", false},
      {Channel::email, std::string(241, 'a') + "@acme.example", true},
      {Channel::email, std::string(242, 'a') + "@acme.example", false},
      {Channel::sms, "+33600000002", true},
      {Channel::sms, "+336", true},
      {Channel::sms, "+33", false},
      {Channel::sms, "+336000000023360", true},
      {Channel::sms, "+3360000000233600", false},
      {Channel::sms, "+03360000", false},
      {Channel::sms, "0033600000002", false},
      {Channel::sms, "+336 0000", false},
      {Channel::slack, "#network-ops", true},
      {Channel::slack, "@infra-head", true},
      {Channel::slack, "C024BE91L", true},
      {Channel::slack, "https://hooks.slack.example/x", true},
      {Channel::slack, "#n", true},
      {Channel::slack, "#", false},
      {Channel::slack, "# ops", false},
      {Channel::slack, "#" + std::string(79, 'a'), true},
      {Channel::slack, "#" + std::string(80, 'a'), false},
      {Channel::slack, "", false},
      {Channel::slack, std::string(80, 'a'), true},
      {Channel::slack, std::string(81, 'a'), false},
      {Channel::slack, "net ops", false},
      {Channel::webhook, "http://127.0.0.1:9/hook", true},
      {Channel::webhook, "ftp://acme.example", false},
      {Channel::webhook, "https://", false},
      {Channel::webhook, "https:", false},
      {Channel::webhook, "https:///path", false},
      {Channel::webhook, "https://?query", false},
      {Channel::webhook, "https://#part", false},
      {Channel::webhook, "https://acme.example/a b", false},
      {Channel::webhook, "https://acme.example/\x7f", false},
      {Channel::webhook, "https://acme.example/" + std::string(2027, 'a'), true},
      {Channel::webhook, "https://acme.example/" + std::string(2028, 'a'), false},
      {Channel::webhook, "acme.example", false},
      {Channel::console, "", true},
      {Channel::console, "tty", false},
      {Channel::pagerduty, "0123456789azAZ", true},
      {Channel::pagerduty, "", false},
      {Channel::pagerduty, "with-dash", false},
      {Channel::pagerduty, std::string(64, 'a'), true},
      {Channel::pagerduty, std::string(65, 'a'), false},
  };
  for (const auto& [channel, text, is_one] : cases)
    EXPECT_EQ(is_address(channel, text), is_one) << static_cast<int>(channel) << ' ' << text;
}

TEST(Address, is_one_of_a_list_only_on_email) {
  using Addresses = std::vector<std::string_view>;
  EXPECT_EQ(addresses_in(Channel::email, "a@x.org"), Addresses{"a@x.org"});
  EXPECT_EQ(addresses_in(Channel::email, " a@x.org ,b@x.org,  c@x.org"),
            (Addresses{"a@x.org", "b@x.org", "c@x.org"}));
  EXPECT_EQ(addresses_in(Channel::email, "a@x.org,"), (Addresses{"a@x.org", ""}));
  EXPECT_EQ(addresses_in(Channel::webhook, "http://x/?a,b"), Addresses{"http://x/?a,b"});
}

}  // namespace
}  // namespace tocsin::domain
