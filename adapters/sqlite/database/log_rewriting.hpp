#pragma once

#include <filesystem>

#include "domain/kernel/result.hpp"

namespace tocsin::adapters::sqlite {

// Rewrites the WAL that another process has left, byte for byte, and syncs it. That process may
// have ended because an fsync failed: then the system shows data that the disk does not have, no
// later fsync repairs that, and a power cut during a checkpoint would leave half of the data in the
// database file, without a way to fix it. Call it before a connection is opened.
Result<Done> rewrite_log(const std::filesystem::path& database);

}  // namespace tocsin::adapters::sqlite
