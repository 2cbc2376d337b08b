#include "domain/workflows/message_template.hpp"

#include "domain/kernel/template_text.hpp"
#include "tests/fuzz/targets.hpp"

namespace tocsin::fuzz {

// The pieces of a template are all of it; what is filled in is bounded.
void message_template(std::string_view input) {
  std::string whole;
  domain::TemplatePieces pieces{input};
  bool has_name = false;
  while (const auto piece = pieces.next()) {
    require(!piece->whole.empty(), "a piece is something");
    whole += piece->whole;
    has_name = has_name || piece->kind == domain::TemplatePiece::Kind::name;
  }
  require(whole == input, "the pieces are the whole");
  (void)domain::check_template(input, "/message");

  const domain::Fields fields{{"value.a", "{{org_id}}"}, {"metadata.k", "é"}};
  const domain::TemplateNames names{"t#s#0", "t", "s", {}, fields, {}, "w", 1, 0};
  const auto rendered = domain::render(input, names);
  require(rendered.size() <= domain::max_rendered_bytes, "a message is bounded");
  if (!has_name && input.size() <= domain::max_rendered_bytes) {
    require(rendered == input, "text without names stays as it is");
  }
}

}  // namespace tocsin::fuzz
