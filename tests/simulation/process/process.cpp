#include "tests/simulation/process/process.hpp"

#include <algorithm>
#include <utility>

#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/log.hpp"
#include "ports/kernel/metrics.hpp"

namespace tocsin::simulation {

using adapters::writer::Lane;

namespace {

struct NoRegexes : ports::Regexes {
  Result<Compiled> compile(std::string_view) override {
    return fail(ErrorKind::invalid, "no regular expressions here");
  }
};

}  // namespace

// As adapters/system has them, with another source of chance.
class Process::Ids : public ports::IdGenerator {
 public:
  Ids(Process& process, std::uint64_t first) : process_(process), last_(first) {}

  boost::uuids::uuid next() override {
    process_.around_.crashes.reached(Point::id);
    const auto now = static_cast<std::uint64_t>(process_.clock_.look().time_since_epoch().count());
    last_ = process_.is(Mutant::ids_repeat) ? last_ + 1 : std::max(last_ + 1, now << 12U);
    const std::uint64_t high = (last_ >> 12U << 16U) | 0x7000U | (last_ & 0x0FFFU);
    const std::uint64_t chance = process_.is(Mutant::ids_repeat)
                                     ? 0
                                     : process_.around_.choices.choose(Label::ids, 1U << 24U);
    const std::uint64_t low = chance | (std::uint64_t{1} << 63U);
    boost::uuids::uuid uuid{};
    for (std::size_t byte = 0; byte < 8; ++byte) {
      uuid.data[7 - byte] = static_cast<std::uint8_t>(high >> (8 * byte));
      uuid.data[15 - byte] = static_cast<std::uint8_t>(low >> (8 * byte));
    }
    return uuid;
  }

 private:
  Process& process_;
  std::uint64_t last_;
};

class Process::Metrics : public ports::Metrics {
 public:
  explicit Metrics(Crashes& crashes) : crashes_(crashes) {}
  void count(ports::Counter) override { crashes_.reached(Point::count); }

 private:
  Crashes& crashes_;
};

class Process::SilentLog : public ports::Log {
 public:
  void write(ports::LogLevel, std::string_view, std::initializer_list<ports::LogField>) override {}
};

// Every command in the order in which it is decided, for the one who checks.
class Process::Journal : public ports::Journal {
 public:
  explicit Journal(Process& process) : process_(process) {}

  void append(ports::JournalEntry entry) override {
    process_.around_.crashes.reached(Point::decided);
    Fact fact;
    if (process_.deciding_) fact = *std::exchange(process_.deciding_, std::nullopt);
    fact.entry = entry;
    fact.ran = process_.clock_.ran();
    const auto request = request_of(fact);
    const auto answered = fact.answered;
    process_.around_.auditor.decided(std::move(fact));
    process_.store_->append(std::move(entry));
    process_.around_.on_decided();
    if (request && process_.is(Mutant::answer_before_commit)) {
      const auto waiting = process_.answered_early_.extract(*request);
      if (waiting) waiting.mapped()(answered);
    }
  }

 private:
  Process& process_;
};

// A mutant's: what is late is asked for twice, the second time of the next epoch.
class Process::Timers : public ports::Timers {
 public:
  Timers(ports::Timers& timers, const ProcessClock& clock) : timers_(timers), clock_(clock) {}

  void set(const domain::Timer& timer) override { timers_.set(timer); }
  void cancel(domain::AlertId owner) override { timers_.cancel(owner); }
  std::optional<domain::Time> due_of(domain::AlertId owner) override {
    return timers_.due_of(owner);
  }
  std::optional<domain::Time> next_due() override { return timers_.next_due(); }
  std::vector<domain::Timer> due(domain::Time now, std::size_t limit) override {
    auto due = timers_.due(now, limit);
    const auto count = due.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (clock_.look() - due[i].due < std::chrono::minutes{1}) continue;
      due.push_back(due[i]);
      ++due.back().epoch;
    }
    return due;
  }

 private:
  ports::Timers& timers_;
  const ProcessClock& clock_;
};

// A mutant's: nothing is offered while anything is in flight.
class Process::OneAtATime : public ports::Outbox {
 public:
  explicit OneAtATime(ports::Outbox& outbox) : outbox_(outbox) {}

  void add(domain::Notification notification) override { outbox_.add(std::move(notification)); }
  Result<domain::Notification> get(domain::NotificationId id) override { return outbox_.get(id); }
  Result<std::optional<domain::Notification>> find_ended(const domain::TenantId& tenant,
                                                         domain::NotificationId id) override {
    return outbox_.find_ended(tenant, id);
  }
  void save(domain::Notification notification) override { outbox_.save(std::move(notification)); }
  void revive(domain::Notification notification) override {
    outbox_.revive(std::move(notification));
  }
  std::vector<domain::NotificationId> of(domain::AlertId alert) override {
    return outbox_.of(alert);
  }
  void offer_due(domain::Channel channel,
                 domain::Time now,
                 std::size_t limit,
                 const Take& take) override {
    if (outbox_.in_flight().empty()) outbox_.offer_due(channel, now, limit, take);
  }
  std::optional<domain::Time> next_due(domain::Channel channel, const HasRoom& has_room) override {
    return outbox_.next_due(channel, has_room);
  }
  std::vector<domain::NotificationId> in_flight() override { return outbox_.in_flight(); }

 private:
  ports::Outbox& outbox_;
};

// A mutant's: what a command has staged stays, also when it was refused.
class Process::KeepingStore : public adapters::memory::Store {
 public:
  using Store::Store;
  void rollback() override { (void)commit(); }
};

// Lines, and what their counts come to, are not in the journal: this tells the one who checks.
void Process::note(std::string body) {
  Fact fact;
  if (deciding_) fact = *std::exchange(deciding_, std::nullopt);
  fact.entry.at = clock_.look();
  fact.entry.body = std::move(body);
  fact.ran = clock_.ran();
  around_.auditor.decided(std::move(fact));
}

class Process::LogTurns : public adapters::writer::Source {
 public:
  using Task = adapters::writer::Task;

  LogTurns(Process& process, adapters::writer::LogPump& pump) : process_(process), pump_(pump) {}

  void collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) override {
    const auto known = tasks.size();
    pump_.collect(now, tasks);
    for (auto i = known; i < tasks.size(); ++i)
      tasks[i] = std::make_unique<Noted>(process_, std::move(tasks[i]));
  }
  std::optional<domain::Time> next_due(domain::Time now) override { return pump_.next_due(now); }

 private:
  class Noted : public Task {
   public:
    Noted(Process& process, std::unique_ptr<Task> task)
        : process_(process), task_(std::move(task)) {}

    std::size_t size() const override { return task_->size(); }
    void run(ports::Journal& journal) override {
      task_->run(journal);
      process_.note("log windows");
    }
    void answer(const Result<Done>& kept) override { task_->answer(kept); }

   private:
    Process& process_;
    std::unique_ptr<Task> task_;
  };

  Process& process_;
  adapters::writer::LogPump& pump_;
};

// A mutant's: the attempts that were in flight are forgotten.
class Process::Recovery {
 public:
  using Command = application::RecoverAttempts::Command;
  using Outcome = application::RecoverAttempts::Outcome;

  static constexpr std::string_view name = application::RecoverAttempts::name;

  explicit Recovery(Process& process) : process_(process) {}

  Result<Outcome> handle(const Command& command) {
    process_.around_.crashes.reached(Point::recovery);
    if (process_.is(Mutant::recovery_skipped)) return Outcome{0};
    return process_.use_cases_->delivery.recover_attempts.handle(command);
  }

 private:
  Process& process_;
};

Process::Process(const Surroundings& around, int life)
    : around_(around),
      life_(life),
      clock_(around.machine, around.crashes, around.mutant, around.disk.last_seen()),
      ids_(std::make_unique<Ids>(*this, 0)),
      metrics_(std::make_unique<Metrics>(around.crashes)),
      log_(std::make_unique<SilentLog>()),
      regexes_(std::make_unique<NoRegexes>()) {
  auto& disk = around_.disk;
  if (is(Mutant::rollback_keeps)) {
    store_ = std::make_unique<KeepingStore>(disk, disk, disk, disk, disk);
  } else {
    store_ = std::make_unique<adapters::memory::Store>(disk, disk, disk, disk, disk);
  }
  auto settings = around_.setup.delivery;
  if (is(Mutant::breaker_stays_open)) settings.gate.breaker.open_for = std::chrono::years{1};
  use_cases_ = std::make_unique<UseCases>(*store_, clock_, *ids_, *regexes_, *metrics_, settings);
  journal_ = std::make_unique<Journal>(*this);
  writer_ = std::make_unique<adapters::writer::Writer>(
      *store_, *journal_, clock_, *log_, around_.setup.limits);
}

Process::~Process() = default;

Result<Done> Process::start() {
  const auto opened = store_->open();
  if (!opened) return opened;

  make_sources();
  if (is(Mutant::sources_before_recovery)) attach_sources();
  const auto recovered = recover();
  if (!recovered) return Failure{recovered.error()};
  if (!is(Mutant::sources_before_recovery)) attach_sources();
  return Done{};
}

Result<std::size_t> Process::recover() {
  Result<std::size_t> recovered{std::size_t{0}};
  recovery_ = std::make_unique<Recovery>(*this);
  const auto front = writer_->front(Lane::urgent, *recovery_);
  const bool is_taken = front({{}, "start", {}}, {}, [&](const auto& count) { recovered = count; });
  if (!is_taken || !writer_->run_batch()) return fail(ErrorKind::unavailable, "no writer");
  return recovered;
}

void Process::make_sources() {
  timers_ = std::make_unique<Timers>(store_->timers, clock_);
  outbox_ = std::make_unique<OneAtATime>(store_->outbox);
  ports::Timers& timers =
      is(Mutant::timeout_doubled) ? static_cast<ports::Timers&>(*timers_) : store_->timers;
  ports::Outbox& outbox =
      is(Mutant::one_place_for_all) ? static_cast<ports::Outbox&>(*outbox_) : store_->outbox;
  timer_pump_ = std::make_unique<adapters::writer::TimerPump>(
      timers, use_cases_->paging.time_out_acknowledgement, clock_);
  workflows_ =
      std::make_unique<adapters::writer::WorkflowPump>(store_->watches,
                                                       store_->runs,
                                                       store_->scheduled_jobs,
                                                       use_cases_->workflows.look_at_watches,
                                                       use_cases_->workflows.advance_runs,
                                                       use_cases_->workflows.fire_jobs,
                                                       clock_);
  deliveries_ = std::make_unique<adapters::writer::DeliveryPump>(
      outbox,
      use_cases_->delivery.start_attempt,
      use_cases_->delivery.record_attempt,
      around_.notifiers,
      clock_,
      *log_,
      [this] { around_.crashes.reached(Point::result); },
      around_.setup.places);
  logs_ = std::make_unique<adapters::writer::LogPump>(
      store_->log_windows, use_cases_->logs.checkpoint_log_windows, clock_);
  if (!is(Mutant::timer_pump_idle) || life_ == 0) sources_.push_back(timer_pump_.get());
  if (!is(Mutant::workflow_pump_idle) || life_ == 0) sources_.push_back(workflows_.get());
  sources_.push_back(deliveries_.get());
  log_turns_ = std::make_unique<LogTurns>(*this, *logs_);
  if (!is(Mutant::log_pump_idle) || life_ == 0) sources_.push_back(log_turns_.get());
}

void Process::attach_sources() {
  for (auto* source : sources_)
    writer_->attach(*source);
}

bool Process::run_batch() {
  around_.crashes.reached(Point::idle);
  return writer_->run_batch();
}

std::optional<domain::Time> Process::next_due() {
  const auto now = clock_.look();
  std::optional<domain::Time> next;
  for (auto* source : sources_) {
    const auto due = source->next_due(now);
    if (due) next = next ? std::min(*next, *due) : *due;
  }
  return next;
}

}  // namespace tocsin::simulation
