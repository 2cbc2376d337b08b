#pragma once

#include <string>
#include <string_view>

#include "adapters/http/server/request.hpp"

namespace tocsin::fuzz {

// A text with what parsers want to find behind it.
class Padded {
 public:
  explicit Padded(std::string_view text) : text_(text) {
    text_.append(adapters::http::body_padding, ' ');
  }

  std::string_view view() const {
    return std::string_view{text_}.substr(0, text_.size() - adapters::http::body_padding);
  }

 private:
  std::string text_;
};

}  // namespace tocsin::fuzz
