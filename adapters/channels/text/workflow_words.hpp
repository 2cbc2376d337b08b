#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "adapters/channels/text/page_text.hpp"
#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// The words of what a run of a workflow tells. Nothing is escaped yet, which is up to the channel.

// The name of the workflow, on one line.
std::string workflow_title(const domain::Message& message);

// What the step says, with its line breaks, and the mark of a repetition. What is too long loses
// its end, but not its mark.
std::string workflow_words(const domain::Message& message, std::size_t max_characters);

// What it is about, without what is empty.
std::vector<Fact> workflow_facts(const domain::Message& message);

}  // namespace tocsin::adapters::channels
