#include "adapters/json/schema/schemas.hpp"

#include <nlohmann/json.hpp>

#include "adapters/json/text/reader.hpp"

namespace tocsin::adapters::json {
namespace {

std::string file_of(const std::string& name) { return name + ".json"; }

}  // namespace

Result<Schemas> Schemas::load(const std::vector<std::pair<std::string, std::string>>& documents) {
  Reader strict{{.depth = 64}};  // also a schema with a key twice is a mistake
  Documents parsed;
  for (const auto& [name, text] : documents) {
    const auto readable = strict.read(text);
    if (!readable) {
      const auto& error = readable.error();
      return fail(error.kind, file_of(name) + ": " + error.message, error.pointer);
    }
    const auto added = parsed.emplace(file_of(name), nlohmann::json::parse(text, nullptr, false));
    if (!added.second)
      return fail(ErrorKind::conflict, file_of(name) + ": is a duplicate document");
  }

  Schemas schemas;
  for (const auto& [name, text] : documents) {
    auto schema = compile(file_of(name), parsed);
    if (!schema) return Failure{schema.error()};
    schemas.entries_.emplace(name, Entry{*std::move(schema), text});
  }
  return schemas;
}

const Schema* Schemas::find(std::string_view name) const {
  const auto entry = entries_.find(name);
  return entry == entries_.end() ? nullptr : &entry->second.schema;
}

std::string_view Schemas::text(std::string_view name) const {
  const auto entry = entries_.find(name);
  return entry == entries_.end() ? std::string_view{} : entry->second.text;
}

}  // namespace tocsin::adapters::json
