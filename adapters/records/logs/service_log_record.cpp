#include "adapters/records/kernel/codec.hpp"
#include "adapters/records/logs/service_log_layout.hpp"

namespace tocsin::adapters::records {

template void write(const domain::ServiceLog&, json::ListText&);
template Result<domain::ServiceLog> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
