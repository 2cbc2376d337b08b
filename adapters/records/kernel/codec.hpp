#pragma once

#include "adapters/records/kernel/reader.hpp"
#include "adapters/records/kernel/unreadable.hpp"
#include "adapters/records/kernel/writer.hpp"
#include "adapters/records/record.hpp"

namespace tocsin::adapters::records {

template <typename T>
void write(const T& value, json::ListText& to) {
  Writer{to}.record(value);
}

template <typename T>
Result<T> read(std::string_view text, const References& references) {
  if (!Cursor::is_text(text)) return unreadable(Layout<T>::kind, "", "is no text");
  return Reader{text, references}.template record<T>();
}

}  // namespace tocsin::adapters::records
