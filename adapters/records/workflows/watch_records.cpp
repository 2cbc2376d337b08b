#include "adapters/records/kernel/codec.hpp"
#include "adapters/records/workflows/watch_layouts.hpp"

namespace tocsin::adapters::records {

template void write(const domain::WatchedSubject&, json::ListText&);
template Result<domain::WatchedSubject> read(std::string_view, const References&);
template void write(const domain::SignalReceipt&, json::ListText&);
template Result<domain::SignalReceipt> read(std::string_view, const References&);

}  // namespace tocsin::adapters::records
