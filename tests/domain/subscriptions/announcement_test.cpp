#include "domain/subscriptions/announcement.hpp"

namespace tocsin::domain {
namespace {

TEST(AnnouncementTest, an_alert_keeps_the_id_of_its_sender_when_that_is_a_uuid) {
  const std::string uuid = "0b7c2f1e-5d6a-4c38-9f10-3f2a7d9e4b51";

  EXPECT_EQ(to_text(alert_id_of(uuid)), uuid);
}

TEST(AnnouncementTest, an_alert_with_another_key_has_an_id_made_of_it_the_same_each_time) {
  const auto id = alert_id_of("disk-full/7");

  EXPECT_EQ(id, alert_id_of("disk-full/7"));
  EXPECT_NE(id, alert_id_of("disk-full/8"));
  EXPECT_EQ(id.value.version(), boost::uuids::uuid::version_name_based_sha1);
  EXPECT_EQ(id.value.variant(), boost::uuids::uuid::variant_rfc_4122);
}

TEST(AnnouncementTest, the_id_made_of_a_key_never_changes) {
  // What has been told is remembered under it for ever.
  EXPECT_EQ(to_text(alert_id_of("disk-full/7")), "06ebfe58-fe9e-5c48-aa6f-5ebff1e8a4f9");
}

TEST(AnnouncementTest, alerts_of_two_sources_are_two_alerts_though_their_senders_call_them_alike) {
  const std::string uuid = "0b7c2f1e-5d6a-4c38-9f10-3f2a7d9e4b51";

  for (const auto& key : {std::string{"42"}, std::string{"disk-full/7"}, uuid}) {
    SCOPED_TRACE(key);
    const auto id = announced_id_of("zabbix", alert_id_of(key));
    EXPECT_EQ(id, announced_id_of("zabbix", alert_id_of(key)));
    EXPECT_NE(id, announced_id_of("uptime-kuma", alert_id_of(key)));
    EXPECT_NE(id, alert_id_of(key));
  }
  EXPECT_NE(announced_id_of("ab", alert_id_of("c")), announced_id_of("a", alert_id_of("bc")));
}

TEST(AnnouncementTest, the_identity_of_an_announced_alert_never_changes) {
  EXPECT_EQ(to_text(announced_id_of("zabbix", alert_id_of("42"))),
            "127bef66-f28e-5e0c-8806-de6993f2b8a7");
}

}  // namespace
}  // namespace tocsin::domain
