#pragma once

#include <filesystem>

#include "domain/kernel/result.hpp"

namespace tocsin::adapters::sqlite {

// Writes the log that another process has left anew, byte for byte, and syncs it. That process may
// have ended because an fsync failed: then the system shows us what the disk does not have, no
// later fsync makes up for it, and a power cut while the log is copied into the database file would
// leave half of it there and nothing to mend it by. Before a connection is opened.
Result<Done> rewrite_log(const std::filesystem::path& database);

}  // namespace tocsin::adapters::sqlite
