#pragma once

#include "application/alerting/use_cases.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/logs/checkpoint_log_windows.hpp"
#include "application/logs/compiled_log_rules.hpp"
#include "application/logs/evaluate_log_rules.hpp"
#include "application/logs/ports.hpp"
#include "application/logs/remove_log_rule.hpp"
#include "application/logs/save_log_rule.hpp"
#include "application/logs/seed_log_rules.hpp"
#include "application/logs/set_log_rule_enabled.hpp"

namespace tocsin::application {

// The use cases of logs.
struct LogUseCases {
  LogUseCases(LogPorts ports, Surroundings around, AlertingUseCases& alerting)
      : compiled_rules(ports, around),
        evaluate_log_rules(ports, around, compiled_rules, alerting.raiser),
        checkpoint_log_windows(ports, around, compiled_rules, alerting.resolver),
        seed_log_rules(ports, around),
        save_log_rule(ports, around),
        set_log_rule_enabled(ports, around),
        remove_log_rule(ports, around) {}

  CompiledLogRules compiled_rules;
  EvaluateLogRules evaluate_log_rules;
  CheckpointLogWindows checkpoint_log_windows;
  SeedLogRules seed_log_rules;
  SaveLogRule save_log_rule;
  SetLogRuleEnabled set_log_rule_enabled;
  RemoveLogRule remove_log_rule;
};

}  // namespace tocsin::application
