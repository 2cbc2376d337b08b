#include "adapters/records/kernel/codec.hpp"
#include "adapters/records/workflows/run_layout.hpp"

namespace tocsin::adapters::records {

template void write(const domain::Run&, json::ListText&);
template Result<domain::Run> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
