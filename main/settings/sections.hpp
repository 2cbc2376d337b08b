#pragma once

#include <yaml-cpp/yaml.h>

#include "domain/channels/target.hpp"
#include "main/settings/settings.hpp"

// The larger sections of the configuration file. Each reads its node into the settings, and throws
// yaml::Mistake.
namespace tocsin {

void read_tokens(const YAML::Node& node, Settings& settings);
void read_notifiers(const YAML::Node& node, Settings& settings);
void read_delivery(const YAML::Node& node, Settings& settings);

// Reads a target to page in place of another; its id is "fallback" unless the node names one.
domain::Target fallback_from(const YAML::Node& node);

}  // namespace tocsin
