#include "adapters/http/workflows/workflow_operations.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/cursor_listing.hpp"
#include "adapters/http/api/entry_slice.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/workflows/workflow_body.hpp"
#include "adapters/http/workflows/workflow_view.hpp"

namespace tocsin::adapters::http {

using domain::TenantId;
using domain::Workflow;
using domain::WorkflowId;
using Version = WorkflowFronts::Version;

namespace {

std::variant<Version, Violations> version_in_query(const Call& call) {
  const auto text = call.query_value("version");
  if (!text) return Version{};
  std::uint64_t version = 0;
  const auto* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, version);
  if (error != std::errc{} || stop != end || version == 0) {
    return Violations{{"?version", "must be an integer of at least 1"}};
  }
  return Version{version};
}

struct WorkflowFilter {
  TenantId tenant;
  std::optional<std::string> signal_type;
};

using WorkflowListing = CursorListing<WorkflowFilter, EntrySlice<Workflow>>;

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
    const auto version = version_in_query(call);
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
    WorkflowFilter filter{call.caller.tenant, std::nullopt};
    if (const auto type = call.query_value("signal_type")) filter.signal_type = *type;
    list_by_cursor<WorkflowFilter>(
        call, reply, readers_, std::move(filter), listing_for(secrets_for(call.caller)));
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
  WorkflowListing listing_for(Secrets secrets) const {
    return {"workflows",
            true,
            [this](const WorkflowFilter& filter,
                   const auto& after,
                   std::size_t limit) -> Result<EntrySlice<Workflow>> {
              auto workflows = fronts_.list(filter.tenant);
              if (!workflows) return Failure{workflows.error()};
              if (filter.signal_type) {
                std::erase_if(*workflows, [&](const auto& workflow) {
                  return workflow->signal_type != *filter.signal_type;
                });
              }
              return slice_of(*workflows, after, limit);
            },
            [secrets](std::string& json, const auto& workflow) {
              append_view(json, view_of(*workflow, secrets));
            }};
  }

  static Response not_found(const WorkflowId& id, const Version& version) {
    std::string detail = "workflow \"" + id.value + '"';
    if (version) detail += " version " + std::to_string(*version);
    detail += " not found";
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
