#include "tests/simulation/runner/saved_run.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <limits>
#include <sstream>

namespace tocsin::simulation {
namespace {

constexpr std::string_view run_header = "tocsin-sim run 1";

Result<Plan> plan_from(std::istream& text) {
  std::string line;
  if (!std::getline(text, line) || line != run_header) {
    return fail(ErrorKind::invalid, "this is not a file of a run of this version");
  }
  Plan plan;
  std::string days;
  std::string mutant;
  std::string name;
  text >> days >> plan.days >> mutant >> name >> std::ws;
  if (!text || days != "days" || mutant != "mutant" || !std::isfinite(plan.days)) {
    return fail(ErrorKind::invalid, "it does not say by which plan the run was made");
  }
  // A file that names no actors is older than they are.
  plan.actors.fill(false);
  constexpr std::string_view with = "with";
  while (text.peek() == with.front()) {
    std::string word;
    std::string actor;
    text >> word >> actor >> std::ws;
    const auto found = std::find(actor_names.begin(), actor_names.end(), actor);
    if (!text || word != with || found == actor_names.end()) {
      return fail(ErrorKind::invalid, "nobody in a run is called " + actor);
    }
    plan.actors[static_cast<std::size_t>(found - actor_names.begin())] = true;
  }
  const auto known = std::find(mutant_names.begin(), mutant_names.end(), name);
  if (known == mutant_names.end()) return fail(ErrorKind::invalid, "no bug is called " + name);
  plan.mutant = static_cast<Mutant>(known - mutant_names.begin());
  return plan;
}

}  // namespace

std::string text_of(const SavedRun& run) {
  std::ostringstream text;
  text << run_header << '\n'
       << "days " << std::setprecision(std::numeric_limits<double>::max_digits10) << run.plan.days
       << '\n'
       << "mutant " << mutant_names[static_cast<std::size_t>(run.plan.mutant)] << '\n';
  for (std::size_t actor = 0; actor < actor_names.size(); ++actor)
    if (run.plan.actors[actor]) text << "with " << actor_names[actor] << '\n';
  text << text_of(run.draws);
  return text.str();
}

Result<SavedRun> saved_run_from(std::string_view text) {
  std::istringstream lines{std::string{text}};
  const auto plan = plan_from(lines);
  if (!plan) return Failure{plan.error()};
  std::ostringstream rest;
  rest << lines.rdbuf();
  auto draws = draws_from(rest.str());
  if (!draws) return Failure{draws.error()};
  return SavedRun{*plan, std::move(*draws)};
}

}  // namespace tocsin::simulation
