#pragma once

#include <span>
#include <string_view>

namespace tocsin::schemas {

// A JSON document of this folder.
struct Document {
  std::string_view name;  // its file's, without ".json"
  std::string_view text;
};

// All JSON Schemas (draft-07), and "openapi" (OpenAPI 3.1), which is the table of routes. By name;
// lives as long as the program.
std::span<const Document> all();

}  // namespace tocsin::schemas
