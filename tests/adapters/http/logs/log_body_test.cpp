#include "adapters/http/logs/log_body.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/server/request.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "schemas/embedded.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::adapters::http {
namespace {

using domain::Duration;
using domain::Fields;
using domain::LogEntry;
using domain::LogLevel;
using domain::Time;
using namespace std::chrono_literals;

const Time now = domain::time_from("2026-01-02T03:04:05.678Z").value();

// The text with what parsers want to find behind it.
class Padded {
 public:
  explicit Padded(std::string text) : size_(text.size()), text_(std::move(text)) {
    text_.append(body_padding, ' ');
  }
  std::string_view view() const { return std::string_view{text_}.substr(0, size_); }

 private:
  std::size_t size_;
  std::string text_;
};

std::variant<LogEntry, Violations> read(const std::string& text) {
  return LogReader{{"acme"}, now}.read(Padded{text}.view());
}

LogEntry line_from(const std::string& text) {
  auto result = read(text);
  if (auto* line = std::get_if<LogEntry>(&result)) return *line;
  for (const auto& violation : std::get<Violations>(result))
    ADD_FAILURE() << violation.pointer << ' ' << violation.message;
  return {};
}

std::vector<std::string> refused_at(const std::string& text) {
  auto result = read(text);
  std::vector<std::string> pointers;
  if (const auto* violations = std::get_if<Violations>(&result)) {
    for (const auto& violation : *violations)
      pointers.push_back(violation.pointer);
  }
  return pointers;
}

using Pointers = std::vector<std::string>;

// The members that did not count in a line that does.
Pointers set_aside_in(const std::string& text) {
  const Padded padded{text};
  LogReader reader{{"acme"}, now};
  EXPECT_EQ(reader.read(padded.view()).index(), 0) << text;
  Pointers pointers;
  for (const auto& member : reader.set_aside())
    pointers.push_back(member.pointer);
  return pointers;
}

TEST(LogReader, reads_the_line_of_the_document) {
  const auto line = line_from(R"({"service": "payment-service", "level": "ERROR",
      "message": "Database connection failed", "statusCode": 500, "responseTime": 5000})");

  LogEntry expected;
  expected.tenant = {"acme"};
  expected.service = "payment-service";
  expected.level = LogLevel::error;
  expected.message = "Database connection failed";
  expected.status_code = 500;
  expected.response_time = 5s;
  EXPECT_EQ(line, expected);
}

TEST(LogReader, takes_every_level_in_any_case) {
  const std::vector<std::pair<std::string, LogLevel>> words{{"trace", LogLevel::trace},
                                                            {"Debug", LogLevel::debug},
                                                            {"INFO", LogLevel::info},
                                                            {"warn", LogLevel::warn},
                                                            {"Warning", LogLevel::warn},
                                                            {"eRrOr", LogLevel::error},
                                                            {"fatal", LogLevel::fatal},
                                                            {"CRITICAL", LogLevel::fatal},
                                                            {"ERROR+4", LogLevel::error},
                                                            {"WARN-1", LogLevel::warn},
                                                            {"[ERROR]", LogLevel::error},
                                                            {"<3>", LogLevel::error},
                                                            {"error: ", LogLevel::error}};
  for (const auto& [word, level] : words) {
    EXPECT_EQ(line_from(R"({"service":"a","level":")" + word + "\"}").level, level) << word;
  }
}

TEST(LogReader, counts_a_line_without_a_level_as_info) {
  for (const auto* text : {R"({"service":"nginx","status_code":502})",
                           R"({"service":"nginx","status_code":502,"level":null})"}) {
    EXPECT_EQ(line_from(text).level, LogLevel::info) << text;
    EXPECT_EQ(set_aside_in(text), Pointers{}) << text;
  }
}

TEST(LogReader, finds_level_and_message_where_other_loggers_write_them) {
  for (const auto* text :
       {R"({"service":"a","severity":"error","msg":"x"})",
        R"({"service":"a","severity_text":"ERROR","MESSAGE":"x"})",
        R"({"service":"a","levelname":"ERROR","log":"x"})",
        R"({"service":"a","log.level":"error","short_message":"x"})",
        R"({"service":"a","PRIORITY":"3","MESSAGE":"x"})",
        R"({"service":"a","level":null,"loglevel":"sev2","lvl":"error","msg":"x"})",
        R"({"service":"a","message":null,"@l":"Error","@mt":"x"})"}) {
    const auto line = line_from(text);
    EXPECT_EQ(line.level, LogLevel::error) << text;
    EXPECT_EQ(line.message, "x") << text;
  }
}

TEST(LogReader, prefers_its_own_level_and_message) {
  const auto line =
      line_from(R"({"service":"a","severity":"error","msg":"x","level":"warn","message":"y"})");
  EXPECT_EQ(line.level, LogLevel::warn);
  EXPECT_EQ(line.message, "y");
  EXPECT_EQ(line.fields.find("severity"), "error");
}

TEST(LogReader, keeps_a_line_with_text_that_is_not_unicode) {
  EXPECT_EQ(line_from("{\"service\":\"a\",\"message\":\"61 \xb0\x43\tagain\"}").message,
            "61 \xEF\xBF\xBD\x43\tagain");
  EXPECT_EQ(refused_at("{\"service\":\"a\xb0\"}"), Pointers{"/service"});
}

TEST(LogReader, takes_null_for_nothing) {
  const auto line = line_from(R"({"service":"a","level":"info","message":null,"status_code":null,
      "response_time":null,"trace_id":null,"timestamp":null,"region":null})");

  LogEntry expected;
  expected.tenant = {"acme"};
  expected.service = "a";
  EXPECT_EQ(line, expected);
}

TEST(LogReader, flattens_free_fields) {
  const auto line = line_from(R"({"service":"a","level":"info","region":"eu","n":7,"x":1.5,
      "user":{"plan":"gold","address":{"city":"Bern"}},"tags":["a","b"],"big":18446744073709551615,
      "ok":true})");

  EXPECT_EQ(line.fields,
            (Fields{{"region", "eu"},
                    {"n", "7"},
                    {"x", "1.5"},
                    {"user.plan", "gold"},
                    {"user.address.city", "Bern"},
                    {"tags", R"(["a","b"])"},
                    {"big", "18446744073709551615"},
                    {"ok", "true"}}));
}

TEST(LogReader, rounds_a_response_time_up_so_that_more_than_a_threshold_stays_more) {
  const auto time_of = [](const std::string& number) {
    return line_from(R"({"service":"a","level":"info","response_time":)" + number + "}")
        .response_time;
  };
  EXPECT_EQ(time_of("2000"), 2000ms);
  EXPECT_EQ(time_of("2000.01"), 2001ms);
  EXPECT_EQ(time_of("0"), 0ms);
  EXPECT_EQ(time_of("-0.0"), 0ms);
}

TEST(LogReader, believes_a_timestamp_of_the_last_day_and_the_next_five_minutes) {
  const auto at = [](const std::string& written) {
    return line_from(R"({"service":"a","level":"info","timestamp":)" + written + "}").occurred_at;
  };
  const auto milliseconds = [](Time time) {
    return std::to_string(time.time_since_epoch().count());
  };
  const auto refused = [&](Time time) {
    return refused_at(R"({"service":"a","level":"info","timestamp":)" + milliseconds(time) + "}");
  };

  EXPECT_EQ(at("\"2026-01-02T04:04:05.5+01:00\""), now - 178ms);
  EXPECT_EQ(at(milliseconds(now)), now);
  EXPECT_EQ(at('"' + milliseconds(now) + '"'), now);
  EXPECT_EQ(at("1.767323045e12"), now - 678ms);
  EXPECT_EQ(at(milliseconds(now - 24h)), now - 24h);
  EXPECT_EQ(at(milliseconds(now + 5min)), now + 5min);
  EXPECT_EQ(refused(now - 24h - 1ms), Pointers{"/timestamp"});
}

TEST(LogReader, counts_a_line_whose_time_is_none_as_one_of_now) {
  for (const std::string time : {R"("yesterday")",
                                 R"("2026-01-02 03:04:05,678")",
                                 R"("0001-01-01T00:00:00Z")",
                                 "1767324000000",
                                 "\"1767324000000\"",
                                 "true"}) {
    const auto text = R"({"service":"a","level":"info","timestamp":)" + time + "}";
    EXPECT_EQ(set_aside_in(text), Pointers{"/timestamp"}) << text;
    EXPECT_EQ(line_from(text).occurred_at, std::nullopt) << text;
  }
}

TEST(LogReader, rejects_a_number_that_is_a_time_in_another_unit) {
  for (const std::string time : {"1767323045",
                                 "1767323045.678",
                                 "1767323045678000",
                                 "1767323045678000000",
                                 "1767323045678.5",
                                 "0",
                                 "-1",
                                 "\"1767323045\"",
                                 "\"1.767323045678e+12\""}) {
    EXPECT_EQ(refused_at(R"({"service":"a","level":"info","timestamp":)" + time + "}"),
              Pointers{"/timestamp"})
        << time;
  }
}

TEST(LogReader, reads_times_as_loggers_write_them) {
  for (const std::string time :
       {"2026-01-02T03:04:05.000+0000", "2026-01-02 04:04:05,000+0100", "2026-01-02 03:04:05Z"}) {
    EXPECT_EQ(
        line_from(R"({"service":"a","level":"info","timestamp":")" + time + "\"}").occurred_at,
        now - 678ms)
        << time;
  }
}

TEST(LogReader, names_every_member_that_is_wrong_as_it_was_spelled) {
  EXPECT_EQ(refused_at(R"({"service":7,"timestamp":"2025-01-01T00:00:00Z"})"),
            (Pointers{"/service", "/timestamp"}));
  EXPECT_EQ(refused_at(R"({"service":"a","level":"info","traceId":"x","trace_id":"x"})"),
            Pointers{"/trace_id"});
  EXPECT_EQ(refused_at("[]"), Pointers{""});
  EXPECT_EQ(refused_at(R"({"service":"a","level":"info")"), Pointers{""});
  EXPECT_EQ(refused_at(R"({"service":"a","level":"info","level":"info"})"), Pointers{"/level"});
}

TEST(LogReader, sets_odd_members_aside_and_keeps_the_line) {
  EXPECT_EQ(set_aside_in(R"({"service":"a","level":"LOUD","statusCode":0,"responseTime":"12ms",
      "trace_id":["x"]})"),
            (Pointers{"/level", "/statusCode", "/responseTime", "/trace_id"}));
  EXPECT_EQ(set_aside_in(R"({"service":"a","level":8,"status_code":200.5,"response_time":-1})"),
            (Pointers{"/level", "/status_code", "/response_time"}));
  const auto line = line_from(R"({"service":"a","level":"LOUD","status_code":999})");
  EXPECT_EQ(line.level, LogLevel::info);
  EXPECT_EQ(line.status_code, std::nullopt);
}

TEST(LogReader, reads_numbers_that_are_strings_and_strings_that_are_numbers) {
  const auto line = line_from(R"({"service":"a","level":50,"status_code":"502",
      "response_time":"0.512","trace_id":7277407061855694839,"message":{"a":1}})");

  EXPECT_EQ(line.level, LogLevel::error);
  EXPECT_EQ(line.status_code, 502);
  EXPECT_EQ(line.response_time, 1ms);
  EXPECT_EQ(line.trace_id, "7277407061855694839");
  EXPECT_EQ(line.message, R"({"a":1})");
}

TEST(LogReader, cuts_what_is_too_long_or_too_much) {
  std::string many;
  for (int number = 0; number < 70; ++number)
    many += ",\"f" + std::to_string(number) + "\":0";
  const auto line = R"({"service":"a","level":"info","stack":")" + std::string(6'000, 's') +
                    R"(","message":")" + std::string(70'000, 'm') + '"' + many + "}";

  EXPECT_EQ(set_aside_in(line), (Pointers{"/message", ""}));
  EXPECT_EQ(line_from(line).message.size(), 65'536);
  EXPECT_EQ(line_from(line).fields.find("stack")->size(), 4096);
  EXPECT_EQ(line_from(line).fields.size(), 65);
}

// The general reader, to which log-entry.json tells what a line is.
class SchemaReader {
 public:
  SchemaReader() {
    std::vector<std::pair<std::string, std::string>> documents;
    for (const auto& [name, text] : schemas::all()) {
      if (name != "openapi") documents.emplace_back(name, text);
    }
    schemas_ = std::make_unique<json::Schemas>(*json::Schemas::load(documents));
    reader_ = std::make_unique<BodyReader>(*schemas_);
  }

  Violations violations_of(const std::string& text) {
    const Padded padded{text};
    auto result = reader_->read(padded.view(), "log-entry");
    if (auto* violations = std::get_if<Violations>(&result)) return std::move(*violations);
    return {};
  }

 private:
  std::unique_ptr<json::Schemas> schemas_;
  std::unique_ptr<BodyReader> reader_;
};

// Lines in every state of disrepair, and whether they go beyond what a schema can say.
class Lines {
 public:
  explicit Lines(unsigned seed) : chance_(seed) {}

  std::string next() {
    is_beyond = false;
    if (one_in(200))
      return one_of({"", "[]", "null", "7", "\"text\"", "{", "{}}", "{\"service\":}"});
    std::vector<std::string> members;
    const auto add = [&](const std::vector<std::string>& keys, const std::string& value) {
      members.push_back('"' + one_of(keys) + "\":" + value);
    };
    if (!one_in(20)) add({"service"}, service());
    if (!one_in(20)) add({"level"}, level());
    if (!one_in(3)) add({"message"}, message());
    if (one_in(2)) add({"status_code", "statusCode"}, status());
    if (one_in(2)) add({"response_time", "responseTime"}, response_time());
    if (one_in(2)) add({"trace_id", "traceId"}, trace());
    if (one_in(2)) add({"timestamp", "timestamp", "occurred_at", "occurredAt"}, timestamp());
    while (one_in(2))
      members.push_back(free_field(members.size()));
    if (one_in(50)) add({"traceId", "level", "occurredAt", "free"}, "\"x\"");
    if (one_in(50)) add({"free", "free.0"}, "{\"a\":1,\"a\":2}");
    std::shuffle(members.begin(), members.end(), chance_);

    std::string text = "{";
    for (const auto& member : members)
      text += (text.size() == 1 ? "" : one_in(2) ? "," : " ,\t") + member;
    return text + '}';
  }

  bool is_beyond = false;

 private:
  bool one_in(int count) { return chance_() % static_cast<unsigned>(count) == 0; }
  std::string one_of(const std::vector<std::string>& choices) {
    return choices[chance_() % choices.size()];
  }

  std::string no_text() { return one_of({"7", "true", "null", "[]", "{\"a\":\"b\"}", "-0.5"}); }
  static std::string quoted(const std::string& text) { return '"' + text + '"'; }
  static std::string repeated(const std::string& text, int count) {
    std::string all = "\"";
    for (int times = 0; times < count; ++times)
      all += text;
    return all + '"';
  }

  std::string service() {
    if (one_in(30)) return no_text();
    if (one_in(30)) {
      return one_of({"\"a\xb0\"",
                     "\"\\udd25\"",
                     repeated("s", 128),
                     repeated("s", 129),
                     repeated("é", 128),
                     repeated("é", 129),
                     repeated("\\u00e9", 128),
                     "\"\"",
                     "\" \""});
    }
    return one_of({"\"payment-service\"", "\"a\"", "\"\\u0061\"", "\"日本\""});
  }
  std::string level() {
    if (one_in(30)) return no_text();
    if (one_in(20)) {
      return one_of({"\"\"",
                     "\"LOUD\"",
                     "\"INFO \"",
                     "\"WARNIN\"",
                     "\"WARNINGS\"",
                     "\"ERR\"",
                     "\"İNFO\"",
                     "\"CRIT\"",
                     "\"error\\n\""});
    }
    auto word = one_of({"trace", "debug", "info", "warn", "warning", "error", "fatal", "critical"});
    for (auto& letter : word) {
      if (one_in(2)) letter = static_cast<char>(letter - 32);
    }
    return quoted(word);
  }
  std::string message() {
    if (one_in(30)) return no_text();
    if (one_in(200)) {
      return one_of({repeated("m", 65'536), repeated("m", 65'537), repeated("é", 32'769)});
    }
    return one_of({"\"\"",
                   "\"it failed\"",
                   "\"a \\\"quote\\\"\"",
                   "\"\\u0000\"",
                   "\"\\ud800\"",
                   "\"\xff\"",
                   "\"\t\""});
  }
  std::string status() {
    return one_of({"200",
                   "500",
                   "100",
                   "599",
                   "99",
                   "600",
                   "-500",
                   "500.0",
                   "5e2",
                   "500.5",
                   "\"500\"",
                   "null",
                   "1e300",
                   "18446744073709551615",
                   "true",
                   "[500]"});
  }
  std::string response_time() {
    return one_of({"0",
                   "12",
                   "12.5",
                   "604800000",
                   "604800000.5",
                   "604800001",
                   "-1",
                   "-0.0",
                   "-0.001",
                   "1e5",
                   "1e300",
                   "\"5\"",
                   "null",
                   "false",
                   "{}"});
  }
  std::string trace() {
    return one_of({"\"\"",
                   "\"4bf92f3577b34da6\"",
                   repeated("t", 256),
                   repeated("t", 257),
                   repeated("é", 256),
                   repeated("é", 257),
                   "7",
                   "null"});
  }
  std::string timestamp() {
    if (one_in(6)) {
      is_beyond = true;  // times of long ago, or in another unit
      return one_of({"\"2025-01-01T00:00:00Z\"",
                     "\"2026-01-01 03:04:05+0000\"",
                     "1700000000000",
                     "0",
                     "\"0\"",
                     "-1",
                     "\"-1\"",
                     "999999999999999",
                     "1767323045",
                     "1767323045678.5",
                     "1000000000000000",
                     "1e300"});
    }
    return one_of({"\"2026-01-02T03:10:00Z\"",
                   "1767323045678",
                   "\"1767323045678\"",
                   "\"2026-01-02T03:04:05Z\"",
                   "\"2026-01-02t03:04:05.123456z\"",
                   "\"2026-01-01T23:59:60Z\"",
                   "1.767323e12",
                   "null",
                   "\"\"",
                   "\"2026-01-02\"",
                   "\"2026-01-02 03:04:05Z\"",
                   "\"+1767323045678\"",
                   "\"0001767323045678\"",
                   "\"17673230456x\"",
                   "\"2026-02-30T00:00:00Z\"",
                   "true",
                   "[1767323045678]",
                   "\"2026-01-02T03:04:05\"",
                   "\"2026-01-02T12:04:60Z\""});
  }
  std::string free_field(std::size_t number) {
    const auto key = "\"free." + std::to_string(number) + "\":";
    if (one_in(100)) return key + one_of({repeated("x", 4097), nested(31), nested(32)});
    return key + one_of({"\"x\"",
                         "1",
                         "1.5",
                         "-7",
                         "null",
                         "true",
                         "{}",
                         "[]",
                         "[1,[2]]",
                         "{\"a\":{\"b\":null,\"c\":\"d\"}}",
                         repeated("x", 4096),
                         "tru",
                         "01"});
  }
  static std::string nested(int depth) {
    std::string text;
    for (int level = 0; level < depth; ++level)
      text += "{\"n\":";
    return text + '1' + std::string(static_cast<std::size_t>(depth), '}');
  }

  std::mt19937 chance_;
};

// A pointer to the member that the schema knows; of free fields one is named for all.
std::string canonical(const std::string& pointer) {
  static const std::map<std::string, std::string> aliases{{"/statusCode", "/status_code"},
                                                          {"/responseTime", "/response_time"},
                                                          {"/traceId", "/trace_id"},
                                                          {"/occurred_at", "/timestamp"},
                                                          {"/occurredAt", "/timestamp"}};
  if (pointer.starts_with("/free")) return "/free";
  const auto found = aliases.find(pointer);
  return found == aliases.end() ? pointer : found->second;
}

TEST(LogReader, takes_exactly_what_the_schema_takes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  SchemaReader schema;
  Lines lines{seed};
  int good = 0;
  int bad = 0;
  for (int round = 0; round < 10'000 && !testing::Test::HasFailure(); ++round) {
    const auto text = lines.next();
    const auto expected = schema.violations_of(text);
    const auto result = read(text);
    const auto* violations = std::get_if<Violations>(&result);
    if (lines.is_beyond && expected.empty()) {
      EXPECT_NE(violations, nullptr) << text;
      continue;
    }
    EXPECT_EQ(violations == nullptr, expected.empty()) << text;
    ++(expected.empty() ? good : bad);
    if (!violations) continue;
    std::set<std::string> named;
    for (const auto& violation : *violations)
      named.insert(canonical(violation.pointer));
    for (const auto& violation : expected)
      EXPECT_TRUE(named.contains(canonical(violation.pointer))) << violation.pointer << ' ' << text;
  }
  EXPECT_GT(good, 500);
  EXPECT_GT(bad, 1'000);
}

}  // namespace
}  // namespace tocsin::adapters::http
