#include "adapters/http/logs/log_operations.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/batch.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/logs/log_body.hpp"
#include "adapters/http/server/problem.hpp"
#include "domain/kernel/fnv1a.hpp"

namespace tocsin::adapters::http {

using domain::LogEntry;
using Command = LogFronts::Command;
using Answer = LogFronts::Answer;

namespace {

constexpr std::size_t max_lines = 50'000;

// So many lines are one command: few enough that others need not wait for long, many enough that
// what a command costs is nothing beside them.
constexpr std::size_t lines_of_a_command = 500;

void count(LineCount& counts, const LogEntry& line) {
  ++counts.by_level[static_cast<std::size_t>(line.level)];
}

// The lines of a batch that were not refused at the door, in commands.
struct LogBatch {
  LogBatch(std::size_t size, std::string idempotency_key)
      : report(size), key(std::move(idempotency_key)) {}

  BatchReport report;
  std::string key;
  std::size_t refused = 0;
  std::vector<std::size_t> taken;  // their places in the batch
  std::vector<LineCount> counts;   // of each command
  std::vector<ports::Asked<Command>> commands;
};

class LogOperations {
 public:
  LogOperations(LogFronts fronts, const ports::Clock& clock, ports::IdGenerator& ids)
      : fronts_(std::move(fronts)), clock_(clock), ids_(ids) {}

  void take(const Call& call, const Reply& reply) const {
    const auto now = clock_.now();
    LogReader reader{call.caller.tenant, now};
    auto read = reader.read(call.request.body);
    if (const auto* violations = std::get_if<Violations>(&read)) {
      count_refused(1);
      return reply(bad_request(*violations));
    }
    auto& line = std::get<LogEntry>(read);
    if (line.trace_id.empty()) line.trace_id = domain::to_text(ids_.next());
    LineCount counts;
    count(counts, line);
    auto body = nlohmann::ordered_json{
        {"status", "accepted"},
        {"trace_id", line.trace_id},
        {"timestamp", std::to_string(line.occurred_at.value_or(now).time_since_epoch().count())}};
    if (!reader.set_aside().empty()) body["set_aside"] = errors_of(reader.set_aside());

    Command command{{}, call.caller.name};
    command.lines.push_back(std::move(line));
    const bool taken =
        fronts_.take(received_from(call),
                     std::move(command),
                     [this, reply, counts, body = std::move(body)](const auto& answer) {
                       if (!answer) return reply(problem_of(answer.error()));
                       fronts_.counted(counts);
                       reply(json_answer(202, body));
                     });
    if (!taken) reply(busy());
  }

  void take_many(const Call& call, const Reply& reply) const {
    auto items = items_within(call.request.body, max_lines, "lines");
    if (auto* refusal = std::get_if<Response>(&items)) return reply(std::move(*refusal));
    auto key = idempotency_key_of(call);
    if (auto* refusal = std::get_if<Response>(&key)) return reply(std::move(*refusal));
    const auto batch = read(std::get<std::vector<std::string_view>>(items),
                            std::get<std::string>(std::move(key)),
                            call);
    count_refused(batch->refused);
    if (batch->commands.empty()) return reply(batch->report.response());
    const bool taken =
        fronts_.take_many(std::move(batch->commands),
                          [this, reply, batch](const std::vector<Result<Answer>>& answers) {
                            reply(report_on(*batch, answers));
                          });
    if (!taken) reply(busy());
  }

 private:
  // What the journal would keep: it keeps no lines.
  static ports::Received received_from(const Call& call) {
    return {call.caller.tenant, call.caller.name, {}};
  }

  std::shared_ptr<LogBatch> read(const std::vector<std::string_view>& texts,
                                 std::string key,
                                 const Call& call) const {
    auto batch = std::make_shared<LogBatch>(texts.size(), std::move(key));
    batch->taken.reserve(texts.size());
    LogReader reader{call.caller.tenant, clock_.now()};
    for (std::size_t index = 0; index < texts.size(); ++index) {
      auto line = reader.read(texts[index]);
      if (auto* violations = std::get_if<Violations>(&line)) {
        batch->report.refuse(index, std::move(*violations));
        ++batch->refused;
        continue;
      }
      batch->report.set_aside(index, reader.set_aside());
      add(*batch, std::move(std::get<LogEntry>(line)), texts[index], call);
      batch->taken.push_back(index);
    }
    return batch;
  }

  static void add(LogBatch& batch, LogEntry line, std::string_view text, const Call& call) {
    if (batch.taken.size() % lines_of_a_command == 0) {
      batch.commands.push_back({received_from(call), {{}, call.caller.name}});
      batch.commands.back().command.lines.reserve(lines_of_a_command);
      if (!batch.key.empty()) {
        batch.commands.back().command.batch =
            domain::fnv1a(batch.key + ' ' + std::to_string(batch.commands.size()));
      }
      batch.counts.emplace_back();
    }
    count(batch.counts.back(), line);
    auto& command = batch.commands.back().command;
    if (command.batch) command.batch = domain::fnv1a(text, domain::fnv1a("\n", *command.batch));
    command.lines.push_back(std::move(line));
  }

  // When the store took no command, that is the answer to all.
  Response report_on(LogBatch& batch, const std::vector<Result<Answer>>& answers) const {
    bool is_unavailable = true;
    for (std::size_t part = 0; part < answers.size(); ++part) {
      const auto& answer = answers[part];
      is_unavailable = is_unavailable && !answer && answer.error().kind == ErrorKind::unavailable;
      if (answer) {
        fronts_.counted(batch.counts[part]);
      } else {
        refuse_part(batch, part, answer.error());
      }
    }
    return is_unavailable ? problem_of(answers.front().error()) : batch.report.response();
  }

  static void refuse_part(LogBatch& batch, std::size_t part, const Error& error) {
    const auto first = part * lines_of_a_command;
    const auto last = std::min(first + lines_of_a_command, batch.taken.size());
    for (auto position = first; position < last; ++position) {
      batch.report.refuse(batch.taken[position], {{error.pointer, error.message}});
    }
  }

  void count_refused(std::size_t refused) const {
    if (refused > 0) fronts_.counted({{}, refused});
  }

  LogFronts fronts_;
  const ports::Clock& clock_;
  ports::IdGenerator& ids_;
};

}  // namespace

void add_log_operations(OperationHandlers& handlers,
                        LogFronts fronts,
                        const ports::Clock& clock,
                        ports::IdGenerator& ids) {
  Handlers<LogOperations> logs{handlers, {std::move(fronts), clock, ids}};
  logs.add("ingest_log", &LogOperations::take);
  logs.add("ingest_logs", &LogOperations::take_many);
}

}  // namespace tocsin::adapters::http
