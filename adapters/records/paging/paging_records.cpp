#include "adapters/records/kernel/codec.hpp"
#include "adapters/records/paging/paging_layouts.hpp"

namespace tocsin::adapters::records {

template void write(const EscalationPolicyRecord&, json::ListText&);
template void write(const EscalationPolicyRecordView&, json::ListText&);
template Result<EscalationPolicyRecord> read(std::string_view, const References&);
template void write(const domain::Service&, json::ListText&);
template Result<domain::Service> read(std::string_view, const References&);
template void write(const domain::Timer&, json::ListText&);
template Result<domain::Timer> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
