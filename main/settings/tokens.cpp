#include <charconv>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "main/settings/sections.hpp"
#include "main/settings/yaml.hpp"

namespace tocsin {

using adapters::http::Role;
using adapters::http::Token;
using yaml::filled_text;
using yaml::line_of;
using yaml::Mistake;
using yaml::one_of;
using yaml::require;
using yaml::Section;
using yaml::text;

namespace {

adapters::http::Sha256 sha256(const YAML::Node& node) {
  const auto written = text(node);
  adapters::http::Sha256 digest{};
  bool is_hex = written.size() == 2 * digest.size();
  for (std::size_t byte = 0; is_hex && byte < digest.size(); ++byte) {
    const auto* start = written.data() + 2 * byte;
    const auto [stop, error] = std::from_chars(start, start + 2, digest[byte], 16);
    is_hex = error == std::errc{} && stop == start + 2;
  }
  if (!is_hex)
    throw Mistake{node, "must be 64 hexadecimal digits; run `tocsin token` to create a token"};
  return digest;
}

// Refuses a token that has the secret of an earlier one, or its name: then a timeline could not say
// whose it was.
void check_is_distinct(const YAML::Node& entry,
                       const Token& token,
                       const YAML::Node& list,
                       const std::vector<Token>& earlier) {
  for (std::size_t place = 0; place < earlier.size(); ++place) {
    const auto& other = earlier[place];
    const auto theirs = " of the token in line " + std::to_string(line_of(list[place]));
    if (token.digest == other.digest) {
      throw Mistake{entry["sha256"],
                    "must not be that" + theirs + "; run `tocsin token` to create another"}
          .under("sha256");
    }
    if (token.tenant == other.tenant && token.name == other.name) {
      throw Mistake{entry["name"], "must not be the name" + theirs + ", which has the same tenant"}
          .under("name");
    }
  }
}

Token token_from(const YAML::Node& entry) {
  Token token;
  bool has_digest = false;
  token.tenant.value = "default";
  Section{}
      .key("name", [&](const YAML::Node& name) { token.name = filled_text(name); })
      .key("tenant", [&](const YAML::Node& tenant) { token.tenant.value = filled_text(tenant); })
      .key("role",
           [&](const YAML::Node& role) {
             token.role = one_of<Role>(role,
                                       {{"admin", Role::admin},
                                        {"responder", Role::responder},
                                        {"viewer", Role::viewer},
                                        {"ingest", Role::ingest}});
           })
      .key("sha256",
           [&](const YAML::Node& digest) {
             token.digest = sha256(digest);
             has_digest = true;
           })
      .read(entry);
  require(entry, token.name, "name");
  if (!has_digest) throw Mistake{entry, "\"sha256\" is required"};
  return token;
}

}  // namespace

void read_tokens(const YAML::Node& node, Settings& settings) {
  if (!node.IsSequence()) throw Mistake{node, "must be a list of tokens"};
  for (const auto& entry : node) {
    auto token = token_from(entry);
    check_is_distinct(entry, token, node, settings.tokens);
    settings.tokens.push_back(std::move(token));
  }
}

}  // namespace tocsin
