#include "adapters/records/alerting/alert_layout.hpp"
#include "adapters/records/kernel/codec.hpp"

namespace tocsin::adapters::records {

template void write(const AlertRecord&, json::ListText&);
template void write(const AlertRecordView&, json::ListText&);
template Result<AlertRecord> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
