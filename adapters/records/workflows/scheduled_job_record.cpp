#include "adapters/records/kernel/codec.hpp"
#include "adapters/records/workflows/scheduled_job_layout.hpp"

namespace tocsin::adapters::records {

template void write(const domain::ScheduledJob&, json::ListText&);
template Result<domain::ScheduledJob> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
