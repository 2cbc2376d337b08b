#include "adapters/http/alerting/event_operations.hpp"

#include "tests/adapters/http/api/calls.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::Announcement;
using domain::Event;
using domain::EventAnswer;
using Json = nlohmann::json;
using Incoming = application::TakeEvent::Command;

// The operations over a front that takes everything.
class EventOperations : public ApiCalls {
 protected:
  EventOperations() {
    add_event_operations(
        handlers,
        {[this](auto /*received*/, Incoming incoming, const auto& answer) {
           taken.push_back(std::move(incoming));
           answer(EventAnswer{});
           return true;
         },
         [this](auto commands, const auto& answer) {
           for (auto& one : commands)
             taken.push_back(std::move(one.command));
           answer(std::vector<Result<EventAnswer>>(commands.size(), EventAnswer{}));
           return true;
         }},
        schemas());
  }

  // An event with these members beside those that it must have.
  static std::string event(const std::string& members) {
    return R"({"event_manager_id":"ops","summary":"s","severity":"high","action":"trigger",)"
           R"("dedupKey":"d")" +
           members + "}";
  }
  static std::string announcement(const std::string& members) {
    return R"({"alert_id":"42","severity":"HIGH","source":"zabbix","name":"disk")" + members + "}";
  }

  Event event_from(const std::string& members) {
    answer = called("POST", "/v1/events", event(members));
    EXPECT_EQ(answer.status, 202) << answer.body;
    return std::get<application::IngestEvent::Command>(taken.back()).event;
  }
  Announcement announcement_from(const std::string& members) {
    answer = called("POST", "/v1/events", announcement(members));
    EXPECT_EQ(answer.status, 202) << answer.body;
    return std::get<application::ReceiveAnnouncement::Command>(taken.back()).announcement;
  }

  // The members that the last answer says did not count.
  std::vector<std::string> set_aside() const {
    std::vector<std::string> pointers;
    for (const auto& member : json_of(answer).value("set_aside", Json::array()))
      pointers.push_back(member.at("pointer"));
    return pointers;
  }

  using Pointers = std::vector<std::string>;
  std::vector<Incoming> taken;
  Response answer;
};

TEST_F(EventOperations, take_null_for_nothing) {
  const auto event = event_from(R"(,"class":null,"event_id":null,"occurred_at":null)");
  EXPECT_EQ(event.class_name, "");
  EXPECT_EQ(event.event_id, "");
  EXPECT_EQ(event.occurred_at, std::nullopt);
  EXPECT_EQ(set_aside(), Pointers{});

  EXPECT_TRUE(announcement_from(R"(,"context":null,"event_ts":null)").context.empty());
  EXPECT_EQ(set_aside(), Pointers{});
}

TEST_F(EventOperations, let_no_optional_member_cost_the_page) {
  const auto event = event_from(R"(,"class":["x"],"event_id":true,"occurred_at":"yesterday")");
  EXPECT_EQ(event.class_name, "");
  EXPECT_EQ(event.event_id, "");
  EXPECT_EQ(event.occurred_at, std::nullopt);
  EXPECT_EQ(set_aside(), (Pointers{"/class", "/event_id", "/occurred_at"}));

  const auto announcement = announcement_from(R"(,"event_ts":"soon","context":"x","summary":"s")");
  EXPECT_EQ(announcement.occurred_at, std::nullopt);
  EXPECT_TRUE(announcement.context.empty());
  EXPECT_EQ(set_aside(), (Pointers{"/event_ts", "/context", "/summary"}));
}

TEST_F(EventOperations, read_numbers_where_texts_are_usual) {
  const auto event = event_from(R"(,"class":7,"event_id":42,"occurred_at":1767323045)");
  EXPECT_EQ(event.class_name, "7");
  EXPECT_EQ(event.event_id, "42");
  EXPECT_EQ(event.occurred_at, domain::time_from("2026-01-02T03:04:05Z"));
  EXPECT_EQ(set_aside(), Pointers{});
}

TEST_F(EventOperations, tell_long_texts_apart_behind_the_cut) {
  const auto one = event_from(R"(,"event_id":")" + std::string(300, 'x') + R"(1")");
  EXPECT_EQ(set_aside(), Pointers{"/event_id"});
  const auto other = event_from(R"(,"event_id":")" + std::string(300, 'x') + R"(2")");
  EXPECT_LE(one.event_id.size(), 256);
  EXPECT_NE(one.event_id, other.event_id);
}

TEST_F(EventOperations, keep_an_event_with_text_that_is_not_unicode) {
  EXPECT_EQ(event_from(R"(,"output":"cut )"
                       "\\ud83d"
                       R"(")")
                .fields.find("output"),
            "cut \xEF\xBF\xBD");
  EXPECT_EQ(event_from(",\"output\":\"Ger\xe4t\taus\n\"").fields.find("output"),
            "Ger\xEF\xBF\xBDt\taus\n");
}

TEST_F(EventOperations, make_no_identity_of_text_that_is_not_unicode) {
  const auto refused_at = [this](std::string body, const std::string& value) {
    body.replace(body.find('"' + value + '"'), value.size() + 2, "\"\xe4\"");
    const auto response = called("POST", "/v1/events", body);
    EXPECT_EQ(response.status, 400) << response.body;
    return pointers_of(response);
  };
  EXPECT_EQ(refused_at(event(""), "d"), Pointers{"/dedupKey"});
  EXPECT_EQ(refused_at(announcement(""), "42"), Pointers{"/alert_id"});
  EXPECT_EQ(refused_at(announcement(""), "zabbix"), Pointers{"/source"});
  EXPECT_TRUE(taken.empty());
  EXPECT_EQ(event_from(",\"source\":\"\xe4\"").fields.find("source"), "\xEF\xBF\xBD");
  EXPECT_EQ(event_from(",\"event_id\":\"\xe4\"").event_id, "");
  EXPECT_EQ(set_aside(), Pointers{"/event_id"});
}

TEST_F(EventOperations, say_what_was_set_aside_in_a_batch) {
  const auto report = json_of(
      called("POST", "/v1/events/batch", event("") + event(R"(,"class":true)") + '\n' + event("")));
  EXPECT_EQ(report.at("accepted"), 3);
  EXPECT_EQ(report.at("set_aside"), Json::parse(R"([{"index":1,"errors":[
                {"pointer":"/class","detail":"must be a string"}]}])"));
}

TEST_F(EventOperations, take_objects_that_no_line_end_parts) {
  const auto text = event(R"(,"a":"}{")");
  const auto report =
      json_of(called("POST", "/v1/events/batch", text + text + " " + text + "\n\n" + text + "x\n"));
  EXPECT_EQ(report.at("accepted"), 3);
  ASSERT_EQ(report.at("rejected").size(), 1);
  EXPECT_EQ(report.at("rejected")[0].at("index"), 3);
}

}  // namespace
}  // namespace tocsin::adapters::http
