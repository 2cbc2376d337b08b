#include "adapters/http/api/answers.hpp"

#include <nlohmann/json.hpp>

#include "adapters/http/server/problem.hpp"

namespace tocsin::adapters::http {

using nlohmann::ordered_json;

namespace {

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found: return 404;
    case ErrorKind::invalid: return 422;
    case ErrorKind::conflict: return 409;
    case ErrorKind::unavailable: return 503;
  }
  __builtin_unreachable();
}

std::string text_of(const ordered_json& view) {
  return view.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string in_words(const Violations& violations) {
  std::string detail;
  for (const auto& violation : violations) {
    if (!detail.empty()) detail += "; ";
    detail +=
        (violation.pointer.empty() ? "the body" : violation.pointer) + ' ' + violation.message;
  }
  return detail;
}

Response problem_with_errors(int status, const std::string& detail, const Violations& violations) {
  auto body = ordered_json{
      {"type", "about:blank"}, {"title", reason(status)}, {"status", status}, {"detail", detail}};
  auto& errors = body["errors"] = ordered_json::array();
  for (const auto& violation : violations) {
    errors.push_back({{"pointer", violation.pointer}, {"detail", violation.message}});
  }
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = text_of(body);
  return response;
}

}  // namespace

Response json_answer(int status, const ordered_json& body) {
  return json_text_answer(status, text_of(body));
}

Response json_text_answer(int status, std::string body) {
  return {status, "application/json", std::move(body), {}};
}

void append_view(std::string& json, const ordered_json& view) { json += text_of(view); }

Response no_content() { return {204, {}, {}, {}}; }

void add_unless_empty(nlohmann::ordered_json& view, const char* name, const std::string& text) {
  if (!text.empty()) view[name] = text;
}

Response problem_of(const Error& error) {
  if (error.pointer.empty()) return problem_of(error, {});
  return problem_of(error, {{error.pointer, error.message}});
}

Response problem_of(const Error& error, const Violations& errors) {
  const int status = status_of(error.kind);
  auto response = errors.empty() ? problem(status, error.message)
                                 : problem_with_errors(status, error.message, errors);
  if (status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

Response bad_request(const Violations& violations) {
  return problem_with_errors(400, in_words(violations), violations);
}

Response busy() {
  return problem_of(
      {ErrorKind::unavailable, "server is overloaded: nothing was saved; retry after 1 s", {}});
}

Response busy_reading() {
  return problem_of({ErrorKind::unavailable, "server is overloaded; retry after 1 s", {}});
}

}  // namespace tocsin::adapters::http
