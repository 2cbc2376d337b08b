#include "domain/delivery/message.hpp"

#include "tests/builders/delivery.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using tests::start_of_test;

TEST(MessageTest, is_one_deliverys_share_of_its_notification) {
  auto match = tests::a_match(
      {tests::a_subscription(1,
                             {tests::an_endpoint(1, Channel::email, "x@globex.example"),
                              tests::an_endpoint(2, Channel::slack, "#alerts")})});
  match.level = 3;
  match.run = RunId{};
  auto& delivery = match.deliveries[1];
  delivery.start(start_of_test());
  delivery.lose_track(start_of_test());
  delivery.start(start_of_test());

  const Message expected{to_text(match.id) + "-1",
                         match.id,
                         tests::acme,
                         match.alert,
                         NotificationKind::match,
                         3,
                         tests::globex,
                         {tests::subscription_id(1)},
                         RunId{},
                         match.about,
                         {"globex", Channel::slack, "#alerts"},
                         2,
                         true,
                         start_of_test()};
  EXPECT_EQ(message_of(match, 1), expected);
}

}  // namespace
}  // namespace tocsin::domain
