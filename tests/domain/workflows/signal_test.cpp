#include "domain/workflows/signal.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

Signal a_signal() {
  Signal signal;
  signal.tenant.value = "acme";
  signal.type = "internet_signal";
  signal.subject = "datacenter_east";
  signal.occurred_at = time_from("2025-01-22T15:30:00Z");
  signal.fields = {{"value.status", "1"}, {"metadata.region", "eu"}};
  return signal;
}

TEST(Signal, is_called_by_its_type_its_subject_and_its_senders_clock) {
  EXPECT_EQ(signal_id(a_signal(), Time{}), "internet_signal#datacenter_east#1737559800000");
  EXPECT_EQ(signal_id(a_signal(), Time{}, 2), "internet_signal#datacenter_east#1737559800000#2");
}

TEST(Signal, is_called_by_our_clock_when_its_sender_has_none) {
  auto signal = a_signal();
  signal.occurred_at.reset();

  EXPECT_EQ(signal_id(signal, Time{Duration{42}}), "internet_signal#datacenter_east#42");
}

TEST(Signal, the_same_content_has_the_same_hash) {
  EXPECT_EQ(content_hash(a_signal()), content_hash(a_signal()));
}

TEST(Signal, has_the_hash_by_which_it_was_kept) {
  EXPECT_EQ(content_hash(a_signal()), 2439644437445373983U);
}

TEST(Signal, whatever_it_says_differently_changes_its_hash) {
  const auto hash = content_hash(a_signal());
  const auto changed = [&](auto change) {
    auto signal = a_signal();
    change(signal);
    return content_hash(signal) != hash;
  };

  EXPECT_TRUE(changed([](Signal& signal) { signal.tenant.value = "globex"; }));
  EXPECT_TRUE(changed([](Signal& signal) { signal.type = "other"; }));
  EXPECT_TRUE(changed([](Signal& signal) { signal.subject = "datacenter_west"; }));
  EXPECT_TRUE(changed([](Signal& signal) { signal.fields = {{"value.status", "0"}}; }));
}

TEST(Signal, texts_that_read_alike_when_joined_are_told_apart) {
  auto one = a_signal();
  auto other = a_signal();
  one.fields = {{"value.a", "bc"}};
  other.fields = {{"value.ab", "c"}};
  EXPECT_NE(content_hash(one), content_hash(other));

  one = a_signal();
  other = a_signal();
  one.type = "a#b";
  one.subject = "c";
  other.type = "a";
  other.subject = "b#c";
  EXPECT_NE(content_hash(one), content_hash(other));
}

}  // namespace
}  // namespace tocsin::domain
