#include "adapters/re2/regexes.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <re2/re2.h>

namespace tocsin::adapters::re2 {
namespace {

constexpr std::int64_t max_bytes = 1 << 20;

::re2::RE2::Options options() {
  ::re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(max_bytes);
  return options;
}

::re2::StringPiece piece_of(std::string_view text) { return {text.data(), text.size()}; }

class Re2Regex : public domain::Regex {
 public:
  explicit Re2Regex(std::string_view text) : expression_(piece_of(text), options()) {}

  const ::re2::RE2& expression() const { return expression_; }

  bool is_in(std::string_view text) const override {
    return ::re2::RE2::PartialMatch(piece_of(text), expression_);
  }

  domain::Fields groups_in(std::string_view text) const override {
    const auto& names = expression_.CapturingGroupNames();
    std::vector<::re2::StringPiece> groups(
        static_cast<std::size_t>(expression_.NumberOfCapturingGroups()) + 1);
    domain::Fields fields;
    const bool is_there = expression_.Match(piece_of(text),
                                            0,
                                            text.size(),
                                            ::re2::RE2::UNANCHORED,
                                            groups.data(),
                                            static_cast<int>(groups.size()));
    if (!is_there) return fields;
    for (const auto& [index, name] : names) {
      const auto& group = groups[static_cast<std::size_t>(index)];
      if (group.data() != nullptr) fields.add(name, {group.data(), group.size()});
    }
    return fields;
  }

  bool has_group(std::string_view name) const override {
    return expression_.NamedCapturingGroups().count(std::string{name}) > 0;
  }

 private:
  ::re2::RE2 expression_;
};

// Describes the error, with the column of the invalid part if RE2 names a part and not the whole
// expression.
std::string what_is_wrong(const ::re2::RE2& expression) {
  const auto& part = expression.error_arg();
  const auto at = expression.pattern().find(part);
  const bool is_known = !part.empty() && part != expression.pattern() && at != std::string::npos;
  return (is_known ? "column " + std::to_string(at + 1) + ": " : "") + expression.error();
}

}  // namespace

Result<ports::Regexes::Compiled> Re2Regexes::compile(std::string_view text) {
  auto pattern = std::make_shared<const Re2Regex>(text);
  if (!pattern->expression().ok()) {
    return fail(ErrorKind::invalid, what_is_wrong(pattern->expression()));
  }
  return Compiled{std::move(pattern)};
}

}  // namespace tocsin::adapters::re2
