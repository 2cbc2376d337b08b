#pragma once

#include "adapters/generator/job_thread.hpp"
#include "adapters/http/api/api.hpp"
#include "adapters/writer/writer.hpp"
#include "main/wiring/use_cases.hpp"
#include "ports/kernel/id_generator.hpp"

namespace tocsin {

// How alerts that are made up come in: as announcements, on the same way as any.
adapters::generator::Submit generator_submit(adapters::writer::Writer& writer,
                                             UseCases& use_cases,
                                             ports::IdGenerator& ids,
                                             const ports::Clock& clock);

// /v1/alerts/generate. The jobs must outlive the handlers.
void add_generator_jobs(adapters::http::OperationHandlers& handlers,
                        adapters::generator::JobRunner& jobs);

}  // namespace tocsin
