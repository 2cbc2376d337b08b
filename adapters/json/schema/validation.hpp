#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/json/schema/place.hpp"
#include "adapters/json/schema/program.hpp"
#include "adapters/json/schema/schema.hpp"
#include "adapters/json/schema/views.hpp"

namespace tocsin::adapters::json {

// Walks a value through a program once. With a list for the violations, it continues until the list
// is full; without, it stops at the first violation and allocates nothing of its own.
template <View V>
class Validation {
 public:
  explicit Validation(const Program& program, std::vector<Violation>* violations = nullptr)
      : program_(program), violations_(violations) {}

  bool check(Index index, V value, const Place& place = {});

 private:
  struct Member {
    std::string_view key;
    V value;
  };

  bool check_constants(const Node& node, V value, const Place& place);
  bool check_text(const TextRules& rules, V value, const Place& place);
  bool check_number(const NumberRules& rules, V value, const Place& place);
  bool check_array(const ArrayRules& rules, V value, const Place& place);
  bool check_items(const ArrayRules& rules, V value, const Place& place);
  bool check_object(const ObjectRules& rules, V value, const Place& place);
  bool check_member(const ObjectRules& rules,
                    const Property* property,
                    const Member& member,
                    const Place& place);
  bool check_name(Index names, std::string_view key, const Place& place);
  bool refuse_missing(const ObjectRules& rules, std::uint64_t missing, const Place& place);
  bool check_dependencies(Range dependencies, V value, const Place& place);
  bool check_in_place(const Node& node, V value, const Place& place);
  bool check_all_of(Range branches, V value, const Place& place);
  bool check_any_of(Range branches, V value, const Place& place);
  bool check_one_of(Range branches, V value, const Place& place);

  const Property* find_property(Range properties, std::string_view name) const;
  std::size_t count_matches(Range branches, V value, std::size_t enough) const;
  bool explain_mismatch(Range branches, V value, const Place& place);
  bool accepts(Index index, V value) const { return Validation{program_}.check(index, value); }

  // Runs the checks one after the other, as long as more violations are needed.
  template <typename... Checks>
  bool each(const Checks&... checks) {
    bool valid = true;
    static_cast<void>(((valid = checks() && valid, valid || goes_on()) && ...));
    return valid;
  }

  bool goes_on() const {
    return violations_ != nullptr && violations_->size() < Schema::max_violations;
  }

  // Records a violation. Returns false, so that callers can return it. The message is built only if
  // it is needed.
  template <typename Message>
  bool refuse(const Place& place, const Message& message) {
    if (goes_on()) add({place.pointer(), std::string{message()}});
    return false;
  }
  void add(Violation violation);

  const Program& program_;
  std::vector<Violation>* violations_;
  std::size_t mismatches_ =
      0;  // by kind, `const` or `enum`: the value was meant for another schema
};

extern template class Validation<ElementView>;
extern template class Validation<JsonView>;

}  // namespace tocsin::adapters::json
