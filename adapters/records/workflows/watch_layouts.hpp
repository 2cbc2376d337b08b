#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "adapters/records/kernel/layout.hpp"
#include "adapters/records/kernel/references.hpp"
#include "domain/workflows/watch.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::Watch::Progress> {
  static void each(auto& progress, auto&& field) {
    field("met_since", progress.met_since);
    field("counted", progress.counted);
  }
};

template <>
struct Layout<domain::Watch> {
  static constexpr std::array names{"workflow", "version", "look_again_at", "run", "progress"};
  using Parts = std::tuple<domain::WorkflowId,
                           std::uint64_t,
                           domain::Time,
                           std::optional<domain::RunId>,
                           domain::OptionalBox<domain::Watch::Progress>>;

  static auto parts(const domain::Watch& watch) {
    return std::tuple{std::cref(watch.follows->id),
                      watch.follows->version,
                      watch.look_again_at,
                      std::cref(watch.run),
                      std::cref(watch.progress)};
  }

  // A watch that follows nothing is one whose workflow was removed, or disabled since.
  static std::optional<domain::Watch> built(const Parts& parts, const Context& context) {
    const auto& [id, version, look_again_at, run, progress] = parts;
    domain::Watch watch;
    const auto found = context.references.workflow({context.tenant, id, version, {}, {}});
    if (!found || version < found->watches_since) return watch;
    watch.follow(found);
    watch.run = run;
    watch.look_again_at = look_again_at;
    if (found->version == version && fits(watch.progress, progress)) {
      watch.progress = progress;
    }
    return watch;
  }

 private:
  // The state of conditions of another version is not used.
  static bool fits(const domain::OptionalBox<domain::Watch::Progress>& expected,
                   const domain::OptionalBox<domain::Watch::Progress>& progress) {
    return expected && progress && expected->met_since.size() == progress->met_since.size();
  }
};

template <>
struct Layout<domain::WatchedSubject> {
  static constexpr std::string_view kind = "watch";
  static constexpr unsigned format = 1;

  static void each(auto& subject, auto&& field) {
    field("tenant", subject.tenant);
    field("signal_type", subject.signal_type);
    field("subject", subject.subject);
    field("received_at", subject.received_at);
    field("at", subject.at);
    field("ordinal", subject.ordinal);
    field("fields", subject.fields);
    field("watches", subject.watches);
    field("newest_content", subject.newest_content);
    field("newest", subject.newest);
  }
  static void finish(domain::WatchedSubject& subject) {
    std::erase_if(subject.watches,
                  [](const domain::Watch& watch) { return watch.follows == nullptr; });
  }
};

template <>
struct Layout<domain::SignalReceipt> {
  static constexpr std::string_view kind = "signal receipt";
  static constexpr unsigned format = 1;

  static void each(auto& receipt, auto&& field) {
    field("occurred_at", receipt.occurred_at);
    field("content", receipt.content);
    field("received_at", receipt.received_at);
  }
};

}  // namespace tocsin::adapters::records
