#include "adapters/http/notification_operations.hpp"

#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/answers.hpp"
#include "adapters/http/paging.hpp"
#include "adapters/http/views.hpp"
#include "domain/words.hpp"

namespace tocsin::adapters::http {

using application::BrowseNotifications;
using domain::NotificationId;
using nlohmann::ordered_json;
using ports::NotificationFilter;

namespace {

std::variant<NotificationFilter, Violations> filter_of(const Call& call) {
  NotificationFilter filter;
  filter.tenant = call.caller.tenant;
  if (const auto alert = call.query_value("alert_id")) {
    const auto uuid = domain::uuid_from(*alert);
    if (!uuid) return Violations{{"?alert_id", "must be a UUID"}};
    filter.alert = domain::AlertId{*uuid};
  }
  if (const auto status = call.query_value("status")) {
    filter.status = domain::from_word<domain::NotificationStatus>(*status);
    if (!filter.status) return Violations{{"?status", "has no such value"}};
  }
  return filter;
}

Response page_of(BrowseNotifications& browse,
                 const NotificationFilter& filter,
                 const PageWish& wish) {
  std::optional<NotificationId> before;
  if (wish.after) {
    const auto uuid = domain::uuid_from(*wish.after);
    if (!uuid) return bad_request({{"?cursor", "is no cursor that this API has given"}});
    before = NotificationId{*uuid};
  }
  const auto page = browse.list(filter, before, wish.limit);
  if (!page) return problem_of(page.error());

  ordered_json body{{"notifications", ordered_json::array()}};
  for (const auto& row : page->rows)
    body["notifications"].push_back(view_of(row));
  if (page->next) body["next_cursor"] = cursor_for(to_text(*page->next));
  return json_answer(200, body);
}

}  // namespace

void add_notification_operations(OperationHandlers& handlers,
                                 BrowseNotifications& browse,
                                 ReaderPool& readers) {
  handlers["list_notifications"] = [&browse, &readers](const Call& call, const Reply& reply) {
    auto filter = filter_of(call);
    if (const auto* violations = std::get_if<Violations>(&filter)) {
      return reply(bad_request(*violations));
    }
    auto wish = page_wish(call);
    if (const auto* violations = std::get_if<Violations>(&wish)) {
      return reply(bad_request(*violations));
    }
    const bool taken =
        readers.run([&browse,
                     reply,
                     filter = std::get<NotificationFilter>(filter),
                     wish = std::get<PageWish>(wish)] { reply(page_of(browse, filter, wish)); });
    if (!taken) reply(busy());
  };
}

}  // namespace tocsin::adapters::http
