#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/configuration_fronts.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/memory/store.hpp"
#include "adapters/writer/writer.hpp"
#include "application/alerting/browse_alerts.hpp"
#include "main/wiring/use_cases.hpp"

namespace tocsin {

// Gives the commands of the API their way to the writer. Everything must outlive the handlers.
void add_command_operations(adapters::http::OperationHandlers& handlers,
                            adapters::writer::Writer& writer,
                            UseCases& use_cases,
                            application::BrowseAlerts& browse_alerts,
                            adapters::http::ReaderPool& readers,
                            const adapters::json::Schemas& schemas);

// The same for the configuration, which is read from the working set.
void add_configuration_operations(adapters::http::OperationHandlers& handlers,
                                  adapters::writer::Writer& writer,
                                  UseCases& use_cases,
                                  adapters::memory::Store& store,
                                  adapters::http::ConfigurationTools tools);

}  // namespace tocsin
