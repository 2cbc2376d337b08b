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
  const auto first = path.steps.first;
  path.step = [&world, commands = std::move(commands), expected, first](std::size_t number) {
    const auto answer = world.use_cases.alerting.ingest_event.handle(commands[number]);
    expect(answer && (number < first || answer->outcome == expected));
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

// Alerts of healthy services, each of which pages two people and sets a delay.
Path page(World& world) {
  domain::EscalationPolicy policy;
  policy.tenant.value = tenant;
  policy.id.value = "policy";
  policy.levels = {{std::nullopt,
                    {{"alice", domain::Channel::email, "alice@example.org"},
                     {"bob", domain::Channel::webhook, "https://example.org/bob"}}}};
  world.store.policies.save(policy);
  Path path;
  auto commands = many(path.steps.all(), [&](std::size_t number) {
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
  path.step = [&world, commands = std::move(commands)](std::size_t number) {
    const auto answer = world.use_cases.alerting.receive_alert.handle(commands[number]);
    expect(answer && answer->outcome == application::PageOutcome::paged);
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
  static const std::map<std::string_view, Path (*)(World&)> paths{{"ingest_new", ingest_new},
                                                                  {"ingest_repeat", ingest_repeat},
                                                                  {"group_child", group_child},
                                                                  {"page", page},
                                                                  {"match", match},
                                                                  {"log_line", log_line},
                                                                  {"signal", signal}};
  const auto found = paths.find(name);
  return found == paths.end() ? Path{} : found->second(world);
}

}  // namespace tocsin::benchmarks
