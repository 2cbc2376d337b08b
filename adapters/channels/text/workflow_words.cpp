#include "adapters/channels/text/workflow_words.hpp"

#include "adapters/channels/text/text.hpp"

namespace tocsin::adapters::channels {

using domain::Message;

std::string workflow_title(const Message& message) { return one_line(message.about.name); }

std::string workflow_words(const Message& message, std::size_t max_characters) {
  const auto mark = message.possibly_repeated ? '\n' + std::string{repeat_mark} : "";
  return std::string{first_characters(message.about.summary, max_characters - mark.size())} + mark;
}

std::vector<Fact> workflow_facts(const Message& message) {
  const auto& about = message.about;
  std::vector<Fact> facts;
  if (!about.source.empty()) facts.push_back({"Subject", one_line(about.source)});
  facts.push_back({"Workflow", one_line(about.dedup_key)});
  if (message.run) facts.push_back({"Run", domain::to_text(*message.run)});
  facts.push_back({"Time", domain::to_text(about.at)});
  return facts;
}

}  // namespace tocsin::adapters::channels
