#include "adapters/records/kernel/codec.hpp"
#include "adapters/records/logs/log_rule_layout.hpp"

namespace tocsin::adapters::records {

template void write(const domain::LogRule&, json::ListText&);
template Result<domain::LogRule> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
