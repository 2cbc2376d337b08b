#include "adapters/json/schema/references.hpp"

#include <charconv>
#include <optional>
#include <utility>

#include "adapters/json/schema/violation.hpp"
#include "adapters/json/schema/words.hpp"

namespace tocsin::adapters::json {
namespace {

std::string_view without_fragment(std::string_view uri) { return uri.substr(0, uri.find('#')); }

std::string_view fragment_of(std::string_view uri) {
  const auto hash = uri.find('#');
  return hash == std::string_view::npos ? std::string_view{} : uri.substr(hash + 1);
}

bool has_scheme(std::string_view uri) {
  const auto end = uri.find_first_of(":/?#");
  return end != std::string_view::npos && end != 0 && uri[end] == ':';
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned char byte = 0;
    if (text[at] == '%' && at + 2 < text.size() &&
        std::from_chars(text.data() + at + 1, text.data() + at + 3, byte, 16).ptr ==
            text.data() + at + 3) {
      decoded += static_cast<char>(byte);
      at += 2;
    } else {
      decoded += text[at];
    }
  }
  return decoded;
}

const nlohmann::json* follow(const nlohmann::json& root, const std::string& pointer) {
  try {
    const nlohmann::json::json_pointer parsed{pointer};
    return root.contains(parsed) ? &root.at(parsed) : nullptr;
  } catch (const nlohmann::json::exception&) {
    return nullptr;  // not a pointer
  }
}

std::optional<std::string> own_id(const nlohmann::json& schema) {
  const auto id = schema.find("$id");
  // A `$ref` overrides the other keywords.
  if (id == schema.end() || !id->is_string() || schema.contains("$ref")) return std::nullopt;
  return id->get<std::string>();
}

References::Site below(References::Site site, const std::string& step) {
  site.pointer += step;
  return site;
}

}  // namespace

void References::add(std::string_view file, const nlohmann::json& document) {
  roots_.emplace(file, &document);
  visit(document, Site{&document, std::string{file}, {}, std::string{file}});
}

const nlohmann::json* References::target(const nlohmann::json& schema, std::string_view reference) {
  const auto uri = resolve(site(schema).base, reference);
  if (const auto named = roots_.find(uri); named != roots_.end()) return named->second;

  const auto* const root = root_of(uri, reference);
  if (root == nullptr) return nullptr;
  const auto pointer = percent_decoded(fragment_of(uri));
  const auto* const found = follow(*root, pointer);
  if (found != nullptr && !sites_.contains(found)) {
    const auto& above = site(*root);
    visit(*found, Site{above.document, above.file, above.pointer + pointer, above.base});
  }
  return found;
}

// Finds a document without an `$id` from one that has an `$id`, too: by the file name as written.
const nlohmann::json* References::root_of(const std::string& uri,
                                          std::string_view reference) const {
  auto root = roots_.find(without_fragment(uri));
  if (root == roots_.end()) root = roots_.find(without_fragment(reference));
  return root == roots_.end() ? nullptr : root->second;
}

void References::visit(const nlohmann::json& schema, Site site) {
  if (schema.is_array()) {
    for (std::size_t index = 0; index < schema.size(); ++index) {
      visit(schema[index], below(site, pointer_step(index)));
    }
  } else if (schema.is_object()) {
    if (const auto id = own_id(schema)) {
      const auto uri = resolve(site.base, *id);
      roots_.emplace(fragment_of(uri).empty() ? without_fragment(uri) : uri, &schema);
      site.base = without_fragment(uri);
    }
    visit_words(schema, site);
  }
  sites_.emplace(&schema, std::move(site));
}

void References::visit_words(const nlohmann::json& schema, const Site& site) {
  for (const auto& [word, value] : schema.items()) {
    const auto place = below(site, pointer_step(word));
    switch (what_holds(word).value_or(Holds::no_schema)) {
      case Holds::no_schema: break;
      case Holds::schemas: visit(value, place); break;
      case Holds::named_schemas:
        for (const auto& [name, named] : value.items()) {
          visit(named, below(place, pointer_step(name)));
        }
    }
  }
}

std::string resolve(std::string_view base, std::string_view reference) {
  if (has_scheme(reference)) return std::string{reference};
  const auto document = without_fragment(base);
  if (reference.empty() || reference.front() == '#') return std::string{document}.append(reference);
  const auto authority = document.find("//");
  if (reference.front() == '/' && authority != std::string_view::npos) {
    return std::string{document.substr(0, document.find('/', authority + 2))}.append(reference);
  }
  const auto folder = document.rfind('/');
  if (folder == std::string_view::npos) return std::string{reference};
  return std::string{document.substr(0, folder + 1)}.append(reference);
}

}  // namespace tocsin::adapters::json
