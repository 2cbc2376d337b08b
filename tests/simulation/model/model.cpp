#include "tests/simulation/model/model.hpp"

#include <algorithm>

#include "domain/kernel/words.hpp"
#include "tests/simulation/audit/violation.hpp"

namespace tocsin::simulation {

using namespace domain;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

using Name = std::pair<std::string, std::string>;

std::string key_of(const std::string& tenant,
                   const std::string& manager,
                   const std::string& service,
                   const std::string& dedup_key) {
  return tenant + '|' + manager + '|' + (manager.empty() ? service : "") + '|' + dedup_key;
}

std::string key_of(const ModelAlert& alert) {
  return key_of(alert.tenant, alert.manager, alert.service, alert.dedup_key);
}

std::string key_of(const Event& event) {
  return key_of(event.tenant.value, event.manager.value, "", event.dedup_key);
}

Time believed_time(const Event& event, Time now) {
  const auto said = event.occurred_at.value_or(now);
  const bool is_believed = said >= now - hours{24} && said <= now + minutes{5};
  return is_believed ? said : now;
}

std::string group_value(const GroupingRule& rule, const Event& event) {
  if (rule.key == "class") return event.class_name;
  if (rule.key == "severity") {
    const auto name = event.severity.name();
    return name == "warning" ? "medium" : std::string{name};
  }
  if (rule.key == "event_manager_id") return event.manager.value;
  return std::string{event.fields.find(rule.key).value_or("")};
}

std::vector<Target> told_once(const std::vector<Target>& targets) {
  std::vector<Target> once;
  for (const auto& target : targets) {
    const bool is_known = std::any_of(once.begin(), once.end(), [&](const Target& other) {
      return other.channel == target.channel && other.address == target.address;
    });
    if (!is_known) once.push_back(target);
  }
  return once;
}

}  // namespace

std::string body_of(std::size_t request) { return 'r' + std::to_string(request); }

std::optional<std::size_t> request_of(const Fact& fact) {
  const auto& body = fact.entry.body;
  if (!fact.command || body.empty() || body[0] != 'r') return std::nullopt;
  return std::stoull(body.substr(1));
}

Model::Model(std::optional<Target> fallback)
    : fallback_(std::move(fallback)),
      watchers_({[this](const Event& event, const std::string& service, Time now) {
                   return raise(event, service, now);
                 },
                 [this](AlertId alert, Time now) { resolve(alerts_.at(alert), now); },
                 [this](const TenantId& tenant, const std::string& service) {
                   return services_.contains({tenant.value, service});
                 },
                 [this](const std::string& what) { mark(what); }}),
      lines_(
          [this](const Event& event, const std::string& service, Time now) {
            return raise(event, service, now);
          },
          [this](AlertId alert, Time now) { resolve(alerts_.at(alert), now); }) {}

void Model::fold(const Fact& fact) {
  if (fact.entry.command == "time_out_acknowledgement" && !fact.command) {
    const auto id = uuid_from(fact.entry.body);
    auto& alert = alerts_.at(AlertId{*id});
    const bool is_due = alert.timer && alert.timer->due <= fact.entry.at;
    if (is_due) time_out(alert, alert.escalation->epoch, fact.entry.at);
    return;
  }
  if (fact.entry.body == "log windows") return lines_.settle(fact.entry.at);
  if (!fact.command) return watchers_.fold_pump(fact);
  if (fact.answered.error == ErrorKind::unavailable) return;
  std::visit(
      [&](const auto& command) {
        if constexpr (requires { subscribers_.fold(command, fact); }) {
          subscribers_.fold(command, fact);
        } else if constexpr (requires { watchers_.fold(command, fact); }) {
          watchers_.fold(command, fact);
        } else if constexpr (requires { lines_.fold(command, fact); }) {
          lines_.fold(command, fact);
        } else {
          fold(command, fact);
        }
      },
      *fact.command);
}

const ModelAlert* Model::find(AlertId id) const {
  const auto found = alerts_.find(id);
  return found == alerts_.end() ? nullptr : &found->second;
}

const ModelPage* Model::page(PageId id) const {
  const auto found = pages_.find(id);
  return found == pages_.end() ? nullptr : &found->second;
}

std::optional<AlertId> Model::open_alert_of(const std::string& key) const {
  const auto found = open_by_key_.find(key);
  return found == open_by_key_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<ModelPage> Model::take_new_pages() { return std::exchange(new_pages_, {}); }

void Model::add_page(PageId id, ModelPage page) {
  pages_of_[page.alert].push_back(id);
  pages_.insert_or_assign(id, std::move(page));
}

void Model::end_page(PageId id) {
  const auto found = pages_.find(id);
  if (found != pages_.end()) found->second.is_live = false;
}

void Model::add_match(NotificationId id, ModelMatch match) {
  mark(match.addresses.empty() ? "subscriber without an endpoint" : "subscriber told");
  matches_.insert_or_assign(id, std::move(match));
}

const ModelMatch* Model::match(NotificationId id) const {
  const auto found = matches_.find(id);
  return found == matches_.end() ? nullptr : &found->second;
}

void Model::give_up(PageId id, Time now) {
  const auto& page = pages_.at(id);
  auto& alert = alerts_.at(page.alert);
  if (!alert.is_open || !alert.escalation) return;
  auto& escalation = *alert.escalation;
  if (escalation.state != EscalationState::escalating || escalation.epoch != page.epoch) return;

  ++escalation.unreachable;
  const auto targets = told_once(escalation.policy->levels[escalation.level].targets).size();
  if (escalation.unreachable < targets) return;
  mark("level unreachable");
  time_out(alert, escalation.epoch, now);
}

// Events.

void Model::fold(const application::IngestEvent::Command& command, const Fact& fact) {
  const auto& event = command.event;
  const auto now = fact.entry.at;
  const auto receipt = event.tenant.value + '|' + event.manager.value + '|' + event.dedup_key +
                       '|' + std::string{word_for(event.action)} + '|' + event.event_id;
  if (!event.event_id.empty()) {
    const auto known = receipts_.find(receipt);
    if (known != receipts_.end() && now - known->second.at < days{7}) {
      require(fact.answered.event == known->second.answer,
              "I3",
              "an event that came again is not answered as it was before, or is applied again");
      mark("event came again");
      return;
    }
  }
  if (!managers_.contains({event.tenant.value, event.manager.value})) {
    require(fact.answered.error == ErrorKind::not_found, "I4", "an event of nobody is taken");
    return;
  }
  require(fact.answered.event.has_value(), "I4", "an event is refused without a reason");
  EventAnswer expected;
  switch (event.action) {
    case Action::trigger: expected = trigger(event, fact); break;
    case Action::acknowledge: expected = acknowledge(event); break;
    case Action::resolve: expected = resolve(event, now); break;
  }
  if (fact.answered.event != expected) {
    const auto& answer = *fact.answered.event;
    throw Violation{"I3",
                    "an event of " + key_of(event) + " is answered \"" +
                        std::string{word_for(answer.outcome)} + "\" and not \"" +
                        std::string{word_for(expected.outcome)} + '"'};
  }
  if (!event.event_id.empty()) receipts_[receipt] = {expected, now};
}

EventAnswer Model::trigger(const Event& event, const Fact& fact) {
  const auto now = fact.entry.at;
  const auto key = key_of(event);
  if (const auto known = open_alert_of(key)) {
    auto& alert = alerts_.at(*known);
    repeat(alert, event, now);
    mark("repeated");
    return {EventOutcome::repeated, alert.id, alert.parent ? AlertType::child : AlertType::parent};
  }
  require(fact.answered.event->alert.has_value(), "I3", "a trigger opens no alert");
  const auto id = *fact.answered.event->alert;
  const auto& manager = managers_.at({event.tenant.value, event.manager.value});

  const auto early = early_resolves_.find(key);
  if (early != early_resolves_.end()) {
    const auto resolve = early->second;
    early_resolves_.erase(early);
    const bool overtook = now - resolve.received_at < minutes{5} &&
                          believed_time(event, now) <= resolve.occurred_at + seconds{2};
    if (overtook) {
      auto& alert = open(event, id, now);
      alert.service = manager.service.value;
      alert.is_open = false;
      mark("overtaken");
      return {EventOutcome::overtaken, id, AlertType::parent};
    }
  }

  auto& alert = open(event, id, now);
  alert.service = manager.service.value;
  open_by_key_[key] = id;
  const auto rule = rules_.find({event.tenant.value, manager.grouping_rule.value});
  const auto value = rule == rules_.end() ? "" : group_value(rule->second, event);
  if (!value.empty()) {
    const auto group =
        event.tenant.value + '|' + event.manager.value + '|' + rule->second.key + '|' + value;
    const auto newest = newest_of_group_.find(group);
    auto* parent = newest == newest_of_group_.end() ? nullptr : &alerts_.at(newest->second);
    if (parent && parent->is_open && now < parent->closes_at && parent->service == alert.service) {
      alert.parent = parent->id;
      alert.is_silent = true;
      ++parent->children;
      ++parent->active_children;
      if (!alert.service.empty()) {
        open_by_service_[{alert.tenant, alert.service}][alert.order] = id;
      }
      mark("joined");
      speak_for(*parent, alert, now);
      return {EventOutcome::joined, id, AlertType::child};
    }
    alert.group = group;
    alert.closes_at = now + rule->second.window;
    newest_of_group_[group] = id;
  }
  tell_subscribers(alert, event);
  if (!alert.service.empty()) page_for_service(alert, now);
  mark("opened");
  return {EventOutcome::opened, id, AlertType::parent};
}

ModelAlert& Model::open(const Event& event, AlertId id, Time now) {
  require(!alerts_.contains(id), "I11", "a new alert has the id of an older one");
  ModelAlert alert;
  alert.id = id;
  alert.order = ++opened_;
  alert.tenant = event.tenant.value;
  alert.manager = event.manager.value;
  alert.dedup_key = event.dedup_key;
  alert.summary = event.summary;
  alert.severity = event.severity.rank();
  alert.occurred_at = believed_time(event, now);
  return alerts_.emplace(id, std::move(alert)).first->second;
}

// True when it pages again.
bool Model::repeat(ModelAlert& alert, const Event& event, Time now) {
  ++alert.events;
  const bool speaks_for_child = alert.active_children > 0 && alert.severity > event.severity.rank();
  if (!speaks_for_child) alert.summary = event.summary;
  alert.resolve_requested = false;
  alert.occurred_at = std::max(alert.occurred_at, believed_time(event, now));
  if (event.severity.rank() <= alert.severity) return false;

  alert.severity = event.severity.rank();
  return grow_graver(alert, now);
}

// What outgrows all that was paged for is paged for: a child by its parent, an alert that was
// suppressed in place of the one that was less grave. True when it pages.
bool Model::grow_graver(ModelAlert& alert, Time now) {
  if (alert.is_silent) return speak_for(alerts_.at(*alert.parent), alert, now);
  if (alert.timer) alert.timer->severity = alert.severity;
  if (alert.escalation) return may_page_again(alert) && page_again(alert, now);
  if (alert.service.empty()) return false;
  return outgrow_outage(alert, now);
}

bool Model::speak_for(ModelAlert& parent, const ModelAlert& child, Time now) {
  if (child.severity <= parent.severity) return false;
  parent.severity = child.severity;
  parent.summary = child.summary;
  mark("spoke for a graver child");
  return grow_graver(parent, now);
}

bool Model::outgrow_outage(ModelAlert& alert, Time now) {
  const auto outage = outages_.find({alert.tenant, alert.service});
  if (outage == outages_.end()) return false;
  auto& holder = alerts_.at(outage->second);
  if (alert.severity <= holder.severity || !may_page_again(holder)) return false;
  stand_down(holder);
  alert.escalation = std::exchange(holder.escalation, std::nullopt);
  outage->second = alert.id;
  mark("outgrew the outage");
  return page_again(alert, now);
}

bool Model::may_page_again(const ModelAlert& alert) {
  const auto& policy = alert.escalation->policy;
  return !policy || policy->repage_on_severity_rise;
}

bool Model::page_again(ModelAlert& alert, Time now) {
  auto& escalation = *alert.escalation;
  stand_down(alert);
  alert.is_acknowledged = false;
  ++escalation.epoch;
  escalation.level = 0;
  escalation.unreachable = 0;
  if (escalation.policy) {
    escalation.state = EscalationState::escalating;
    escalation.rounds_left = escalation.policy->repeat;
  }
  page_level(alert, now);
  mark("paged again");
  return true;
}

EventAnswer Model::acknowledge(const Event& event) {
  const auto known = open_alert_of(key_of(event));
  if (!known) return {};
  auto& alert = alerts_.at(*known);
  const auto type = alert.parent ? AlertType::child : AlertType::parent;
  const bool is_news = acknowledge(alert);
  return {
      is_news ? EventOutcome::acknowledged : EventOutcome::already_acknowledged, alert.id, type};
}

EventAnswer Model::resolve(const Event& event, Time now) {
  const auto key = key_of(event);
  const auto known = open_alert_of(key);
  if (!known) {
    early_resolves_[key] = {believed_time(event, now), now};
    mark("resolve of nothing");
    return {};
  }
  auto& alert = alerts_.at(*known);
  EventAnswer answer{
      EventOutcome::resolved, alert.id, alert.parent ? AlertType::child : AlertType::parent};
  if (believed_time(event, now) + seconds{2} < std::min(alert.occurred_at, now)) {
    mark("stale resolve");
    answer.outcome = EventOutcome::stale;
  } else if (!resolve(alert, now)) {
    answer.outcome = EventOutcome::resolve_requested;
  }
  return answer;
}

// What comes straight to a service, and from people.

void Model::fold(const application::ReceiveAlert::Command& command, const Fact& fact) {
  if (!services_.contains({command.tenant.value, command.service.value})) {
    require(fact.answered.error == ErrorKind::not_found, "I4", "an alert of no service is taken");
    return;
  }
  require(fact.answered.alert.has_value(), "I4", "an alert is refused without a reason");
  const auto now = fact.entry.at;
  Event event;
  event.tenant = command.tenant;
  event.dedup_key = command.dedup_key;
  event.summary = command.message;
  event.severity = command.severity;

  const auto key = key_of(command.tenant.value, "", command.service.value, command.dedup_key);
  if (const auto known = open_alert_of(key)) {
    auto& alert = alerts_.at(*known);
    if (!repeat(alert, event, now)) suppress(command.tenant.value, command.service.value);
    require(fact.answered.alert == alert.id, "I9", "one key has two open alerts");
    return;
  }
  if (event.dedup_key.empty()) event.dedup_key = to_text(*fact.answered.alert);
  auto& alert = open(event, *fact.answered.alert, now);
  alert.service = command.service.value;
  open_by_key_[key_of(alert)] = alert.id;
  tell_subscribers(alert, event);
  page_for_service(alert, now);
}

void Model::fold(const application::ReceiveHealthyEvent::Command& command, const Fact& fact) {
  const Name service{command.tenant.value, command.service.value};
  if (!services_.contains(service)) return;
  const auto outage = outages_.find(service);
  if (outage == outages_.end()) return;

  stand_down(alerts_.at(outage->second));
  outages_.erase(outage);
  const auto open = open_by_service_[service];
  for (const auto& [order, id] : open)
    resolve(alerts_.at(id), fact.entry.at);
  mark("healthy");
}

void Model::fold(const application::AcknowledgeAlert::Command& command, const Fact& fact) {
  const auto found = alerts_.find(command.alert);
  const bool is_there = found != alerts_.end() && found->second.tenant == command.tenant.value;
  require(is_there == !fact.answered.error, "I4", "an acknowledgement of nothing, or refused");
  if (is_there) acknowledge(found->second);
}

void Model::fold(const application::ResolveAlert::Command& command, const Fact& fact) {
  const auto found = alerts_.find(command.alert);
  const bool is_there = found != alerts_.end() && found->second.tenant == command.tenant.value;
  require(is_there == !fact.answered.error, "I4", "a resolve of nothing, or refused");
  if (is_there) resolve(found->second, fact.entry.at);
}

void Model::fold(const application::TimeOutAcknowledgement::Command& command, const Fact& fact) {
  const auto found = alerts_.find(command.alert);
  if (found == alerts_.end()) return;
  auto& alert = found->second;
  const auto now = fact.entry.at;
  if (time_out(alert, command.epoch, now)) return;
  if (alert.timer && alert.timer->due <= now) alert.timer.reset();
}

// Of an alert that was answered, somebody may try a page again, but nothing comes of it.
bool Model::is_owed(const ModelPage& page) const {
  const auto* alert = find(page.alert);
  return alert && alert->is_open && !alert->is_acknowledged;
}

void Model::fold(const application::RetryNotification::Command& command, const Fact& fact) {
  if (fact.answered.error) return;
  mark("tried again");
  const auto page = pages_.find(command.notification);
  if (page != pages_.end()) page->second.is_live = is_owed(page->second);
  const auto match = matches_.find(command.notification);
  const bool led_nowhere = match != matches_.end() && match->second.addresses.empty();
  if (led_nowhere) subscribers_.find_addresses(match->second);
}

// Configuration: what was accepted holds.

void Model::fold(const SavePolicy& save, const Fact& fact) {
  if (fact.answered.error) return;
  auto policy = save.draft;
  auto& kept = policies_[{policy.tenant.value, policy.id.value}];
  policy.version = kept ? kept->version + 1 : 1;
  if (!policy.monitored_service.empty()) {
    services_.at({policy.tenant.value, policy.monitored_service.value}).policy = policy.id;
  }
  kept = std::make_shared<const EscalationPolicy>(std::move(policy));
}

void Model::fold(const SaveService& save, const Fact& fact) {
  if (fact.answered.error) return;
  services_[{save.draft.tenant.value, save.draft.id.value}] = save.draft;
}

void Model::fold(const SaveManager& save, const Fact& fact) {
  if (fact.answered.error) return;
  managers_[{save.draft.tenant.value, save.draft.id.value}] = save.draft;
}

void Model::fold(const SaveRule& save, const Fact& fact) {
  if (fact.answered.error) return;
  rules_[{save.draft.tenant.value, save.draft.id.value}] = save.draft;
}

void Model::fold(const RemovePolicy& removal, const Fact& fact) {
  if (fact.answered.error) return;
  policies_.erase({removal.tenant.value, removal.id.value});
}

void Model::fold(const RemoveService& removal, const Fact& fact) {
  if (fact.answered.error) return;
  const Name name{removal.tenant.value, removal.id.value};
  require(open_by_service_[name].empty(), "I45", "a service goes while an alert of it is open");
  services_.erase(name);
}

void Model::fold(const RemoveManager& removal, const Fact& fact) {
  if (fact.answered.error) return;
  for (const auto& [key, id] : open_by_key_) {
    const auto& alert = alerts_.at(id);
    const bool is_of_it = alert.tenant == removal.tenant.value && alert.manager == removal.id.value;
    require(!is_of_it, "I45", "an event manager goes while an alert of it is open");
  }
  managers_.erase({removal.tenant.value, removal.id.value});
}

// Paging, and who else hears of it.

void Model::tell_subscribers(const ModelAlert& alert, const Event& event) {
  const auto& origin = alert.service.empty() ? alert.manager : alert.service;
  subscribers_.tell({event.tenant,
                     alert.id,
                     alert.severity,
                     std::string{event.fields.find("source").value_or(origin)},
                     std::string{event.fields.find("name").value_or(event.class_name)},
                     alert.summary});
}

void Model::page_for_service(ModelAlert& alert, Time now) {
  const Name service{alert.tenant, alert.service};
  open_by_service_[service][alert.order] = alert.id;
  if (outages_.contains(service)) {
    if (!outgrow_outage(alert, now)) suppress(alert.tenant, alert.service);
    return;
  }

  const auto policy = policies_.find({alert.tenant, services_.at(service).policy.value});
  ModelEscalation escalation;
  if (policy != policies_.end()) escalation.policy = policy->second;
  if (escalation.policy) {
    escalation.rounds_left = escalation.policy->repeat;
  } else {
    escalation.state = EscalationState::no_policy;
    mark("no policy");
  }
  alert.escalation = escalation;
  page_level(alert, now);
  outages_[service] = alert.id;
}

void Model::suppress(const std::string& tenant, const std::string& service) {
  ++alerts_.at(outages_.at({tenant, service})).suppressed;
  mark("suppressed");
}

void Model::page_level(ModelAlert& alert, Time now) {
  const auto& escalation = *alert.escalation;
  alert.paged_at = now;
  std::vector<Target> targets;
  if (escalation.policy) {
    const auto& level = escalation.policy->levels[escalation.level];
    targets = told_once(level.targets);
    const auto delay =
        level.acknowledgement_delay.value_or(escalation.policy->acknowledgement_delay);
    alert.timer = ModelTimer{now + delay, alert.severity};
  }
  if (targets.empty() && fallback_) targets.push_back(*fallback_);
  for (const auto& target : targets)
    page(alert, target);
}

void Model::page(const ModelAlert& alert, const Target& target) {
  new_pages_.push_back({alert.id, alert.escalation->level, alert.escalation->epoch, target});
}

// False when the epoch is an old one.
bool Model::time_out(ModelAlert& alert, unsigned epoch, Time now) {
  if (!alert.is_open || !alert.escalation) return false;
  auto& escalation = *alert.escalation;
  if (escalation.state != EscalationState::escalating || escalation.epoch != epoch) return false;

  ++escalation.epoch;
  escalation.unreachable = 0;
  if (escalation.level + 1 < escalation.policy->levels.size()) {
    ++escalation.level;
    mark("level up");
  } else if (escalation.rounds_left > 0) {
    --escalation.rounds_left;
    escalation.level = 0;
    mark("next round");
  } else {
    escalation.state = EscalationState::exhausted;
    alert.timer.reset();
    mark("exhausted");
    return true;
  }
  page_level(alert, now);
  return true;
}

bool Model::acknowledge(ModelAlert& alert) {
  if (!alert.is_open || alert.is_acknowledged) return false;
  alert.is_acknowledged = true;
  if (alert.escalation) {
    auto& escalation = *alert.escalation;
    ++escalation.epoch;
    if (escalation.state != EscalationState::no_policy) {
      escalation.state = EscalationState::acknowledged;
    }
  }
  stand_down(alert);
  mark("acknowledged");
  return true;
}

// False when it waits for its children.
bool Model::resolve(ModelAlert& alert, Time now) {
  if (!alert.is_open) return true;
  if (alert.active_children > 0) {
    alert.resolve_requested = true;
    mark("resolve requested");
    return false;
  }
  alert.is_open = false;
  alert.resolve_requested = false;
  open_by_key_.erase(key_of(alert));
  if (!alert.service.empty()) {
    open_by_service_[{alert.tenant, alert.service}].erase(alert.order);
  }
  mark("resolved");
  if (!alert.is_silent) {
    release(alert, now);
    return true;
  }
  auto& parent = alerts_.at(*alert.parent);
  --parent.active_children;
  if (parent.resolve_requested && parent.active_children == 0) resolve(parent, now);
  return true;
}

void Model::release(ModelAlert& resolved, Time) {
  if (!resolved.escalation) return;
  const Name service{resolved.tenant, resolved.service};
  const auto outage = outages_.find(service);
  if (outage == outages_.end() || outage->second != resolved.id) return stand_down(resolved);

  auto* heir = heir_of(resolved);
  if (!heir) {
    outages_.erase(outage);
    return stand_down(resolved);
  }
  outage->second = heir->id;
  heir->escalation = resolved.escalation;
  heir->paged_at = resolved.paged_at;
  mark("took over");
  if (heir->is_acknowledged) {
    ++heir->escalation->epoch;
    if (heir->escalation->state != EscalationState::no_policy) {
      heir->escalation->state = EscalationState::acknowledged;
    }
  } else {
    if (resolved.timer) heir->timer = ModelTimer{resolved.timer->due, heir->severity};
    std::vector<ModelPage> owed;
    for (const auto id : pages_of_[resolved.id])
      owed.push_back(pages_.at(id));
    for (const auto& page : new_pages_)
      if (page.alert == resolved.id) owed.push_back(page);
    for (auto& page : owed) {
      if (!page.is_live) continue;
      page.alert = heir->id;
      new_pages_.push_back(std::move(page));
    }
  }
  stand_down(resolved);
}

// The oldest that nobody has taken and that people hear of; or else the oldest, if it has been
// taken, or the escalation was answered, or nobody else is there.
ModelAlert* Model::heir_of(const ModelAlert& resolved) {
  const auto& open = open_by_service_[{resolved.tenant, resolved.service}];
  if (open.empty()) return nullptr;
  auto* oldest = &alerts_.at(open.begin()->second);
  if (!oldest->is_acknowledged) return oldest;
  if (resolved.escalation->state == EscalationState::acknowledged) return oldest;
  for (const auto& [order, id] : open) {
    auto& alert = alerts_.at(id);
    if (!alert.is_acknowledged && !alert.is_silent) return &alert;
  }
  return oldest;
}

void Model::stand_down(ModelAlert& alert) {
  alert.timer.reset();
  for (const auto id : pages_of_[alert.id])
    pages_.at(id).is_live = false;
  for (auto& page : new_pages_)
    if (page.alert == alert.id) page.is_live = false;
}

}  // namespace tocsin::simulation
