#pragma once

#include "application/alerting/acknowledge_alert.hpp"
#include "application/alerting/alert_acknowledger.hpp"
#include "application/alerting/alert_grouper.hpp"
#include "application/alerting/alert_raiser.hpp"
#include "application/alerting/alert_repeater.hpp"
#include "application/alerting/alert_resolver.hpp"
#include "application/alerting/announcer.hpp"
#include "application/alerting/ingest_event.hpp"
#include "application/alerting/ports.hpp"
#include "application/alerting/receive_alert.hpp"
#include "application/alerting/receive_healthy_event.hpp"
#include "application/alerting/remove_event_manager.hpp"
#include "application/alerting/remove_grouping_rule.hpp"
#include "application/alerting/resolve_alert.hpp"
#include "application/alerting/save_event_manager.hpp"
#include "application/alerting/save_grouping_rule.hpp"
#include "application/alerting/take_event.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/paging/use_cases.hpp"
#include "application/subscriptions/use_cases.hpp"

namespace tocsin::application {

// The use cases of alerting.
struct AlertingUseCases {
  AlertingUseCases(AlertingPorts ports,
                   Surroundings around,
                   PagingUseCases& paging,
                   SubscriptionUseCases& subscriptions,
                   domain::Duration correlation_window)
      : announcer(ports, around, subscriptions.matcher),
        repeater(ports, around, paging.pager),
        grouper(ports, around, repeater, paging.pager, announcer),
        raiser(ports, around, repeater, paging.pager, announcer, correlation_window),
        acknowledger(ports, around, paging.pager, announcer),
        resolver(ports, around, paging.pager, announcer),
        ingest_event(ports, around, grouper, acknowledger, resolver),
        take_event(ingest_event, subscriptions.receive_announcement),
        acknowledge_alert(ports, around, acknowledger),
        resolve_alert(ports, around, resolver),
        receive_alert(ports, around, repeater, paging.pager, announcer),
        receive_healthy_event(ports, around, paging.pager, resolver),
        save_event_manager(ports, around),
        remove_event_manager(ports, around),
        save_grouping_rule(ports, around),
        remove_grouping_rule(ports, around) {}

  Announcer announcer;
  AlertRepeater repeater;
  AlertGrouper grouper;
  AlertRaiser raiser;
  AlertAcknowledger acknowledger;
  AlertResolver resolver;
  IngestEvent ingest_event;
  TakeEvent take_event;
  AcknowledgeAlert acknowledge_alert;
  ResolveAlert resolve_alert;
  ReceiveAlert receive_alert;
  ReceiveHealthyEvent receive_healthy_event;
  SaveEventManager save_event_manager;
  RemoveEventManager remove_event_manager;
  SaveGroupingRule save_grouping_rule;
  RemoveGroupingRule remove_grouping_rule;
};

}  // namespace tocsin::application
