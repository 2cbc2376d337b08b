#include "adapters/http/workflows/run_operations.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/cursor_listing.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/ids.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/api/query_word.hpp"
#include "adapters/http/workflows/run_view.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using application::BrowseRuns;
using domain::RunId;
using ports::RunFilter;

namespace {

// The subject of the signals, which seed 000, Dahlia, calls "org_id".
std::variant<std::optional<std::string>, Violations> subject_of(const Call& call) {
  const auto subject = call.query_value("subject");
  const auto org_id = call.query_value("org_id");
  if (subject && org_id && *subject != *org_id) {
    return Violations{{"?subject", "must match org_id"}};
  }
  const auto& given = subject ? subject : org_id;
  if (!given) return std::optional<std::string>{};
  return std::optional{std::string{*given}};
}

// Case-insensitive: seed 000, Dahlia, writes it in upper case.
std::optional<domain::RunStatus> status_from(std::string_view text) {
  std::string word{text};
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char letter) {
    return static_cast<char>(std::tolower(letter));
  });
  return domain::from_word<domain::RunStatus>(word);
}

std::variant<RunFilter, Violations> run_filter_of(const Call& call) {
  RunFilter filter;
  filter.tenant = call.caller.tenant;
  if (const auto workflow = call.query_value("workflow_id")) {
    filter.workflow = domain::WorkflowId{std::string{*workflow}};
  }
  if (const auto status = call.query_value("status")) {
    filter.status = status_from(*status);
    if (!filter.status)
      return Violations{not_one_of("status", domain::words_of<domain::RunStatus>)};
  }
  auto subject = subject_of(call);
  if (auto* violations = std::get_if<Violations>(&subject)) return std::move(*violations);
  filter.subject = std::get<std::optional<std::string>>(std::move(subject));
  return filter;
}

using RunListing = CursorListing<RunFilter, application::Listing<domain::Run>>;

RunListing listing_of(BrowseRuns& browse) {
  return {"runs",
          true,
          [&browse](const auto& filter, const auto& before, std::size_t limit) {
            return browse.list(filter, before, limit);
          },
          [](std::string& json, const domain::Run& run) { append_view(json, view_of(run)); }};
}

class RunOperations {
 public:
  RunOperations(BrowseRuns& browse, ReaderPool& readers) : browse_(browse), readers_(readers) {}

  void get(const Call& call, const Reply& reply) const {
    const auto id = id_of<RunId>(call, "run_id");
    if (!id) return reply(without_id(id.error()));
    look(readers_, reply, [this, tenant = call.caller.tenant, id = *id] {
      const auto run = browse_.find(tenant, id);
      return run ? json_answer(200, view_of(*run)) : problem_of(run.error());
    });
  }

  void list(const Call& call, const Reply& reply) const {
    list_by_cursor(call, reply, readers_, run_filter_of(call), listing_of(browse_));
  }

 private:
  BrowseRuns& browse_;
  ReaderPool& readers_;
};

}  // namespace

void add_run_operations(OperationHandlers& handlers, BrowseRuns& browse, ReaderPool& readers) {
  Handlers runs{handlers, RunOperations{browse, readers}};
  runs.add("get_run", &RunOperations::get);
  runs.add("list_runs", &RunOperations::list);
}

}  // namespace tocsin::adapters::http
