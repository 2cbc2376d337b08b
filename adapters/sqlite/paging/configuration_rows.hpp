#pragma once

#include <string_view>

#include "adapters/sqlite/database/statement.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::adapters::sqlite {

// The columns of each table, in the order in which its two functions use them: `write` runs an
// insert of them, `read` reads a select of them.
extern const std::string_view escalation_policy_columns;
extern const std::string_view service_columns;
extern const std::string_view grouping_rule_columns;
extern const std::string_view event_manager_columns;
extern const std::string_view client_columns;
extern const std::string_view subscription_columns;

struct EscalationPolicyRow {
  domain::EscalationPolicy policy;
  bool is_current = false;
};

bool write_escalation_policy(Statement& insert, const EscalationPolicyRow& row);
EscalationPolicyRow read_escalation_policy(Rows& rows);

bool write_service(Statement& insert, const domain::Service& service);
domain::Service read_service(Rows& rows);

bool write_grouping_rule(Statement& insert, const domain::GroupingRule& rule);
domain::GroupingRule read_grouping_rule(Rows& rows);

bool write_event_manager(Statement& insert, const domain::EventManager& manager);
domain::EventManager read_event_manager(Rows& rows);

bool write_client(Statement& insert, const domain::Client& client);
domain::Client read_client(Rows& rows);

bool write_subscription(Statement& insert, const domain::Subscription& subscription);
domain::Subscription read_subscription(Rows& rows);

}  // namespace tocsin::adapters::sqlite
