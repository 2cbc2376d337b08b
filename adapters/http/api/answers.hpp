#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/api/body_reader.hpp"
#include "adapters/http/server/request.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

Response json_answer(int status, const nlohmann::ordered_json& body);
Response json_text_answer(int status, std::string body);

Response no_content();

// Appends the text of a view.
void append_view(std::string& json, const nlohmann::ordered_json& view);

// Adds a member to a view unless its text is empty.
void add_unless_empty(nlohmann::ordered_json& view, const char* name, const std::string& text);

// An error as a problem (RFC 9457), with the pointer to the invalid field if the error has one.
Response problem_of(const Error& error);

// The same with these errors, which say more than the detail does.
Response problem_of(const Error& error, const Violations& errors);

// 400 for an invalid body or query.
Response bad_request(const Violations& violations);

// 503 when the queue of commands is full. Nothing was saved.
Response busy();

// 503 when the queue of reads is full.
Response busy_reading();

}  // namespace tocsin::adapters::http
