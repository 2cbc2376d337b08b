#include "tests/simulation/sqlite/ledger/run.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "adapters/sqlite/ledger.hpp"
#include "tests/simulation/sqlite/ledger/difference.hpp"
#include "tests/simulation/sqlite/ledger/work.hpp"
#include "tests/simulation/sqlite/machine/disk_machine.hpp"
#include "tests/simulation/sqlite/machine/machine_vfs.hpp"

namespace tocsin::simulation {

using adapters::sqlite::DataDirectory;
using adapters::sqlite::SqliteLedger;
using tests::FakeLedger;

namespace {

// What the ledger should hold, and what the program knows of it.
struct Books {
  FakeLedger model;
  LedgerWork work;

  Books with(std::uint64_t batch) const {
    auto after = *this;
    static_cast<void>(after.model.begin().has_value());
    after.work.write(batch, after.model);
    static_cast<void>(after.model.commit().has_value());
    return after;
  }
};

class LedgerRun {
 public:
  LedgerRun(const DataDirectory& directory,
            std::uint64_t seed,
            SqliteMutant mutant,
            std::ostream* teller)
      : directory_(directory),
        chance_(seed),
        machine_(chance_.next(), VolatileDisk{chance_.one_in(2) ? 512U : 4096U}, mutant),
        vfs_(machine_) {
    machine_.set_teller(teller);
  }

  LedgerOutcome run() {
    try {
      choose_troubles();
      const auto lives = 5 + chance_.below(20);
      for (std::size_t life = 0; life < lives; ++life)
        live();
      end();
    } catch (const Violation& violation) {
      machine_.turn_off();
      outcome_.violation = violation;
    }
    ledger_.reset();
    outcome_.hash = machine_.trace().hash();
    outcome_.changes = machine_.changes();
    outcome_.troubles = machine_.counts();
    return outcome_;
  }

 private:
  using End = DiskMachine::End;

  // A third of the runs have nothing but power cuts and kills, a third one kind of trouble more.
  void choose_troubles() {
    const auto kinds = chance_.below(3);
    for (std::size_t i = 0; i < trouble_count; ++i) {
      if (kinds < 2 || !chance_.one_in(2)) continue;
      rates_[i] = rate_of(static_cast<Trouble>(i));
    }
    if (kinds != 1) return;
    const auto one = chance_.below(trouble_count);
    rates_[one] = rate_of(static_cast<Trouble>(one));
  }

  // There are many more reads and writes than openings.
  std::size_t rate_of(Trouble trouble) {
    switch (trouble) {
      case Trouble::read_fails:
      case Trouble::write_fails:
      case Trouble::write_is_short:
      case Trouble::lock_fails:
      case Trouble::shared_memory_fails: return 50 + chance_.below(500);
      case Trouble::disk_full: return 20 + chance_.below(300);
      default: return 5 + chance_.below(40);
    }
  }

  void live() {
    machine_.make_room();
    for (std::size_t i = 0; i < trouble_count; ++i)
      machine_.set_trouble(static_cast<Trouble>(i), rates_[i]);
    how_ = chance_.one_in(5) ? End::kill : End::power_cut;
    // The first start has hundreds of changes, the others have a few.
    if (chance_.one_in(4)) machine_.arm(chance_.spread(was_opened_ ? 12 : 400));
    if (!open()) return;
    if (chance_.one_in(8)) machine_.disarm();
    if (!chance_.one_in(8)) machine_.arm(chance_.spread(100));
    const auto batches = chance_.below(20);
    for (std::size_t i = 0; i < batches && machine_.is_on() && !has_stopped_; ++i) {
      batch();
      if (machine_.is_on() && !has_stopped_ && chance_.one_in(4)) idle();
      if (chance_.one_in(10)) machine_.make_room();
    }
    if (machine_.is_on() && !has_stopped_ && chance_.one_in(2)) {
      close();
    } else {
      bury();
    }
  }

  SqliteLedger::Settings settings() {
    SqliteLedger::Settings settings;
    settings.cache_megabytes = chance_.one_in(3) ? 0 : 2;
    settings.checkpoint_pages = static_cast<int>(1 + chance_.spread(200));
    settings.waiting_tallies = chance_.spread(20);
    settings.idle_checkpoint_pages = static_cast<int>(1 + chance_.spread(20));
    settings.on_lost_durability = [this](const auto&) { has_stopped_ = true; };
    return settings;
  }

  // Is there a ledger that works?
  bool open() {
    has_stopped_ = false;
    enter(was_opened_ ? Phase::start : Phase::first_start);
    const auto troubles = machine_.troubles();
    auto opened = SqliteLedger::open(directory_, settings());
    if (!machine_.is_on() || has_stopped_) {
      if (opened) ledger_ = *std::move(opened);
      bury();
      return false;
    }
    if (!opened) {
      require(machine_.troubles() > troubles,
              "opens",
              "the ledger does not open: " + opened.error().message);
      ++outcome_.refused_starts;
      return false;
    }
    ledger_ = *std::move(opened);
    was_opened_ = true;
    verify();
    enter(Phase::between);
    return true;
  }

  // Once the machine has stopped, that is where it was.
  void enter(Phase phase) {
    if (!machine_.is_on()) return;
    phase_ = phase;
    machine_.tell(phase_texts[static_cast<std::size_t>(phase)]);
  }

  // All that was answered is there, and nothing of what was refused; what was never answered is
  // there as a whole or not at all.
  void verify() {
    const DiskMachine::Calm calm{machine_};
    const bool is_thorough = unanswered_ || chance_.one_in(4);
    const auto against = [&](FakeLedger& model) {
      auto wrong = difference(*ledger_, model);
      if (is_thorough) wrong += history_difference(directory_, model);
      return wrong;
    };
    auto wrong = against(books_.model);
    if (!wrong.empty() && unanswered_) {
      const auto other = against(unanswered_->model);
      require(other.empty(), "whole", wrong + "nor is the batch under way all there: " + other);
      books_ = *std::exchange(unanswered_, std::nullopt);
      ++outcome_.unanswered_kept;
      wrong.clear();
    }
    require(wrong.empty(), "kept", wrong);
    unanswered_.reset();
    if (chance_.one_in(8)) {
      ++outcome_.integrity_checks;
      wrong = damage(directory_);
      require(wrong.empty(), "sound", wrong);
    }
    if (std::exchange(is_power_back_, false)) ++outcome_.recoveries;
  }

  void batch() {
    const auto number = chance_.next();
    const auto troubles = machine_.troubles();
    enter(Phase::rows);
    if (!ledger_->begin()) return require_trouble(troubles, "a batch cannot begin");
    if (!write(number)) return;
    unanswered_ = books_.with(number);
    enter(Phase::commit);
    if (machine_.is(SqliteMutant::answer_before_commit)) answer();
    const auto kept = ledger_->commit();
    if (kept || machine_.is(SqliteMutant::refusal_is_kept)) {
      answer();
    } else if (!machine_.is_on() || has_stopped_) {
      ++outcome_.unanswered;
    } else {
      require_trouble(troubles, "a batch is refused: " + kept.error().message);
      unanswered_.reset();
      ++outcome_.refused;
      machine_.tell("the batch is refused: " + kept.error().message);
      verify();
    }
    enter(Phase::between);
  }

  // Its rows, by copies of the books: they are true only when it is kept.
  bool write(std::uint64_t number) {
    auto work = books_.work;
    const auto commands = LedgerWork::commands_of(number);
    const auto last = commands - (machine_.is(SqliteMutant::row_forgotten) ? 1 : 0);
    const auto half = machine_.is(SqliteMutant::batch_in_two) ? last / 2 : 0;
    work.write(number, 0, half, *ledger_);
    if (half > 0 && !(ledger_->commit() && ledger_->begin())) return false;
    work.write(number, half, last, *ledger_);
    return true;
  }

  void answer() {
    if (!unanswered_) return;
    books_ = *std::exchange(unanswered_, std::nullopt);
    ++outcome_.batches;
    machine_.tell("the batch is answered as kept");
  }

  void require_trouble(std::uint64_t before, const std::string& what) {
    require(!machine_.is_on() || machine_.troubles() > before,
            "takes",
            what + ", although nothing is wrong");
  }

  void idle() {
    enter(Phase::idle);
    const auto troubles = machine_.troubles();
    const auto done = ledger_->prune({}, domain::Time{}, 10);
    if (!done) require_trouble(troubles, "nothing can be pruned: " + done.error().message);
    enter(Phase::between);
  }

  // The program ends by itself.
  void close() {
    enter(Phase::stop);
    ledger_.reset();
    if (!machine_.is_on()) bury();
  }

  // It ends otherwise.
  void bury() {
    if (has_stopped_ && machine_.is_on()) ++outcome_.stops;
    machine_.turn_off();
    ledger_.reset();
    if (has_stopped_) how_ = chance_.one_in(2) ? End::kill : End::power_cut;
    if (how_ == End::power_cut) {
      ++outcome_.power_cuts;
      ++outcome_.cuts_in[static_cast<std::size_t>(phase_)];
      is_power_back_ = true;
    } else {
      ++outcome_.kills;
    }
    machine_.tell(how_ == End::power_cut ? "the power is cut" : "the program is killed");
    machine_.turn_on_after(how_);
  }

  // When nothing goes wrong any more, all is well.
  void end() {
    machine_.clear_troubles();
    machine_.make_room();
    machine_.disarm();
    for (int i = 0; i < 2; ++i) {
      if (!open()) return;
      const auto wrong = history_difference(directory_, books_.model) + damage(directory_);
      require(wrong.empty(), "kept", wrong);
      batch();
      close();
    }
  }

  const DataDirectory& directory_;
  Chance chance_;
  DiskMachine machine_;
  MachineVfs vfs_;
  std::array<std::size_t, trouble_count> rates_{};
  Books books_;
  std::optional<Books> unanswered_;  // as they would be with the batch that was not answered
  std::unique_ptr<SqliteLedger> ledger_;
  LedgerOutcome outcome_;
  End how_ = End::power_cut;
  Phase phase_ = Phase::first_start;
  bool was_opened_ = false;
  bool has_stopped_ = false;  // an fsync has failed, and the ledger has said so
  bool is_power_back_ = false;
};

}  // namespace

LedgerOutcome run_ledger(const DataDirectory& directory,
                         std::uint64_t seed,
                         SqliteMutant mutant,
                         std::ostream* teller) {
  return LedgerRun{directory, seed, mutant, teller}.run();
}

}  // namespace tocsin::simulation
