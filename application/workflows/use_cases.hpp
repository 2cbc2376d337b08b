#pragma once

#include "application/alerting/use_cases.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/workflows/advance_runs.hpp"
#include "application/workflows/cancel_job.hpp"
#include "application/workflows/fire_jobs.hpp"
#include "application/workflows/look_at_watches.hpp"
#include "application/workflows/ports.hpp"
#include "application/workflows/receive_signal.hpp"
#include "application/workflows/remove_workflow.hpp"
#include "application/workflows/run_outcomes.hpp"
#include "application/workflows/save_workflow.hpp"
#include "application/workflows/schedule_job.hpp"
#include "application/workflows/signal_receiver.hpp"
#include "application/workflows/toggle_workflow.hpp"
#include "application/workflows/workflow_runner.hpp"

namespace tocsin::application {

// The use cases of workflows.
struct WorkflowUseCases {
  WorkflowUseCases(WorkflowPorts ports, Surroundings around, AlertingUseCases& alerting)
      : run_outcomes(ports, around),
        runner(ports, around, alerting.raiser, alerting.resolver),
        signal_receiver(ports, around, runner),
        receive_signal(around, signal_receiver),
        look_at_watches(ports, around, runner),
        advance_runs(ports, around, runner),
        fire_jobs(ports, around, signal_receiver, runner),
        schedule_job(ports, around),
        cancel_job(ports, around),
        save_workflow(ports, around),
        toggle_workflow(ports, around),
        remove_workflow(ports, around) {}

  RunOutcomes run_outcomes;
  WorkflowRunner runner;
  SignalReceiver signal_receiver;
  ReceiveSignal receive_signal;
  LookAtWatches look_at_watches;
  AdvanceRuns advance_runs;
  FireJobs fire_jobs;
  ScheduleJob schedule_job;
  CancelJob cancel_job;
  SaveWorkflow save_workflow;
  ToggleWorkflow toggle_workflow;
  RemoveWorkflow remove_workflow;
};

}  // namespace tocsin::application
