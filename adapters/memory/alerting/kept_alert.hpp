#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/alerting/alert.hpp"

namespace tocsin::adapters::memory {

// Immutable strings in one allocation behind one pointer.
template <std::size_t Count>
class Texts {
 public:
  Texts() = default;
  explicit Texts(const std::array<std::string_view, Count>& texts);

  std::string_view operator[](std::size_t n) const;

  friend bool operator==(const Texts& a, const Texts& b) { return a.all() == b.all(); }

 private:
  using Ends = std::array<std::uint32_t, Count>;  // end of each, in bytes

  Ends ends() const;
  std::string_view all() const;

  std::unique_ptr<char[]> bytes_;  // the ends, then the characters; null: all are empty
};

// An alert in the form of the working set: half as large as an Alert, in which each string takes 32
// bytes and often an allocation, because a million alerts are open.
class KeptAlert {
 public:
  KeptAlert() = default;
  explicit KeptAlert(domain::Alert&& alert);

  domain::Alert alert() const;

  domain::AlertId id;

  // Returns the same as the functions of Alert. Views are valid as long as this object.
  domain::AlertKey key() const;
  std::optional<domain::GroupKey> group_key() const;
  std::string_view tenant() const;
  std::string_view manager() const;
  std::string_view service() const;
  domain::Severity severity() const { return severity_; }
  const std::optional<domain::AlertId>& parent() const { return parent_; }
  domain::AlertStatus status() const;
  bool is_open() const { return !resolution_; }
  const domain::Tally& tally() const { return tally_; }

  // Whether the two differ only in counts and times.
  bool differs_only_in_tally(const KeptAlert& other) const;

 private:
  enum Text {
    tenant_text,
    manager_text,
    service_text,
    key_text,
    summary_text,
    class_text,
    parent_key_text,
    fields_text,
    text_count
  };

  Texts<text_count> texts_;
  std::optional<domain::AlertId> parent_;
  domain::Severity severity_;
  bool resolve_requested_ = false;
  domain::Tally tally_;
  domain::Time opened_at_;
  domain::OptionalBox<domain::Group> group_;
  domain::OptionalBox<domain::Escalation> escalation_;
  domain::OptionalBox<domain::Mark> acknowledgement_;
  domain::OptionalBox<domain::Mark> resolution_;
  domain::OptionalBox<std::vector<domain::Incident>> incidents_;
};

}  // namespace tocsin::adapters::memory
