#include "adapters/http/workflows/workflow_operations.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/cursor_listing.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/workflows/workflow_body.hpp"
#include "adapters/http/workflows/workflow_view.hpp"

namespace tocsin::adapters::http {

using domain::TenantId;
using domain::Workflow;
using domain::WorkflowId;
using nlohmann::ordered_json;
using Version = WorkflowFronts::Version;

namespace {

std::variant<Version, Violations> version_of(const Call& call) {
  const auto text = call.query_value("version");
  if (!text) return Version{};
  std::uint64_t version = 0;
  const auto* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, version);
  if (error != std::errc{} || stop != end || version == 0) {
    return Violations{{"?version", "must be a whole number from 1"}};
  }
  return Version{version};
}

class WorkflowOperations {
 public:
  WorkflowOperations(WorkflowFronts fronts, ReaderPool& readers)
      : fronts_(std::move(fronts)), readers_(readers) {}

  void create(const Call& call, const Reply& reply) const {
    auto read = workflow_from(*call.body);
    if (const auto* violations = std::get_if<Violations>(&read)) {
      return reply(bad_request(*violations));
    }
    auto& draft = std::get<Workflow>(read);
    draft.tenant = call.caller.tenant;
    const bool taken = fronts_.save(
        call.received(),
        std::move(draft),
        [reply, steps = std::string{name_of_steps(*call.body)}, secrets = secrets_for(call.caller)](
            const auto& configured) {
          reply(configured ? json_answer(201, view_of(configured->entity, secrets))
                           : problem_of(renamed(configured.error(), steps)));
        });
    if (!taken) reply(busy());
  }

  void get(const Call& call, const Reply& reply) const {
    const auto version = version_of(call);
    if (const auto* violations = std::get_if<Violations>(&version)) {
      return reply(bad_request(*violations));
    }
    look(readers_,
         reply,
         [this,
          tenant = call.caller.tenant,
          id = WorkflowId{call.path[0]},
          version = std::get<Version>(version),
          secrets = secrets_for(call.caller)] {
           const auto workflow = fronts_.find(tenant, id, version);
           if (!workflow) return problem_of(workflow.error());
           return *workflow ? json_answer(200, view_of(**workflow, secrets))
                            : not_found(id, version);
         });
  }

  void list(const Call& call, const Reply& reply) const {
    auto wish = listing_wish(call);
    if (const auto* violations = std::get_if<Violations>(&wish)) {
      return reply(bad_request(*violations));
    }
    std::optional<std::string> type;
    if (const auto given = call.query_value("signal_type")) type = std::string{*given};
    look(readers_, reply, [this, caller = call.caller, type, wish = std::get<ListingWish>(wish)] {
      return page_of(caller, type, wish);
    });
  }

  void remove(const Call& call, const Reply& reply) const {
    const bool taken = fronts_.remove(
        call.received(), {call.caller.tenant, WorkflowId{call.path[0]}}, [reply](const auto& done) {
          reply(done ? no_content() : problem_of(done.error()));
        });
    if (!taken) reply(busy());
  }

  void set_enabled(const Call& call, const Reply& reply, bool enabled) const {
    const bool taken =
        fronts_.toggle(call.received(),
                       {call.caller.tenant, WorkflowId{call.path[0]}, enabled},
                       [reply, secrets = secrets_for(call.caller)](const auto& workflow) {
                         reply(workflow ? json_answer(200, view_of(*workflow, secrets))
                                        : problem_of(workflow.error()));
                       });
    if (!taken) reply(busy());
  }

 private:
  Response page_of(const Caller& caller,
                   const std::optional<std::string>& type,
                   const ListingWish& wish) const {
    const auto workflows = fronts_.list(caller.tenant);
    if (!workflows) return problem_of(workflows.error());

    auto shown = ordered_json::array();
    std::string last;
    bool has_more = false;
    for (const auto& workflow : *workflows) {
      if (type && workflow->signal_type != *type) continue;
      if (wish.after && workflow->id.value <= *wish.after) continue;
      has_more = shown.size() == wish.limit;
      if (has_more) break;
      shown.push_back(view_of(*workflow, secrets_for(caller)));
      last = workflow->id.value;
    }
    const auto count = shown.size();
    ordered_json body{{"workflows", std::move(shown)}, {"count", count}};
    if (has_more) body["next_cursor"] = cursor_for(last);
    return json_answer(200, body);
  }

  static Response not_found(const WorkflowId& id, const Version& version) {
    std::string detail = "there is no workflow \"" + id.value + '"';
    if (version) detail += " of version " + std::to_string(*version);
    return problem_of({ErrorKind::not_found, std::move(detail), {}});
  }

  WorkflowFronts fronts_;
  ReaderPool& readers_;
};

}  // namespace

void add_workflow_operations(OperationHandlers& handlers,
                             WorkflowFronts fronts,
                             ReaderPool& readers) {
  Handlers workflows{handlers, WorkflowOperations{std::move(fronts), readers}};
  workflows.add("create_workflow", &WorkflowOperations::create);
  workflows.add("get_workflow", &WorkflowOperations::get);
  workflows.add("list_workflows", &WorkflowOperations::list);
  workflows.add("delete_workflow", &WorkflowOperations::remove);
  workflows.add_switch("workflow");
}

}  // namespace tocsin::adapters::http
