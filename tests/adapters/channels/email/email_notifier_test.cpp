#include "adapters/channels/email/email_notifier.hpp"

#include <cstdlib>
#include <filesystem>

#include "tests/adapters/channels/transfer/surroundings.hpp"
#include "tests/support/http_sink.hpp"
#include "tests/support/smtp_sink.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::AttemptResult;
using test::SmtpSink;
using Addresses = std::vector<std::string>;
using Verdict = AttemptResult::Verdict;

// Where a mail server puts its certificate.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = std::filesystem::temp_directory_path() / "tocsin-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::string path() const { return path_; }
  std::string certificate() const { return path_ / "cert.pem"; }

 private:
  std::filesystem::path path_;
};

class EmailNotifierTest : public testing::Test {
 protected:
  EmailNotifierTest() { page.target.address = "alice@example.org"; }

  static EmailSettings settings_for(const SmtpSink& server) {
    EmailSettings settings;
    settings.host = "127.0.0.1";
    settings.port = server.port();
    settings.security = MailSecurity::none;
    settings.from = {"Tocsin", "tocsin@example.com"};
    return settings;
  }

  static TransferSettings trusting(const std::string& ca_file) {
    TransferSettings settings;
    settings.ca_file = ca_file;
    return settings;
  }

  StandingClock clock;
  Transfers transfers{{}, clock};
  domain::Message page = a_page();
};

TEST_F(EmailNotifierTest, mails_a_page_as_text_and_html) {
  SmtpSink server;
  EmailNotifier notifier{settings_for(server), transfers};
  page.target.address = "alice@example.org, bob@example.org";
  page.about.summary = "H\u00f6he > \"5\" <script>alert(1)</script>";

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::sent, "SMTP 250 from 127.0.0.1", std::nullopt}));

  const auto mail = server.next_mail();
  EXPECT_EQ(mail.from, "tocsin@example.com");
  EXPECT_EQ(mail.to, (Addresses{"alice@example.org", "bob@example.org"}));
  EXPECT_EQ(mail.headers.at("Subject"), "[HIGH] payments: " + page.about.summary);
  EXPECT_EQ(mail.headers.at("Message-ID"), '<' + std::string{notification_id} + "@example.com>");
  EXPECT_EQ(mail.text.substr(0, mail.text.find('\n')), "[HIGH] payments: " + page.about.summary);
  EXPECT_NE(mail.text.find("POST /v1/alerts/" + std::string{alert_id} + "/acknowledge"),
            std::string::npos);
  EXPECT_EQ(mail.text.find("repeated"), std::string::npos);
  EXPECT_NE(mail.html.find("H\u00f6he &gt; &quot;5&quot; &lt;script&gt;"), std::string::npos);
  EXPECT_EQ(mail.html.find("<script"), std::string::npos);
}

TEST_F(EmailNotifierTest, says_that_a_mail_may_be_a_repeated_one) {
  SmtpSink server;
  EmailNotifier notifier{settings_for(server), transfers};
  page.possibly_repeated = true;

  delivered(notifier, page);

  const auto mail = server.next_mail();
  EXPECT_NE(mail.text.find("(possibly repeated)"), std::string::npos);
  EXPECT_NE(mail.html.find("(possibly repeated)"), std::string::npos);
}

TEST_F(EmailNotifierTest, holds_no_connection_after_a_mail) {
  SmtpSink server;
  EmailNotifier notifier{settings_for(server), transfers};

  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);

  EXPECT_EQ(server.next_mail().connection, 1);
  EXPECT_EQ(server.next_mail().connection, 2);
  EXPECT_EQ(server.next_mail().connection, 3);
}

TEST_F(EmailNotifierTest, logs_in_when_it_has_a_name) {
  SmtpSink server{{"--login", "tocsin:secret"}};
  auto settings = settings_for(server);
  settings.username = "tocsin";
  settings.password = "secret";
  EmailNotifier notifier{settings, transfers};

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);
  EXPECT_TRUE(server.next_mail().authenticated);

  settings.password = "wrong";
  EmailNotifier stranger{settings, transfers};
  EXPECT_EQ(delivered(stranger, page),
            (AttemptResult{Verdict::refused,
                           "SMTP 535 from 127.0.0.1 (5.7.8 Authentication credentials invalid)",
                           std::nullopt}));
}

TEST_F(EmailNotifierTest, gives_up_if_the_server_offers_no_login_that_it_knows) {
  SmtpSink server{{"--login", "tocsin:secret", "--cram-md5"}};
  auto settings = settings_for(server);
  settings.username = "tocsin";
  settings.password = "secret";
  EmailNotifier notifier{settings, transfers};

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::refused,
                           "127.0.0.1: no common login mechanism: the server offers CRAM-MD5, and "
                           "Tocsin uses PLAIN or LOGIN",
                           std::nullopt}));
}

TEST_F(EmailNotifierTest, takes_a_5xx_for_good_and_a_4xx_for_passing) {
  SmtpSink strict{{"--reject", "alice@example.org"}};
  EmailNotifier refused{settings_for(strict), transfers};
  EXPECT_EQ(
      delivered(refused, page),
      (AttemptResult{Verdict::refused, "SMTP 550 from 127.0.0.1 (No such user)", std::nullopt}));

  SmtpSink busy{{"--reject", "alice@example.org", "--rejection", "451 Later"}};
  EmailNotifier deferred{settings_for(busy), transfers};
  EXPECT_EQ(delivered(deferred, page),
            (AttemptResult{Verdict::deferred, "SMTP 451 from 127.0.0.1 (Later)", std::nullopt}));
}

TEST_F(EmailNotifierTest, shows_all_lines_of_a_refusal) {
  SmtpSink server{{"--reject",
                   "alice@example.org",
                   "--rejection",
                   "552-5.3.4 too large\r\n552 5.3.4 for this mailbox"}};
  EmailNotifier notifier{settings_for(server), transfers};

  EXPECT_EQ(delivered(notifier, page).detail,
            "SMTP 552 from 127.0.0.1 (5.3.4 too large  5.3.4 for this mailbox)");
}

TEST_F(EmailNotifierTest, greets_with_the_domain_of_the_sender_or_the_name_that_is_set) {
  SmtpSink server;
  EmailNotifier notifier{settings_for(server), transfers};
  delivered(notifier, page);
  EXPECT_EQ(server.next_mail().greeting, "example.com");

  auto settings = settings_for(server);
  settings.hello = "[192.0.2.1]";
  Transfers others{{}, clock};
  EmailNotifier named{settings, others};
  delivered(named, page);
  EXPECT_EQ(server.next_mail().greeting, "[192.0.2.1]");
}

TEST_F(EmailNotifierTest, tells_those_of_a_list_who_are_accepted) {
  SmtpSink server{{"--reject", "gone@example.org"}};
  EmailNotifier notifier{settings_for(server), transfers};
  page.target.address = "alice@example.org,gone@example.org";

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);
  EXPECT_EQ(server.next_mail().to, Addresses{"alice@example.org"});
}

TEST_F(EmailNotifierTest, tries_again_when_the_server_is_away) {
  EmailSettings settings;
  settings.host = "127.0.0.1";
  settings.port = test::HttpSink{}.port();  // closed again
  settings.from = {"", "tocsin@example.com"};
  EmailNotifier notifier{settings, transfers};

  EXPECT_EQ(delivered(notifier, page),
            (AttemptResult{Verdict::try_again, "127.0.0.1: connection refused", std::nullopt}));
}

TEST_F(EmailNotifierTest, lets_a_server_rest_that_limits_connections) {
  SmtpSink busy{{"--reject", "alice@example.org", "--rejection", "421 4.7.0 Too many connections"}};
  EmailNotifier notifier{settings_for(busy), transfers};

  EXPECT_EQ(
      delivered(notifier, page),
      (AttemptResult{
          Verdict::limited, "SMTP 421 from 127.0.0.1 (4.7.0 Too many connections)", std::nullopt}));
}

TEST_F(EmailNotifierTest, does_not_wait_long_for_a_server_to_take_its_leave) {
  SmtpSink server{{"--hang-on-quit"}};
  TransferSettings settings;
  settings.deadline = 500ms;
  Transfers impatient{settings, clock};
  EmailNotifier notifier{settings_for(server), impatient};

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);
  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);
}

TEST_F(EmailNotifierTest, waits_longer_for_the_reply_to_a_whole_mail) {
  SmtpSink server{{"--think", "1.2"}};
  TransferSettings settings;
  settings.deadline = 500ms;
  Transfers impatient{settings, clock};
  EmailNotifier notifier{settings_for(server), impatient};

  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);
}

TEST_F(EmailNotifierTest, takes_a_mail_without_a_reply_for_possibly_delivered) {
  SmtpSink slow{{"--think", "2.5"}};
  TransferSettings settings;
  settings.mail_end_deadline = 1s;
  Transfers impatient{settings, clock};
  EmailNotifier waiting{settings_for(slow), impatient};
  EXPECT_EQ(
      delivered(waiting, page),
      (AttemptResult{Verdict::unclear,
                     "127.0.0.1: no reply within 1 s after the whole mail; possibly delivered",
                     std::nullopt}));
  // The reply to the first mail must not be taken for one to the second.
  EXPECT_EQ(delivered(waiting, page).verdict, Verdict::unclear);
  EXPECT_EQ(slow.next_mail().connection, 1);
  EXPECT_EQ(slow.next_mail().connection, 2);

  SmtpSink rude{{"--hang-up"}};
  EmailNotifier cut_off{settings_for(rude), transfers};
  EXPECT_EQ(delivered(cut_off, page).verdict, Verdict::unclear);
}

TEST_F(EmailNotifierTest, takes_the_reply_to_a_whole_mail_as_it_is) {
  for (const auto& [reply, verdict] : {std::pair{"299 Taken", Verdict::sent},
                                       std::pair{"451 4.7.1 Try again later", Verdict::deferred},
                                       std::pair{"554 5.7.1 Spam", Verdict::refused}}) {
    SmtpSink server{{"--verdict", reply}};
    EmailNotifier notifier{settings_for(server), transfers};
    EXPECT_EQ(delivered(notifier, page).verdict, verdict);
  }
}

TEST_F(EmailNotifierTest, is_not_delayed_by_another_mail_that_a_server_is_slow_to_take) {
  SmtpSink slow{{"--think", "30"}};
  SmtpSink quick;
  TransferSettings settings;
  settings.threads = 2;
  settings.max_in_flight = 1;
  Transfers pool{settings, clock};
  EmailNotifier waiting{settings_for(slow), pool};
  Awaited<AttemptResult> never;
  waiting.deliver(page, never.teller());
  slow.next_mail();

  EmailNotifier notifier{settings_for(quick), pool};
  EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);
  EXPECT_FALSE(never.is_told_within(0ms));
}

TEST_F(EmailNotifierTest, gives_up_an_address_that_is_none) {
  EmailSettings settings;
  settings.from = {"", "tocsin@example.com"};
  EmailNotifier notifier{settings, transfers};
  for (const char* list : {"",
                           "alice",
                           "alice@example.org\r\nDATA",
                           "a@x> SIZE=1",
                           "a b@x",
                           "a@x,",
                           ",a@x",
                           "Alice <alice@example.org>"}) {
    SCOPED_TRACE(list);
    page.target.address = list;
    EXPECT_EQ(delivered(notifier, page).verdict, Verdict::refused);
  }
}

TEST_F(EmailNotifierTest, encrypts_what_it_sends_to_a_server_it_trusts) {
  const TemporaryDirectory directory;
  for (const auto& [security, option] :
       {std::pair{MailSecurity::starttls, "starttls"}, std::pair{MailSecurity::tls, "tls"}}) {
    SCOPED_TRACE(option);
    SmtpSink server{{"--security", option, "--certificate", directory.path()}};
    Transfers trusted{trusting(directory.certificate()), clock};
    auto settings = settings_for(server);
    settings.security = security;
    EmailNotifier notifier{settings, trusted};

    EXPECT_EQ(delivered(notifier, page).verdict, Verdict::sent);
    EXPECT_TRUE(server.next_mail().encrypted);
  }
}

TEST_F(EmailNotifierTest, sends_nothing_to_a_server_it_does_not_trust) {
  const TemporaryDirectory directory;
  SmtpSink server{{"--security", "starttls", "--certificate", directory.path()}};
  auto settings = settings_for(server);
  settings.security = MailSecurity::starttls;
  EmailNotifier notifier{settings, transfers};

  const auto delivery = delivered(notifier, page);

  EXPECT_EQ(delivery.verdict, Verdict::try_again);
  EXPECT_NE(delivery.detail.find("certificate"), std::string::npos) << delivery.detail;
}

TEST_F(EmailNotifierTest, sends_nothing_in_the_clear_when_starttls_is_wanted) {
  SmtpSink server;
  auto settings = settings_for(server);
  settings.security = MailSecurity::starttls;
  EmailNotifier notifier{settings, transfers};

  EXPECT_EQ(
      delivered(notifier, page),
      (AttemptResult{
          Verdict::try_again, "127.0.0.1: the server does not offer STARTTLS", std::nullopt}));
}

}  // namespace
}  // namespace tocsin::adapters::channels
