#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "adapters/channels/text/page_text.hpp"
#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// The text of a workflow message. It is not escaped; the channels do that.

// Returns the name of the workflow, on one line.
std::string workflow_title(const domain::Message& message);

// Returns the message of the step, with its line breaks, and the mark of a possible duplicate. A
// text that is too long loses its end, but not its mark.
std::string workflow_words(const domain::Message& message, std::size_t max_characters);

// Returns the facts about the run that are not empty.
std::vector<Fact> workflow_facts(const domain::Message& message);

}  // namespace tocsin::adapters::channels
