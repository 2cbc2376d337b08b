#include "adapters/memory/alerting/kept_alert.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tocsin::adapters::memory {

using domain::Alert;
using domain::AlertStatus;

template <std::size_t Count>
Texts<Count>::Texts(const std::array<std::string_view, Count>& texts) {
  Ends ends{};
  std::uint32_t end = 0;
  for (std::size_t n = 0; n < Count; ++n)
    ends[n] = end += static_cast<std::uint32_t>(texts[n].size());
  if (end == 0) return;

  bytes_ = std::make_unique_for_overwrite<char[]>(sizeof ends + end);
  std::memcpy(bytes_.get(), ends.data(), sizeof ends);
  char* out = bytes_.get() + sizeof ends;
  for (const auto text : texts)
    out = std::copy(text.begin(), text.end(), out);
}

template <std::size_t Count>
typename Texts<Count>::Ends Texts<Count>::ends() const {
  Ends ends{};
  if (bytes_) std::memcpy(ends.data(), bytes_.get(), sizeof ends);
  return ends;
}

template <std::size_t Count>
std::string_view Texts<Count>::operator[](std::size_t n) const {
  const auto where = ends();
  const std::uint32_t begin = n == 0 ? 0 : where[n - 1];
  return bytes_ ? std::string_view{bytes_.get() + sizeof where + begin, where[n] - begin}
                : std::string_view{};
}

template <std::size_t Count>
std::string_view Texts<Count>::all() const {
  return bytes_ ? std::string_view{bytes_.get(), sizeof(Ends) + ends().back()} : std::string_view{};
}

// Names every member, so that a new one is not left out: a list of initializers could not.
// NOLINTBEGIN(cppcoreguidelines-prefer-member-initializer)
KeptAlert::KeptAlert(Alert&& alert) {
  auto& [alert_id,
         tenant,
         manager,
         service,
         dedup_key,
         summary,
         severity,
         class_name,
         fields,
         parent,
         parent_dedup_key,
         group,
         child_count,
         active_children,
         resolve_requested,
         event_count,
         suppressed_count,
         escalation,
         acknowledgement,
         resolution,
         incidents,
         opened_at,
         updated_at,
         occurred_at] = alert;
  id = alert_id;
  texts_ = Texts<text_count>{{tenant.value,
                              manager.value,
                              service.value,
                              dedup_key,
                              summary,
                              class_name,
                              parent_dedup_key,
                              fields.packed()}};
  parent_ = parent;
  severity_ = severity;
  resolve_requested_ = resolve_requested;
  tally_ = {child_count, active_children, event_count, suppressed_count, updated_at, occurred_at};
  opened_at_ = opened_at;
  group_ = std::move(group);
  escalation_ = std::move(escalation);
  acknowledgement_ = std::move(acknowledgement);
  resolution_ = std::move(resolution);
  incidents_ = std::move(incidents);
}
// NOLINTEND(cppcoreguidelines-prefer-member-initializer)

Alert KeptAlert::alert() const {
  Alert alert;
  alert.id = id;
  alert.tenant.value = texts_[tenant_text];
  alert.manager.value = texts_[manager_text];
  alert.service.value = texts_[service_text];
  alert.dedup_key = texts_[key_text];
  alert.summary = texts_[summary_text];
  alert.severity = severity_;
  alert.class_name = texts_[class_text];
  alert.fields = domain::Fields::from_packed(texts_[fields_text]);
  alert.parent = parent_;
  alert.parent_dedup_key = texts_[parent_key_text];
  alert.group = group_;
  alert.resolve_requested = resolve_requested_;
  alert.escalation = escalation_;
  alert.acknowledgement = acknowledgement_;
  alert.resolution = resolution_;
  alert.incidents = incidents_;
  alert.opened_at = opened_at_;
  alert.set_tally(tally_);
  return alert;
}

domain::AlertKey KeptAlert::key() const {
  const auto only_without_manager = manager().empty() ? service() : std::string_view{};
  return {tenant(), manager(), only_without_manager, texts_[key_text]};
}

std::optional<domain::GroupKey> KeptAlert::group_key() const {
  if (!group_) return std::nullopt;
  return domain::GroupKey{tenant(), manager(), group_->field, group_->value};
}

std::string_view KeptAlert::tenant() const { return texts_[tenant_text]; }
std::string_view KeptAlert::manager() const { return texts_[manager_text]; }
std::string_view KeptAlert::service() const { return texts_[service_text]; }

AlertStatus KeptAlert::status() const {
  if (resolution_) return AlertStatus::resolved;
  return acknowledgement_ ? AlertStatus::acknowledged : AlertStatus::active;
}

bool KeptAlert::differs_only_in_tally(const KeptAlert& other) const {
  return texts_ == other.texts_ && parent_ == other.parent_ && severity_ == other.severity_ &&
         resolve_requested_ == other.resolve_requested_ && opened_at_ == other.opened_at_ &&
         group_ == other.group_ && escalation_ == other.escalation_ &&
         acknowledgement_ == other.acknowledgement_ && resolution_ == other.resolution_ &&
         incidents_ == other.incidents_;
}

}  // namespace tocsin::adapters::memory
