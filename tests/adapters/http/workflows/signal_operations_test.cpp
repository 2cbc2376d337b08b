#include "adapters/http/workflows/signal_operations.hpp"

#include "tests/adapters/http/api/calls.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::Fields;
using domain::SignalAnswer;
using Json = nlohmann::json;
using Command = application::ReceiveSignal::Command;

// The operation over a front that takes everything and answers with the numbers of the subjects.
class SignalOperations : public ApiCalls {
 protected:
  SignalOperations() {
    add_signal_operations(handlers,
                          {[this](auto /*received*/, Command command, const auto& answer) {
                             taken.push_back(std::move(command));
                             if (has_room) answer(to_one);
                             return has_room;
                           },
                           [this](auto commands, const auto& answer) {
                             std::vector<Result<SignalAnswer>> answers;
                             for (auto& one : commands) {
                               taken.push_back(std::move(one.command));
                               answers.push_back(answer_to_each);
                             }
                             if (has_room) answer(std::move(answers));
                             return has_room;
                           }},
                          schemas());
  }

  Response sent(const std::string& body, const std::string& type = "application/json") {
    return called("POST", "/v1/signals", body, type);
  }

  std::vector<Command> taken;
  SignalAnswer to_one{"id", 2};
  Result<SignalAnswer> answer_to_each{SignalAnswer{"id", 1}};
  bool has_room = true;
};

TEST_F(SignalOperations, take_the_signal_of_the_document) {
  const auto response = called("POST", "/api/v1/signals", R"({
    "signal_type": "internet_signal",
    "org_id": "datacenter_east",
    "value": {"status": "online", "latency_ms": 45},
    "metadata": {"region": "us-east-1"},
    "timestamp": "2025-01-22T15:30:00Z"
  })");

  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(json_of(response), (Json{{"signal_id", "id"}, {"workflows_queued", 2}}));
  ASSERT_EQ(taken.size(), 1);
  const auto& signal = taken[0].signal;
  EXPECT_EQ(signal.tenant.value, "default");
  EXPECT_EQ(taken[0].by, "anonymous");
  EXPECT_EQ(signal.type, "internet_signal");
  EXPECT_EQ(signal.subject, "datacenter_east");
  EXPECT_EQ(signal.occurred_at, domain::Time{domain::Duration{1737559800000}});
  EXPECT_EQ(signal.fields,
            (Fields{{"value.status", "online"},
                    {"value.latency_ms", "45"},
                    {"metadata.region", "us-east-1"}}));
}

TEST_F(SignalOperations, say_that_a_signal_was_repeated) {
  to_one = SignalAnswer{"id", 0, true};
  EXPECT_EQ(json_of(sent(R"({"signal_type":"t","org_id":"o"})")),
            (Json{{"signal_id", "id"}, {"workflows_queued", 0}, {"outcome", "repeated"}}));
}

TEST_F(SignalOperations, let_no_timestamp_cost_what_was_observed) {
  const auto at = [this](const std::string& timestamp) {
    const auto response =
        sent(R"({"signal_type":"t","org_id":"o","value":null,"timestamp":)" + timestamp + "}");
    EXPECT_EQ(response.status, 202);
    EXPECT_EQ(json_of(response).contains("set_aside"), !taken.back().signal.occurred_at);
    return taken.back().signal.occurred_at;
  };
  EXPECT_EQ(at("1737559800"), domain::Time{domain::Duration{1737559800000}});
  EXPECT_EQ(at("\"2025-01-22 15:30:00\""), std::nullopt);
  EXPECT_EQ(json_of(sent(R"([{"signal_type":"t","org_id":"o","timestamp":"now"}])"))
                .at("set_aside")[0]
                .at("errors")[0]
                .at("pointer"),
            "/timestamp");
}

TEST_F(SignalOperations, let_no_odd_member_cost_a_heartbeat) {
  const auto response =
      sent(R"({"signal_type":"t","org_id":"o","value":5,"metadata":"x","host":"web1"})");
  EXPECT_EQ(response.status, 202);
  EXPECT_TRUE(taken.at(0).signal.fields.empty());
  std::vector<std::string> pointers;
  const auto answer = json_of(response);
  for (const auto& member : answer.at("set_aside"))
    pointers.push_back(member.at("pointer"));
  EXPECT_EQ(pointers, (std::vector<std::string>{"/value", "/metadata", "/host"}));
}

TEST_F(SignalOperations, need_neither_a_time_nor_a_value) {
  EXPECT_EQ(sent(R"({"signal_type":"t","org_id":"o"})").status, 202);
  EXPECT_EQ(taken[0].signal.occurred_at, std::nullopt);
  EXPECT_TRUE(taken[0].signal.fields.empty());
}

TEST_F(SignalOperations, keep_numbers_as_they_are_written_and_paths_as_deep_as_they_are) {
  EXPECT_EQ(sent(R"({"signal_type":"t","org_id":"o","value":
      {"n":1000000,"f":0.5,"neg":-3,"t":true,"nothing":null,"a":{"b":{"c":"x"}},"list":[1, 2]}})")
                .status,
            202);
  EXPECT_EQ(taken[0].signal.fields,
            (Fields{{"value.n", "1000000"},
                    {"value.f", "0.5"},
                    {"value.neg", "-3"},
                    {"value.t", "true"},
                    {"value.a.b.c", "x"},
                    {"value.list", "[1,2]"}}));
}

TEST_F(SignalOperations, rename_no_key_within_a_value) {
  EXPECT_EQ(sent(R"({"signalType":"t","subject":"o","value":{"subject":"s","orgId":1}})").status,
            202);
  EXPECT_EQ(taken[0].signal.subject, "o");
  EXPECT_EQ(taken[0].signal.fields.find("value.subject"), "s");
  EXPECT_EQ(taken[0].signal.fields.find("value.orgId"), "1");
}

TEST_F(SignalOperations, keep_what_was_measured_when_there_are_too_many_fields) {
  auto signal = Json{{"signal_type", "t"}, {"org_id", "o"}};
  for (int field = 0; field < 64; ++field)
    signal["metadata"]["m" + std::to_string(field)] = field;
  signal["value"] = {{"disk", {{"free", 7}}}, {"note", std::string(4097, 'x')}};

  EXPECT_EQ(sent(signal.dump()).status, 202);
  const auto& fields = taken.at(0).signal.fields;
  EXPECT_EQ(fields.find("value.disk.free"), "7");
  EXPECT_EQ(fields.find("value.note")->size(), 4096);
  EXPECT_EQ(fields.find("fields_omitted"), "2");
  EXPECT_EQ(fields.size(), 65);
}

TEST_F(SignalOperations, take_an_array_and_name_what_is_bad_in_it) {
  const auto response = sent(R"([{"signal_type":"t","org_id":"a"},
      {"signal_type":"t"}, 7, {"signal_type":"t","org_id":"b"}])");

  EXPECT_EQ(response.status, 202);
  const auto report = json_of(response);
  EXPECT_EQ(report.at("accepted"), 2);
  ASSERT_EQ(report.at("rejected").size(), 2);
  EXPECT_EQ(report.at("rejected")[0].at("index"), 1);
  EXPECT_EQ(report.at("rejected")[0].at("errors")[0].at("pointer"), "/org_id");
  EXPECT_EQ(report.at("rejected")[1].at("index"), 2);
  ASSERT_EQ(taken.size(), 2);
  EXPECT_EQ(taken[1].signal.subject, "b");
}

TEST_F(SignalOperations, take_lines_and_tell_them_from_one_signal_of_many_lines) {
  const std::string one = R"({"signal_type":"t","org_id":"}\"{"})";
  EXPECT_EQ(json_of(sent(one + "\n" + one + "\r\n")).at("accepted"), 2);
  EXPECT_EQ(json_of(sent(one, "application/x-ndjson")).at("accepted"), 1);
  EXPECT_EQ(json_of(sent("\n{\n\"signal_type\":\"t\",\n\"org_id\":\"o\"\n}\n")).at("signal_id"),
            "id");
  EXPECT_EQ(json_of(sent(one + one)).at("accepted"), 2);
  EXPECT_EQ(sent(one + "}").status, 400);
  EXPECT_EQ(json_of(sent("[]")), (Json{{"accepted", 0}, {"rejected", Json::array()}}));
}

TEST_F(SignalOperations, take_lines_behind_a_byte_order_mark_and_under_a_type_in_upper_case) {
  const std::string one = R"({"signal_type": "s", "org_id": "a"})";
  const std::string mark = "\xEF\xBB\xBF";

  EXPECT_EQ(json_of(sent(mark + one + "\n" + one)).at("accepted"), 2);
  EXPECT_EQ(json_of(sent(mark + "[" + one + "," + one + "]")).at("accepted"), 2);
  EXPECT_EQ(json_of(sent(one, "Application/X-NDJSON")).at("accepted"), 1);
  EXPECT_EQ(sent(mark + one).status, 202);
  EXPECT_EQ(taken.size(), 6);
}

TEST_F(SignalOperations, refuse_what_is_no_signal) {
  const std::string one = R"({"signal_type":"t","org_id":"o"})";
  for (const auto& body : {std::string{},
                           std::string{"{"},
                           std::string{"7"},
                           one + "}",
                           '[' + one + ' ' + one + ']',
                           std::string{"\"text"}}) {
    EXPECT_EQ(sent(body).status, 400) << body;
  }
  EXPECT_TRUE(taken.empty());
}

TEST_F(SignalOperations, refuse_more_than_a_batch_may_have) {
  std::string lines;
  for (int line = 0; line < 10'001; ++line)
    lines += "{}\n";
  EXPECT_EQ(sent(lines).status, 413);
}

TEST_F(SignalOperations, say_when_there_is_no_room_and_when_the_store_is_gone) {
  const std::string one = R"({"signal_type":"t","org_id":"o"})";
  answer_to_each = fail(ErrorKind::unavailable, "the disk is full");
  EXPECT_EQ(sent('[' + one + ']').status, 503);
  has_room = false;
  EXPECT_EQ(sent(one).status, 503);
  EXPECT_EQ(sent('[' + one + ']').status, 503);
}

}  // namespace
}  // namespace tocsin::adapters::http
