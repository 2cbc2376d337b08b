#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::json {

// Where every schema of a set of documents is, and what a `$ref` inside of it means.
class References {
 public:
  struct Site {
    const nlohmann::json* document;
    std::string file;     // the document's name
    std::string pointer;  // in the document
    std::string base;     // the URI that references are relative to
  };

  // Takes part only as long as the document lives.
  void add(std::string_view file, const nlohmann::json& document);

  // Of a schema in an added document, or of a target(); also of a list of schemas.
  const Site& site(const nlohmann::json& schema) const { return sites_.at(&schema); }

  // nullptr when nothing that was added is meant.
  const nlohmann::json* target(const nlohmann::json& schema, std::string_view reference);

 private:
  void visit(const nlohmann::json& schema, Site site);
  void visit_words(const nlohmann::json& schema, const Site& site);
  const nlohmann::json* root_of(const std::string& uri, std::string_view reference) const;

  std::unordered_map<const nlohmann::json*, Site> sites_;
  std::map<std::string, const nlohmann::json*, std::less<>> roots_;  // by file name and by `$id`
};

// RFC 3986, section 5, as far as schemas go: without "." and ".." segments.
std::string resolve(std::string_view base, std::string_view reference);

}  // namespace tocsin::adapters::json
