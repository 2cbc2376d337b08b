#include "adapters/records/record.hpp"

#include <string>

#include "adapters/records/alerting/alert_record.hpp"
#include "adapters/records/workflows/workflow_record.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/logs/service_log.hpp"
#include "domain/workflows/run.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "domain/workflows/watch.hpp"
#include "tests/adapters/records/any_references.hpp"
#include "tests/fuzz/targets.hpp"

namespace tocsin::fuzz {
namespace {

template <typename T>
void read_as(std::string_view input) {
  const tests::AnyReferences references;
  const auto value = adapters::records::read<T>(input, references);
  if (!value) return require(!value.error().message.empty(), "a refused record is explained");
  adapters::json::ListText text;
  adapters::records::write(*value, text);
  const auto again = adapters::records::read<T>(text.text(), references);
  require(again && *again == *value, "a record that was read is whole");
}

}  // namespace

void record(std::string_view input) {
  read_as<adapters::records::AlertRecord>(input);
  read_as<adapters::records::WorkflowRecord>(input);
  read_as<domain::LogRule>(input);
  read_as<domain::Notification>(input);
  read_as<domain::Run>(input);
  read_as<domain::ScheduledJob>(input);
  read_as<domain::ServiceLog>(input);
  read_as<domain::WatchedSubject>(input);
}

}  // namespace tocsin::fuzz
