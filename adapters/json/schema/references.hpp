#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::json {

// Finds every schema of a set of documents, and resolves the `$ref`s in them.
class References {
 public:
  struct Site {
    const nlohmann::json* document;
    std::string file;     // the name of the document
    std::string pointer;  // in the document
    std::string base;     // the URI that references are relative to
  };

  // Adds a document, which must outlive this object.
  void add(std::string_view file, const nlohmann::json& document);

  // Returns the site of a schema in an added document, or of a target(); also of a list of schemas.
  const Site& site(const nlohmann::json& schema) const { return sites_.at(&schema); }

  // Returns the referenced schema; nullptr if no added document has it.
  const nlohmann::json* target(const nlohmann::json& schema, std::string_view reference);

 private:
  void visit(const nlohmann::json& schema, Site site);
  void visit_words(const nlohmann::json& schema, const Site& site);
  const nlohmann::json* root_of(const std::string& uri, std::string_view reference) const;

  std::unordered_map<const nlohmann::json*, Site> sites_;
  std::map<std::string, const nlohmann::json*, std::less<>> roots_;  // by file name and by `$id`
};

// Resolves a reference (RFC 3986, section 5), as far as schemas need it: without "." and ".."
// segments.
std::string resolve(std::string_view base, std::string_view reference);

}  // namespace tocsin::adapters::json
