#include "adapters/json/schema/validation.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "adapters/json/schema/equality.hpp"
#include "adapters/json/schema/measures.hpp"
#include "adapters/json/schema/messages.hpp"

namespace tocsin::adapters::json {

template <View V>
bool Validation<V>::check(Index index, V value, const Place& place) {
  const Node& node = program_.nodes[index];
  const auto given = value.kind();
  if ((node.kinds & given) == 0) {
    ++mismatches_;
    return refuse(place, [&] {
      return node.kinds == kind::none ? "is not allowed" : wrong_kind(node.kinds, given);
    });
  }
  return each(
      [&] { return check_constants(node, value, place); },
      [&] {
        if (given == kind::string) {
          return node.text == nothing || check_text(program_.texts[node.text], value, place);
        }
        if (given == kind::object) {
          return node.object == nothing ||
                 check_object(program_.objects[node.object], value, place);
        }
        if (given == kind::array) {
          return node.array == nothing || check_array(program_.arrays[node.array], value, place);
        }
        return (given & kind::number) == 0 || node.number == nothing ||
               check_number(program_.numbers[node.number], value, place);
      },
      [&] { return !node.combines || check_in_place(node, value, place); });
}

template <View V>
bool Validation<V>::check_constants(const Node& node, V value, const Place& place) {
  if (node.constant != nothing) {
    const auto& expected = program_.values[node.constant];
    if (!same(value, JsonView{expected})) {
      ++mismatches_;
      return refuse(place, [&] { return not_constant(expected); });
    }
  }
  if (node.choices.empty()) return true;
  const auto choices =
      std::span{program_.values}.subspan(node.choices.begin, node.choices.end - node.choices.begin);
  for (const auto& choice : choices) {
    if (same(value, JsonView{choice})) return true;
  }
  ++mismatches_;
  return refuse(place, [&] { return none_of(choices); });
}

template <View V>
bool Validation<V>::check_text(const TextRules& rules, V value, const Place& place) {
  const std::string_view text = value.text();
  return each(
      [&] {
        // A string has at most as many code points as bytes, and at least a quarter: counting is
        // rarely needed.
        if (text.size() <= rules.max_size && text.size() / 4 >= rules.size_min) return true;
        const auto size = length(text);
        if (size < rules.size_min) {
          return refuse(place, [&] { return wrong_size("at least", rules.size_min, "character"); });
        }
        return size <= rules.max_size ||
               refuse(place, [&] { return wrong_size("at most", rules.max_size, "character"); });
      },
      [&] {
        if (rules.pattern == nothing) return true;
        const auto& pattern = *program_.patterns[rules.pattern];
        return re2::RE2::PartialMatch({text.data(), text.size()}, pattern) ||
               refuse(place, [&] { return "must match the pattern " + pattern.pattern(); });
      },
      [&] {
        return has_format(text, rules.format) ||
               refuse(place, [&] { return "must be " + std::string{described(rules.format)}; });
      });
}

template <View V>
bool Validation<V>::check_number(const NumberRules& rules, V value, const Place& place) {
  const auto number = value.number();
  const auto hold = [&](bool holds, std::string_view relation, Number limit) {
    return holds || refuse(place, [&] { return limit_missed(relation, limit); });
  };
  return each(
      [&] { return hold(number >= rules.minimum, "at least", rules.minimum); },
      [&] { return hold(number <= rules.maximum, "at most", rules.maximum); },
      [&] { return hold(number > rules.above, "more than", rules.above); },
      [&] { return hold(number < rules.below, "less than", rules.below); },
      [&] {
        return rules.multiple_of == 0 ||
               hold(is_multiple(number, rules.multiple_of), "a multiple of", rules.multiple_of);
      });
}

template <View V>
bool Validation<V>::check_array(const ArrayRules& rules, V value, const Place& place) {
  const auto size = value.size();
  return each(
      [&] {
        return size >= rules.size_min ||
               refuse(place, [&] { return wrong_size("at least", rules.size_min, "item"); });
      },
      [&] {
        return size <= rules.max_size ||
               refuse(place, [&] { return wrong_size("at most", rules.max_size, "item"); });
      },
      [&] { return check_items(rules, value, place); },
      [&] {
        if (rules.contains == nothing) return true;
        for (const auto& item : value.items()) {
          if (accepts(rules.contains, V{item})) return true;
        }
        return refuse(place, [] { return "must contain at least one item of the required form"; });
      },
      [&] {
        return !rules.unique || all_different(value) ||
               refuse(place, [] { return "must have items that are all different"; });
      });
}

template <View V>
bool Validation<V>::check_items(const ArrayRules& rules, V value, const Place& place) {
  if (rules.heads.empty() && rules.rest == nothing) return true;
  bool valid = true;
  std::size_t position = 0;
  for (const auto& item : value.items()) {
    const bool is_head = position < rules.heads.end - rules.heads.begin;
    const auto index = is_head ? program_.branches[rules.heads.begin + position] : rules.rest;
    if (index == nothing) break;
    if (!check(index, V{item}, place.below(position))) {
      valid = false;
      if (!goes_on()) break;
    }
    ++position;
  }
  return valid;
}

template <View V>
bool Validation<V>::check_object(const ObjectRules& rules, V value, const Place& place) {
  std::size_t size = 0;
  auto missing = rules.required_bits;
  bool valid = true;
  for (const auto& [key, member] : value.members()) {
    ++size;
    const auto* const property = find_property(rules.properties, key);
    if (property != nullptr) missing &= ~property->required_bit;
    valid = check_member(rules, property, {key, V{member}}, place.below(key)) && valid;
    if (!valid && !goes_on()) return false;
  }
  return each(
      [&] { return valid; },
      [&] { return missing == 0 || refuse_missing(rules, missing, place); },
      [&] {
        return size >= rules.size_min ||
               refuse(place, [&] { return wrong_size("at least", rules.size_min, "field"); });
      },
      [&] {
        return size <= rules.max_size ||
               refuse(place, [&] { return wrong_size("at most", rules.max_size, "field"); });
      },
      [&] { return check_dependencies(rules.dependencies, value, place); });
}

template <View V>
bool Validation<V>::check_member(const ObjectRules& rules,
                                 const Property* property,
                                 const Member& member,
                                 const Place& place) {
  bool is_known = property != nullptr && property->node != nothing;
  bool valid = !is_known || check(property->node, member.value, place);
  for (auto at = rules.patterns.begin; at < rules.patterns.end; ++at) {
    const auto& rule = program_.pattern_properties[at];
    if (!re2::RE2::PartialMatch({member.key.data(), member.key.size()},
                                *program_.patterns[rule.pattern])) {
      continue;
    }
    is_known = true;
    valid = check(rule.node, member.value, place) && valid;
  }
  if (!is_known && rules.additional != nothing) {
    const bool is_closed = program_.nodes[rules.additional].kinds == kind::none;
    valid = is_closed ? refuse(place, [] { return "is not a known field"; })
                      : check(rules.additional, member.value, place);
  }
  return (rules.names == nothing || check_name(rules.names, member.key, place)) && valid;
}

template <View V>
bool Validation<V>::check_name(Index names, std::string_view key, const Place& place) {
  if (Validation<NameView>{program_}.check(names, NameView{key})) return true;
  if (!goes_on()) return false;
  std::vector<Violation> found;
  Validation<NameView>{program_, &found}.check(names, NameView{key});
  for (auto& violation : found) {
    add({place.pointer(), "has a name that " + std::move(violation.message)});
  }
  return false;
}

template <View V>
bool Validation<V>::refuse_missing(const ObjectRules& rules,
                                   std::uint64_t missing,
                                   const Place& place) {
  for (auto at = rules.required.begin; missing != 0; ++at, missing >>= 1U) {
    if ((missing & 1U) != 0) {
      refuse(place.below(program_.names[at]), [] { return "is required"; });
    }
  }
  return false;
}

template <View V>
bool Validation<V>::check_dependencies(Range dependencies, V value, const Place& place) {
  bool valid = true;
  for (auto at = dependencies.begin; at < dependencies.end; ++at) {
    const auto& dependency = program_.dependencies[at];
    if (!value.member(dependency.name)) continue;
    if (dependency.node != nothing) valid = check(dependency.node, value, place) && valid;
    for (auto name = dependency.required.begin; name < dependency.required.end; ++name) {
      const std::string& required = program_.names[name];
      if (value.member(required)) continue;
      valid =
          refuse(place.below(required), [&] { return "is required beside " + dependency.name; });
    }
    if (!valid && !goes_on()) return false;
  }
  return valid;
}

template <View V>
const Property* Validation<V>::find_property(Range properties, std::string_view name) const {
  const auto* const begin = program_.properties.data() + properties.begin;
  const auto* const end = program_.properties.data() + properties.end;
  const auto* const found =
      std::lower_bound(begin, end, name, [](const Property& property, std::string_view wanted) {
        return property_before(property.name, wanted);
      });
  return found != end && found->name == name ? found : nullptr;
}

template <View V>
bool Validation<V>::check_in_place(const Node& node, V value, const Place& place) {
  return each([&] { return check_all_of(node.all_of, value, place); },
              [&] { return node.any_of.empty() || check_any_of(node.any_of, value, place); },
              [&] { return node.one_of.empty() || check_one_of(node.one_of, value, place); },
              [&] {
                return node.negated == nothing || !accepts(node.negated, value) ||
                       refuse(place, [] { return "has a form that is not allowed"; });
              },
              [&] {
                if (node.condition == nothing) return true;
                const auto next =
                    accepts(node.condition, value) ? node.consequence : node.alternative;
                return next == nothing || check(next, value, place);
              });
}

template <View V>
bool Validation<V>::check_all_of(Range branches, V value, const Place& place) {
  bool valid = true;
  for (auto at = branches.begin; at < branches.end && (valid || goes_on()); ++at) {
    valid = check(program_.branches[at], value, place) && valid;
  }
  return valid;
}

template <View V>
bool Validation<V>::check_any_of(Range branches, V value, const Place& place) {
  return count_matches(branches, value, 1) == 1 || explain_mismatch(branches, value, place);
}

template <View V>
bool Validation<V>::check_one_of(Range branches, V value, const Place& place) {
  switch (count_matches(branches, value, 2)) {
    case 0: return explain_mismatch(branches, value, place);
    case 1: return true;
    default: return refuse(place, [] { return "has more than one of the allowed forms"; });
  }
}

template <View V>
std::size_t Validation<V>::count_matches(Range branches, V value, std::size_t enough) const {
  std::size_t matches = 0;
  for (auto at = branches.begin; at < branches.end && matches < enough; ++at) {
    if (accepts(program_.branches[at], value)) ++matches;
  }
  return matches;
}

// Explains why no branch matches. If all branches but one are for another kind of value, or for
// another constant in it, that one was meant, and its violations are reported.
template <View V>
bool Validation<V>::explain_mismatch(Range branches, V value, const Place& place) {
  ++mismatches_;
  if (!goes_on()) return false;
  std::size_t candidates = 0;
  std::vector<Violation> closest;
  for (auto at = branches.begin; at < branches.end; ++at) {
    std::vector<Violation> found;
    Validation branch{program_, &found};
    branch.check(program_.branches[at], value, place);
    if (branch.mismatches_ != 0) continue;
    ++candidates;
    closest = std::move(found);
  }
  if (candidates != 1) return refuse(place, [] { return "has none of the allowed forms"; });
  for (auto& violation : closest)
    add(std::move(violation));
  return false;
}

// Two branches may have the same violations.
template <View V>
void Validation<V>::add(Violation violation) {
  if (!goes_on()) return;
  if (std::find(violations_->begin(), violations_->end(), violation) != violations_->end()) return;
  violations_->push_back(std::move(violation));
}

template class Validation<ElementView>;
template class Validation<JsonView>;

}  // namespace tocsin::adapters::json
