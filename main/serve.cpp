#include "main/serve.hpp"

#include <csignal>

#include "main/program/program.hpp"
#include "main/report.hpp"

namespace tocsin {

namespace {

// Blocks SIGTERM and SIGINT, for which only the main thread waits. Ignores SIGPIPE, because a
// broken connection is an error, and those that logrotate, a service manager or a closed terminal
// sends and whose default ends the process. Returns the blocked signals.
sigset_t catch_signals() {
  sigset_t stopping;
  sigemptyset(&stopping);
  sigaddset(&stopping, SIGTERM);
  sigaddset(&stopping, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stopping, nullptr);
  for (const int ignored : {SIGPIPE, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF})
    std::signal(ignored, SIG_IGN);
  return stopping;
}

}  // namespace

int serve(const Settings& settings) {
  const auto stopping = catch_signals();
  const auto program = Program::open(settings);
  if (!program) return report(program.error());
  if (const auto started = (*program)->start(); !started) return report(started.error());

  int signal = 0;
  sigwait(&stopping, &signal);
  (*program)->stop();
  return 0;
}

}  // namespace tocsin
