#include "adapters/http/delivery/notification_operations.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/cursor_listing.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/ids.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/api/query_word.hpp"
#include "adapters/http/delivery/notification_view.hpp"
#include "domain/kernel/words.hpp"
#include "domain/subscriptions/announcement.hpp"

namespace tocsin::adapters::http {

using application::BrowseNotifications;
using application::RetryNotification;
using domain::Notification;
using domain::NotificationId;
using nlohmann::ordered_json;
using ports::NotificationFilter;

namespace {

// So many are tried again at a time: more would keep others waiting.
constexpr std::size_t max_retried = 1'000;

std::variant<NotificationFilter, Violations> notification_filter_of(const Call& call) {
  NotificationFilter filter;
  filter.tenant = call.caller.tenant;
  if (const auto alert = call.query_value("alert_id")) filter.alert = domain::alert_id_of(*alert);
  if (const auto client = call.query_value("client_id")) {
    filter.client = domain::ClientId{std::string{*client}};
  }
  Violations violations;
  take_word(call, "status", filter.status, violations);
  take_word(call, "channel", filter.channel, violations);
  if (!violations.empty()) return violations;
  return filter;
}

// What a retry is for; the body agrees with its schema.
NotificationFilter failed_of(const Call& call) {
  NotificationFilter filter;
  filter.tenant = call.caller.tenant;
  filter.failed = true;
  if (!call.body) return filter;
  const auto text = [&](const char* key) -> std::optional<std::string_view> {
    std::string_view value;
    if ((*call.body)[key].get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
  };
  if (const auto alert = text("alert_id")) filter.alert = domain::alert_id_of(*alert);
  if (const auto client = text("client_id")) filter.client = domain::ClientId{std::string{*client}};
  if (const auto channel = text("channel")) {
    filter.channel = domain::from_word<domain::Channel>(*channel);
  }
  return filter;
}

using NotificationListing = CursorListing<NotificationFilter, application::Listing<Notification>>;

NotificationListing notification_listing_of(BrowseNotifications& browse, Secrets secrets) {
  return {"notifications",
          false,
          [&browse](const auto& filter, const auto& before, std::size_t limit) {
            return browse.list(filter, before, limit);
          },
          [secrets](std::string& json, const Notification& notification) {
            append_view(json, view_of(notification, secrets));
          }};
}

class NotificationOperations {
 public:
  NotificationOperations(NotificationFronts fronts, ReaderPool& readers)
      : fronts_(std::move(fronts)), readers_(readers) {}

  void get(const Call& call, const Reply& reply) const {
    const auto id = id_of<NotificationId>(call, "notification_id");
    if (!id) return reply(without_id(id.error()));
    look(readers_,
         reply,
         [this, tenant = call.caller.tenant, id = *id, secrets = secrets_for(call.caller)] {
           const auto notification = fronts_.browse.find(tenant, id);
           return notification ? json_answer(200, view_of(*notification, secrets))
                               : problem_of(notification.error());
         });
  }

  void list(const Call& call, const Reply& reply) const { list_kept(call, reply, false); }

  void list_failed(const Call& call, const Reply& reply) const { list_kept(call, reply, true); }

  void retry(const Call& call, const Reply& reply) const {
    const auto id = id_of<NotificationId>(call, "notification_id");
    if (!id) return reply(without_id(id.error()));
    const bool taken =
        fronts_.retry(call.received(),
                      {call.caller.tenant, *id},
                      [reply, secrets = secrets_for(call.caller)](const auto& notification) {
                        reply(notification ? json_answer(202, view_of(*notification, secrets))
                                           : problem_of(notification.error()));
                      });
    if (!taken) reply(busy());
  }

  void retry_many(const Call& call, const Reply& reply) const {
    const bool taken =
        readers_.run([this, reply, filter = failed_of(call), received = call.received()] {
          retry_all(filter, received, reply);
        });
    if (!taken) reply(busy());
  }

 private:
  void list_kept(const Call& call, const Reply& reply, bool failed) const {
    if (call.query_value("notification_id")) return get(call, reply);
    auto filter = notification_filter_of(call);
    if (auto* wanted = std::get_if<NotificationFilter>(&filter)) wanted->failed = failed;
    list_by_cursor(call,
                   reply,
                   readers_,
                   std::move(filter),
                   notification_listing_of(fronts_.browse, secrets_for(call.caller)));
  }

  void retry_all(const NotificationFilter& filter,
                 const ports::Received& received,
                 const Reply& reply) const {
    const auto failed = fronts_.browse.list(filter, std::nullopt, max_retried);
    if (!failed) return reply(problem_of(failed.error()));
    const bool is_complete = !failed->next;
    if (failed->rows.empty()) return reply(retried({}, is_complete));

    std::vector<ports::Asked<RetryNotification::Command>> commands;
    for (const auto& row : failed->rows)
      commands.push_back({received, {row.tenant, row.id}});
    const bool taken =
        fronts_.retry_many(std::move(commands),
                           [reply, is_complete](const std::vector<Result<Notification>>& answers) {
                             reply(retried(answers, is_complete));
                           });
    if (!taken) reply(busy());
  }

  // Some may have been tried again by somebody else meanwhile, or have nowhere to go.
  static Response retried(const std::vector<Result<Notification>>& answers, bool is_complete) {
    const auto retried = std::count_if(
        answers.begin(), answers.end(), [](const auto& answer) { return answer.has_value(); });
    const auto all = static_cast<std::ptrdiff_t>(answers.size());
    return json_answer(
        202, {{"retried", retried}, {"skipped", all - retried}, {"is_complete", is_complete}});
  }

  NotificationFronts fronts_;
  ReaderPool& readers_;
};

}  // namespace

void add_notification_operations(OperationHandlers& handlers,
                                 NotificationFronts fronts,
                                 ReaderPool& readers) {
  using Operations = NotificationOperations;
  Handlers notifications{handlers, Operations{std::move(fronts), readers}};
  notifications.add("get_notification", &Operations::get);
  notifications.add("list_notifications", &Operations::list);
  notifications.add("list_failed_notifications", &Operations::list_failed);
  notifications.add("retry_notification", &Operations::retry);
  notifications.add("retry_notifications", &Operations::retry_many);
}

}  // namespace tocsin::adapters::http
