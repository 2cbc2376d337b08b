#pragma once

#include <string>

#include "adapters/sqlite/database/statement.hpp"
#include "domain/logs/service_log.hpp"

namespace tocsin::adapters::sqlite {

// The counts of a service's lines as JSON text; rules without counts are left out.
//   rules: [[rule, shape, window, [[[value, …], window], …]], …]
//   window: [[pane, …], raised], raised: 0 or [alert or "", severity, raised until, crossed until]
//   pane: [index, count, errors, server errors, failures] and, when times are measured,
//         zeros, first bucket, [times, …]
//   ended: [[alert, why], …]
//   receipts: [[batch, counted at], …]
std::string rules_json_of(const domain::ServiceLog& log);
std::string ended_json_of(const domain::ServiceLog& log);
std::string receipts_json_of(const domain::ServiceLog& log);

// Reads the tenant, the service and the three JSON texts.
domain::ServiceLog read_service_log(Rows& rows);

}  // namespace tocsin::adapters::sqlite
