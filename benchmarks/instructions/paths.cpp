#include "benchmarks/instructions/paths.hpp"

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/micro/samples.hpp"

namespace tocsin::benchmarks {

namespace {

using application::EvaluateLogRules;
using application::IngestEvent;
using application::ReceiveAlert;
using application::ReceiveAnnouncement;
using application::ReceiveSignal;
using application::RecordAttempt;
using domain::AcknowledgeOutcome;
using domain::AlertId;
using domain::EventOutcome;
using domain::Severity;

constexpr std::size_t classes = 100;
constexpr std::size_t repeated_keys = 500;
constexpr std::size_t clients = 10;
constexpr std::size_t subjects = 500;
constexpr std::size_t services = 100;
constexpr std::size_t lines_a_step = 1'000;

template <typename Make>
auto many(std::size_t count, Make make) {
  std::vector<decltype(make(std::size_t{}))> made;
  made.reserve(count);
  for (std::size_t number = 0; number < count; ++number)
    made.push_back(make(number));
  return made;
}

void add_manager(World& world) {
  world.store.grouping_rules.save(
      {{tenant}, {"by-class"}, "by class", "class", std::chrono::hours{24}, {}, {}});
  world.store.managers.save({{tenant}, {manager}, "bench", "", {"by-class"}, {}, "", {}, {}});
  world.configured();
}

// Events whose number says their key and their class, and what is to come of the counted ones.
template <typename KeyOf, typename ClassOf>
Path ingest(World& world, KeyOf key_of, ClassOf class_of, EventOutcome expected) {
  add_manager(world);
  Path path;
  auto commands = many(path.steps.all(), [&](std::size_t number) {
    return IngestEvent::Command{event(key_of(number), std::to_string(class_of(number))), "bench"};
  });
  auto bodies =
      many(path.steps.all(), [&](std::size_t number) { return event_text(key_of(number)); });
  const auto first = path.steps.first;
  path.step = [&world, commands = std::move(commands), bodies = std::move(bodies), expected, first](
                  std::size_t number) {
    const auto answer = world.use_cases.alerting.ingest_event.handle(commands[number]);
    expect(answer && (number < first || answer->outcome == expected));
    world.journal(IngestEvent::name, bodies[number], domain::word_for(answer->outcome));
  };
  return path;
}

std::size_t itself(std::size_t number) { return number; }

Path ingest_new(World& world) { return ingest(world, itself, itself, EventOutcome::opened); }

Path ingest_repeat(World& world) {
  const auto key_of = [](std::size_t number) { return number % repeated_keys; };
  return ingest(world, key_of, key_of, EventOutcome::repeated);
}

Path group_child(World& world) {
  const auto class_of = [](std::size_t number) { return number % classes; };
  return ingest(world, itself, class_of, EventOutcome::joined);
}

// Alerts for so many healthy services, each of which pages two people and sets a delay.
std::vector<ReceiveAlert::Command> pages(World& world, std::size_t count) {
  domain::EscalationPolicy policy;
  policy.tenant.value = tenant;
  policy.id.value = "policy";
  policy.levels = {{std::nullopt,
                    {{"alice", domain::Channel::email, "alice@example.org"},
                     {"bob", domain::Channel::webhook, "https://example.org/bob"}}}};
  world.store.policies.save(policy);
  auto commands = many(count, [&](std::size_t number) {
    domain::Service service;
    service.tenant.value = tenant;
    service.id.value = "service-" + std::to_string(number);
    service.policy = policy.id;
    world.store.services.save(service);
    return ReceiveAlert::Command{{tenant},
                                 service.id,
                                 "disk usage is above 90 %",
                                 *Severity::parse("high"),
                                 "disk",
                                 "bench"};
  });
  world.configured();
  return commands;
}

AlertId page_one(World& world, const ReceiveAlert::Command& command) {
  static const std::string body = R"({"message":"disk usage is above 90 %","dedup_key":"disk"})";
  const auto answer = world.use_cases.alerting.receive_alert.handle(command);
  expect(answer && answer->outcome == application::PageOutcome::paged);
  world.journal(ReceiveAlert::name, body, domain::word_for(answer->outcome));
  return answer->alert;
}

Path page(World& world) {
  Path path;
  path.step = [&world, commands = pages(world, path.steps.all())](std::size_t number) {
    page_one(world, commands[number]);
  };
  return path;
}

std::vector<AlertId> paged(World& world, std::size_t count) {
  const auto commands = pages(world, count);
  return many(count, [&](std::size_t number) {
    const auto alert = page_one(world, commands[number]);
    world.done();
    return alert;
  });
}

// The alerts of those pages are acknowledged, which ends the pages.
Path acknowledge(World& world) {
  Path path;
  path.step = [&world, alerts = paged(world, path.steps.all())](std::size_t number) {
    static const std::string body = R"({"by":"alice@example.org"})";
    const auto outcome = world.use_cases.alerting.acknowledge_alert.handle(
        {{tenant}, alerts[number], "alice@example.org"});
    expect(outcome && *outcome == AcknowledgeOutcome::accepted);
    world.journal(application::AcknowledgeAlert::name, body, domain::word_for(*outcome));
  };
  return path;
}

// The first of each of those pages was sent, which ends its notification.
Path record_attempt(World& world) {
  using domain::AttemptResult;
  Path path;
  const auto alerts = paged(world, path.steps.all());
  auto commands = many(alerts.size(), [&](std::size_t number) {
    const domain::DeliveryRef first{world.store.outbox.of(alerts[number]).front(), 0};
    const auto started = world.use_cases.delivery.start_attempt.handle({first});
    expect(started && *started);
    world.done();
    return RecordAttempt::Command{first, 1, {AttemptResult::Verdict::sent, "HTTP 200", {}}};
  });
  path.step = [&world, commands = std::move(commands)](std::size_t number) {
    const auto outcome = world.use_cases.delivery.record_attempt.handle(commands[number]);
    expect(outcome && *outcome == domain::RecordOutcome::sent);
    world.journal(RecordAttempt::name, {}, domain::word_for(*outcome));
  };
  return path;
}

void add_subscriptions(World& world) {
  static constexpr std::array severities{"LOW", "MEDIUM", "HIGH", "CRITICAL"};
  static constexpr std::array sources{
      "api", "db", "cache", "queue", "monitor", "worker", "frontend", "backend"};
  static constexpr std::array names{
      "timeout", "error", "crash", "slow", "memory", "cpu", "disk", "network", "auth"};
  CountedIds ids;
  for (std::size_t number = 0; number < clients; ++number) {
    const domain::ClientId client{"client-" + std::to_string(number)};
    world.store.clients.save({{tenant}, client, client.value, true, {}, {}});
    for (const auto* severity : severities) {
      for (const auto* source : sources) {
        for (const auto* name : names) {
          domain::Subscription subscription;
          subscription.tenant.value = tenant;
          subscription.id = {ids.next()};
          subscription.client = client;
          subscription.pattern = {severity, source, name};
          subscription.endpoints.push_back({{ids.next()},
                                            domain::Channel::webhook,
                                            "https://example.org/" + client.value,
                                            true,
                                            {},
                                            {}});
          world.store.subscriptions.save(std::move(subscription));
        }
      }
    }
  }
  world.configured();
}

// Alerts of others, with 2,880 subscriptions, of each of which ten clients hear.
Path match(World& world) {
  add_subscriptions(world);
  Path path;
  auto commands = many(path.steps.all(), [](std::size_t number) {
    domain::Announcement announcement;
    announcement.tenant.value = tenant;
    announcement.alert_key = "alert-" + std::to_string(number);
    announcement.severity = *Severity::parse("high");
    announcement.source = "api";
    announcement.name = "timeout";
    announcement.context = {{"environment", "production"}, {"region", "eu-west-1"}};
    return ReceiveAnnouncement::Command{std::move(announcement), "bench"};
  });
  path.step = [&world, commands = std::move(commands)](std::size_t number) {
    const auto answer = world.use_cases.subscriptions.receive_announcement.handle(commands[number]);
    expect(answer && answer->outcome == EventOutcome::announced);
  };
  return path;
}

void add_log_rules(World& world) {
  using domain::LogRuleType;
  domain::LogRule rule;
  rule.tenant.value = tenant;
  rule.threshold = 1e9;
  rule.severity = *Severity::parse("warning");
  const auto add = [&](LogRuleType type) {
    rule.type = type;
    rule.id.value = rule.name = "rule " + std::to_string(static_cast<int>(type)) +
                                (rule.window_type == domain::WindowType::sliding ? " sliding" : "");
    expect(world.use_cases.logs.save_log_rule.handle({rule, application::Existing::refuse})
               .has_value());
  };
  rule.latency = std::chrono::seconds{2};
  add(LogRuleType::latency_threshold);
  rule.latency.reset();
  add(LogRuleType::error_threshold);
  rule.window_type = domain::WindowType::sliding;
  add(LogRuleType::error_threshold);
  rule.condition = "status_code >= 500 and count > threshold";
  add(LogRuleType::custom);
  rule.condition.clear();
  rule.pattern = "orders/[0-9]+0 took (long|too long)";
  add(LogRuleType::pattern);
}

domain::LogEntry line(std::size_t number) {
  static constexpr std::array levels{domain::LogLevel::info,
                                     domain::LogLevel::error,
                                     domain::LogLevel::info,
                                     domain::LogLevel::warn,
                                     domain::LogLevel::info};
  static constexpr std::array statuses{200, 500, 200, 400, 200};
  domain::LogEntry entry;
  entry.tenant.value = tenant;
  entry.service = "service-" + std::to_string(number % services);
  entry.level = levels[number % levels.size()];
  entry.status_code = statuses[number % statuses.size()];
  entry.message = "GET /api/v1/orders/" + std::to_string(number) + " took long";
  entry.response_time = std::chrono::milliseconds{number * 37 % 5'000};
  entry.trace_id = "trace-" + std::to_string(number);
  return entry;
}

// Lines of a hundred services in turn, under five rules that none of them crosses.
Path log_line(World& world) {
  add_log_rules(world);
  Path path;
  path.steps = {2, 8};
  path.events_a_step = lines_a_step;
  auto commands = many(path.steps.all(), [](std::size_t step) {
    return EvaluateLogRules::Command{
        many(lines_a_step, [&](std::size_t number) { return line(step * lines_a_step + number); }),
        "bench"};
  });
  path.step = [&world, commands = std::move(commands)](std::size_t number) {
    const auto answer = world.use_cases.logs.evaluate_log_rules.handle(commands[number]);
    expect(answer && answer->counted == lines_a_step);
  };
  return path;
}

// Heartbeats, each of which arms the absence of its subject anew.
Path signal(World& world) {
  domain::Workflow workflow;
  workflow.tenant.value = tenant;
  workflow.name = "silence";
  workflow.signal_type = "heartbeat";
  workflow.conditions = {domain::Absence{std::chrono::hours{1}}};
  workflow.steps = {domain::Tell{{"console", domain::Channel::console, ""}, "silent"}};
  expect(world.use_cases.workflows.save_workflow.handle(workflow).has_value());
  Path path;
  auto commands = many(path.steps.all(), [](std::size_t number) {
    domain::Signal heartbeat;
    heartbeat.tenant.value = tenant;
    heartbeat.type = "heartbeat";
    heartbeat.subject = "subject-" + std::to_string(number % subjects);
    heartbeat.fields = {{"value.sequence", std::to_string(number)},
                        {"metadata.region", "eu-west-1"}};
    return ReceiveSignal::Command{std::move(heartbeat), "bench"};
  });
  path.step = [&world, commands = std::move(commands)](std::size_t number) {
    const auto answer = world.use_cases.workflows.receive_signal.handle(commands[number]);
    expect(answer && answer->workflows_queued == 1);
  };
  return path;
}

}  // namespace

Path path_of(std::string_view name, World& world) {
  static const std::map<std::string_view, Path (*)(World&)> paths{
      {"ingest_new", ingest_new},
      {"ingest_repeat", ingest_repeat},
      {"group_child", group_child},
      {"page", page},
      {"acknowledge", acknowledge},
      {"record_attempt", record_attempt},
      {"match", match},
      {"log_line", log_line},
      {"signal", signal}};
  const auto found = paths.find(name);
  return found == paths.end() ? Path{} : found->second(world);
}

}  // namespace tocsin::benchmarks
