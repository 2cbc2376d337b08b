#include "adapters/records/kernel/codec.hpp"
#include "adapters/records/workflows/workflow_layout.hpp"

namespace tocsin::adapters::records {

template void write(const WorkflowRecord&, json::ListText&);
template void write(const WorkflowRecordView&, json::ListText&);
template Result<WorkflowRecord> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
