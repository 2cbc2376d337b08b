#pragma once

#include "domain/alerting/alert.hpp"
#include "ports/kernel/row.hpp"

namespace tocsin::adapters::records {

// An alert with its newest timeline entry; 0: it has none.
struct AlertRecord {
  ports::TimelineMark timeline = 0;
  domain::Alert alert;

  bool operator==(const AlertRecord&) const = default;
};

// The same of an alert that is elsewhere, for writing.
struct AlertRecordView {
  ports::TimelineMark timeline;
  const domain::Alert& alert;
};

}  // namespace tocsin::adapters::records
