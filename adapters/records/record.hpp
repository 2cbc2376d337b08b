#pragma once

#include <string_view>

#include "adapters/json/text/list_text.hpp"
#include "adapters/records/kernel/references.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::records {

// Records: values of the domain as text, the same for every database. A record is a JSON list,
// [format,field,…], whose fields have the order of the type's layout (see kernel/layout.hpp). Each
// kind of record is instantiated in the folder of its subject.

// Appends the record of the value.
template <typename T>
void write(const T& value, json::ListText& to);

// Fails with invalid if the text is not a record of this kind, or one of a newer version of Tocsin.
// The message names the kind and the field.
template <typename T>
Result<T> read(std::string_view text, const References& references);

}  // namespace tocsin::adapters::records
