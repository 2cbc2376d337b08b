#include "domain/workflows/message_template.hpp"

#include <optional>

#include "domain/kernel/template_text.hpp"

namespace tocsin::domain {
namespace {

std::optional<std::string> value_of_run(std::string_view name, const TemplateNames& names) {
  if (name == "run_id") return to_text(names.run);
  if (name == "workflow_id") return std::string{names.workflow};
  if (name == "workflow_version") return std::to_string(names.workflow_version);
  if (name == "current_action_index") return std::to_string(names.step);
  return std::nullopt;
}

std::optional<std::string> value_of_field(std::string_view name, const Fields& fields) {
  auto found = fields.find(name);
  for (const std::string_view scope : {"value.", "metadata."}) {
    if (!found) found = fields.find(std::string{scope}.append(name));
  }
  return found ? std::optional{std::string{*found}} : std::nullopt;
}

std::optional<std::string> value_of_signal(std::string_view name, const TemplateNames& names) {
  if (name == "signal_id") return std::string{names.signal_id};
  if (name == "signal_type") return std::string{names.signal_type};
  if (name == "org_id" || name == "subject") return std::string{names.subject};
  if (name == "timestamp") return to_text(names.timestamp);
  return std::nullopt;
}

std::optional<std::string> placeholder_value_of(std::string_view name, const TemplateNames& names) {
  auto value = value_of_run(name, names);
  if (!value) value = value_of_field(name, names.fields);
  if (!value) value = value_of_signal(name, names);
  return value;
}

}  // namespace

std::string render(std::string_view text, const TemplateNames& names) {
  std::string rendered;
  TemplatePieces pieces{text};
  while (const auto piece = pieces.next()) {
    const bool is_name = piece->kind == TemplatePiece::Kind::name;
    const auto value = is_name ? placeholder_value_of(piece->name, names) : std::nullopt;
    rendered += value ? std::string_view{*value} : piece->whole;
    if (rendered.size() > max_rendered_bytes) break;
  }
  cut_to(rendered, max_rendered_bytes);
  return rendered;
}

}  // namespace tocsin::domain
