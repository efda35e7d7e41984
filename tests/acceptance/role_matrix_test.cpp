#include "core/access/permissions.h"
#include "tests/acceptance/command_line.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>

#include <catch2/catch.hpp>
#include <algorithm>
#include <optional>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// What a verb needs, with arguments that suit a small demo clinic.
struct VerbRow
{
    QString verb;
    std::optional<Permission> needs; ///< nothing: everybody who works there may
    QString arguments;
};

const QList<VerbRow> &verbTable()
{
    static const QList<VerbRow> table{
        {u"user list"_s, {}, {}},
        {u"user add"_s, Permission::ManageStaff, u"--name Somebody --roles nurse"_s},
        {u"user change"_s, Permission::ManageStaff, u"3 --roles reception"_s},
        {u"user password"_s, Permission::ManageStaff, u"--name Both --new-password-file secret"_s},
        {u"user recovery-key"_s, Permission::ManageStaff, {}},
        {u"user check-recovery-key"_s, Permission::ManageStaff, u"--recovery-key-file secret"_s},
        {u"patient add"_s, Permission::Identity,
         u"--family-name Nkosi --given-names Zola --birth-date 1990-01-01"_s},
        {u"patient find"_s, Permission::Identity, u"nkosi"_s},
        {u"patient show"_s, Permission::Identity, u"1"_s},
        {u"patient accesses"_s, Permission::SeeAccesses, u"1"_s},
        {u"patient retire"_s, Permission::Identity, u"9 --reason moved"_s},
        {u"visit add"_s, Permission::Visits, u"3 --reason check"_s},
        {u"visit list"_s, Permission::Visits, {}},
        {u"visit move"_s, Permission::Visits, u"3 arrived"_s},
        {u"note add"_s, Permission::Notes, u"1 --kind call --text called"_s},
        {u"note list"_s, Permission::ReadRecords, u"1"_s},
        {u"note sign"_s, Permission::Notes, u"1"_s},
        {u"note print"_s, Permission::ReadRecords, u"1 -o notes.pdf"_s},
        {u"questionnaire list"_s, {}, {}},
        {u"questionnaire show"_s, {}, u"microneedling-intake"_s},
        {u"questionnaire import"_s, Permission::PublishForms, u"plan.json"_s},
        {u"questionnaire export"_s, {}, u"microneedling-intake -o form.json"_s},
        {u"questionnaire activate"_s, Permission::PublishForms, u"microneedling-intake --version 1"_s},
        {u"questionnaire retire"_s, Permission::PublishForms, u"microneedling-intake --version 1 --reason nobody-asks-it"_s},
        {u"questionnaire print"_s, {}, u"microneedling-intake -o form.pdf"_s},
        {u"questionnaire print"_s, Permission::Identity, u"microneedling-intake --patient 1 -o form.pdf"_s},
        {u"questionnaire print"_s, Permission::ReadRecords, u"--patient 1 --filled -o answers.pdf"_s},
        {u"intake answer"_s, Permission::Answers, u"1 response.json"_s},
        {u"intake still-so"_s, Permission::Answers, u"1 Q-HSV-HX"_s},
        {u"response add"_s, Permission::Answers, u"1 https://dermis.example/Questionnaire/microneedling-intake response.json"_s},
        {u"response list"_s, Permission::ReadRecords, u"1"_s},
        {u"response show"_s, Permission::ReadRecords, u"1 1"_s},
        {u"response export"_s, Permission::ReadRecords, u"1 1 -o response-out.json"_s},
        {u"intake show"_s, Permission::ReadRecords, u"1"_s},
        {u"allergy list"_s, Permission::ReadRecords, u"1"_s},
        {u"allergy add"_s, Permission::Allergies, u"1 latex"_s},
        {u"allergy none-known"_s, Permission::Allergies, u"1"_s},
        {u"allergy confirm"_s, Permission::Allergies, u"1"_s},
        {u"allergy match"_s, Permission::Allergies, u"1 latex"_s},
        {u"allergy not-relevant"_s, Permission::Decide, u"1 --reason nothing"_s},
        {u"allergy retire"_s, Permission::Allergies, u"1 --reason nothing"_s},
        {u"plan set"_s, Permission::Answers, u"1 plan.json"_s},
        {u"plan show"_s, Permission::ReadRecords, u"1"_s},
        {u"rules list"_s, {}, {}},
        {u"rules sign-off"_s, Permission::SignRuleSet, {}},
        {u"rules own list"_s, {}, {}},
        {u"rules own import"_s, Permission::SignRuleSet, u"plan.json"_s},
        {u"rules own export"_s, {}, u"own.json"_s},
        {u"rules own diff"_s, {}, {}},
        {u"assess"_s, Permission::ReadRecords, u"1"_s},
        {u"assess"_s, Permission::ReadRecords, u"--all"_s},
        {u"assess"_s, Permission::ReadRecords, u"1 -o report.pdf"_s},
        {u"reassess"_s, Permission::ReadRecords, {}},
        {u"reassess seen"_s, Permission::ReadRecords, u"1"_s},
        {u"decide"_s, Permission::Decide, u"1 --all --decision refuse --reason nothing-of-the-kind"_s},
        {u"decide"_s, Permission::AcknowledgeCaution,
         u"1 --all --decision acknowledge --reason nothing-of-the-kind"_s},
        {u"defer date"_s, Permission::ReadRecords, u"1"_s},
        {u"defer add"_s, Permission::Visits, u"2 --until 2099-03-01 --reason away-for-some-months"_s},
        {u"defer list"_s, Permission::Visits, {}},
        {u"defer show"_s, Permission::ReadRecords, u"2"_s},
        {u"defer state"_s, Permission::Visits, u"2 contacted"_s},
        {u"defer note"_s, Permission::ReadRecords, u"2 -o note.pdf"_s},
        {u"antiviral started"_s, Permission::Answers, u"1"_s},
        {u"consent issue"_s, Permission::IssueConsent, u"1 --template microneedling -o sheet.pdf"_s},
        {u"consent issue"_s, Permission::ReadRecords, u"1 --template microneedling --draft -o draft.pdf"_s},
        {u"consent list"_s, Permission::ReadRecords, u"1"_s},
        {u"consent save"_s, Permission::ReadRecords, u"1 -o again.pdf"_s},
        {u"consent verify"_s, Permission::ReadRecords, u"secret"_s},
        {u"consent scan"_s, Permission::IssueConsent, u"secret"_s},
        {u"consent sign-screen"_s, Permission::IssueConsent, u"1 --strokes response.json"_s},
        {u"consent batch"_s, Permission::IssueConsent, {}},
        {u"consent inbox"_s, Permission::IssueConsent, u"scans"_s},
        {u"consent waiting"_s, Permission::ReadRecords, {}},
        {u"consent settle"_s, Permission::IssueConsent, u"1 AAAA-AAAA --page 1"_s},
        {u"consent set-aside"_s, Permission::IssueConsent, u"1 --note nowhere"_s},
        {u"document list"_s, Permission::ReadRecords, u"1"_s},
        {u"document move"_s, Permission::IssueConsent, u"1 --patient 1 --title letter"_s},
        {u"document history"_s, Permission::ReadRecords, u"1"_s},
        {u"document save"_s, Permission::ReadRecords, u"1 -o scan.pdf"_s},
        {u"consent fields"_s, Permission::ReadRecords, u"1"_s},
        {u"consent confirm"_s, Permission::IssueConsent, u"1 --signed 1"_s},
        {u"reaction add"_s, Permission::Sessions, u"1 --words bumps"_s},
        {u"reaction list"_s, Permission::ReadRecords, u"1"_s},
        {u"reaction clear"_s, Permission::Decide, u"1 1 --words flat-and-soft-again"_s},
        {u"form list"_s, {}, {}},
        {u"form show"_s, {}, u"leaflet"_s},
        {u"form compare"_s, {}, u"leaflet"_s},
        {u"form preview"_s, {}, u"leaflet --output leaflet.pdf"_s},
        {u"form draft"_s, Permission::IssueConsent, u"leaflet --file secret"_s},
        {u"form publish"_s, Permission::PublishForms, u"leaflet"_s},
        {u"form retire"_s, Permission::PublishForms, u"leaflet --reason nobody-reads-it"_s},
        {u"consent withdraw"_s, Permission::IssueConsent, u"1 --reason she-said-so"_s},
        {u"journal"_s, Permission::ReadRecords, u"--limit 2"_s},
        {u"journal"_s, Permission::ReadRecords, u"1"_s},
        {u"journal"_s, Permission::ReadRecords, u"--table note --row 1"_s},
        {u"journal export"_s, Permission::Export, u"-o journal.jsonl"_s},
        {u"journal verify"_s, Permission::Visits, u"--head 00000000000000000000"_s},
        {u"journal day"_s, Permission::Visits, {}},
        {u"journal close-day"_s, Permission::Visits, {}},
        {u"verify"_s, {}, {}},
        {u"backup create"_s, Permission::Backup, u"--to ."_s},
        {u"backup list"_s, {}, {}},
        {u"backup places list"_s, {}, {}},
        {u"backup places add"_s, Permission::Backup, u"--name Stick --folder ."_s},
        {u"backup places change"_s, Permission::Backup, u"Stick --note home"_s},
        {u"backup places remove"_s, Permission::Backup, u"Stick"_s},
        {u"backup plan show"_s, {}, {}},
        {u"backup plan set"_s, Permission::Backup, u"--daily never"_s},
        {u"backup nights"_s, {}, {}},
        {u"backup proof"_s, Permission::Backup, u"-o proof.pdf"_s},
        {u"allergy suggest"_s, Permission::ReadRecords, u"latex"_s},
        {u"product list"_s, {}, {}},
        {u"product add"_s, Permission::Products, u"Serum"_s},
        {u"product label"_s, Permission::Products, u"1 Aqua --reason new-label"_s},
        {u"product status"_s, Permission::NeedlingStatus, u"1 banned --evidence seen-in-the-news"_s},
        {u"product substances list"_s, {}, u"latex"_s},
        {u"product substances add"_s, Permission::Products, u"Cacao-Butter"_s},
        {u"lot add"_s, Permission::Products, u"1 --code L-1 --expiry 2090-12-31 --quantity 2"_s},
        {u"lot list"_s, {}, u"1"_s},
        {u"lot import"_s, Permission::Products, u"secret"_s},
        {u"lot export"_s, {}, u"lots.csv"_s},
        {u"precautions show"_s, Permission::ReadRecords, u"1"_s},
        {u"precautions note"_s, Permission::Sessions, u"1 IP-01"_s},
        {u"precautions withdraw"_s, Permission::Sessions, u"1 IP-01"_s},
        {u"session list"_s, Permission::ReadRecords, u"1"_s},
        {u"recall list"_s, Permission::ReadRecords, {}},
        {u"recall find"_s, Permission::ReadRecords, u"--product 1"_s},
        {u"retention list"_s, Permission::Retention, {}},
        {u"retention held"_s, Permission::Retention, {}},
        {u"destroy list"_s, Permission::Retention, {}},
        {u"destroy wipe"_s, Permission::Destroy, {}},
        {u"incident list"_s, Permission::Retention, {}},
        {u"export sqlite"_s, Permission::Export, u"-o plain.sqlite"_s},
    };
    return table;
}

/// Those that ask nobody who they are: they make a file, or open one by its own key. And those whose act needs a record or a
/// second person that this clinic has not: tests/core/privacy tries them. tests/core/roles tries the other acts on
/// products, sessions and recalls.
const QStringList &verbsTriedElsewhere()
{
    static const QStringList verbs{u"init"_s,           u"demo"_s,          u"backup check"_s,  u"restore"_s,
                                   u"retention show"_s, u"retention hold"_s, u"retention release"_s, u"destroy run"_s,
                                   u"destroy print"_s,  u"destroy find"_s,  u"incident add"_s,  u"incident affected"_s,
                                   u"incident told"_s,  u"export patient"_s, u"salvage"_s,       u"salvage backups"_s,
                                   u"product show"_s,   u"product check"_s,  u"product export"_s, u"product import"_s,
                                   u"product device"_s, u"product state"_s,  u"product acknowledge-label"_s,
                                   u"product substances import"_s, u"lot open"_s, u"lot finish"_s, u"lot state"_s, u"lot scan"_s,
                                   u"session record"_s, u"recall begin"_s,   u"recall show"_s,    u"recall state"_s,
                                   u"recall letters"_s, u"recall end"_s,     u"form parts"_s,    u"form check"_s, u"questionnaire check"_s};
    return verbs;
}

/// The verbs that dermis-cli offers, those with verbs of their own also by themselves.
QStringList offeredVerbs(const QString &folder, const QString &above = {})
{
    const QByteArray help = test::shell(u"dermis-cli %1 --help"_s.arg(above), folder).out;
    const QString list = QString::fromUtf8(help).section(u"\nSubcommands:\n"_s, 1);
    static const QRegularExpression name(u"^  ([a-z][a-z-]*)"_s, QRegularExpression::MultilineOption);
    QStringList verbs;
    for (auto found = name.globalMatch(list); found.hasNext();) {
        const QString verb = QString(above + u' ' + found.next().captured(1)).trimmed();
        verbs << verb << offeredVerbs(folder, verb);
    }
    return verbs;
}

/// A small clinic with one person for each role, and one with two.
struct Practice
{
    Practice()
    {
        run(u"demo --plain --patients 12 --seed 7 --day 2026-03-02"_s);
        run(u"user change 1 --roles dermatologist,owner --name Both"_s);
        run(u"user change 2 --name Nurse"_s);
        run(u"user change 3 --name Reception"_s);
        run(u"user add --name Doctor --roles dermatologist --user Both"_s);
        run(u"user add --name Owner --roles owner --user Both"_s);
        run(u"user add --name Mix --roles nurse,owner --user Both"_s);
        write(u"secret"_s, "four words nobody guesses\n");
        write(u"plan.json"_s, R"({"zones": [{"zone": "chin", "target": "acne-scar", "depthMm": 1.0}]})");
        write(u"response.json"_s,
              R"({"resourceType": "QuestionnaireResponse", "status": "completed", "item": []})");
    }
    void run(const QString &words)
    {
        const auto ended = test::shell(u"dermis-cli %1 --clinic clinic.dermis"_s.arg(words), folder.path());
        INFO(words.toStdString() << ended.err.toStdString());
        REQUIRE(ended.exitCode == 0);
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    test::Ended as(const QString &person, const VerbRow &row) const
    {
        return test::shell(
            u"dermis-cli %1 %2 --clinic clinic.dermis --user %3"_s.arg(row.verb, row.arguments, person),
            folder.path());
    }

    QTemporaryDir folder;
};

} // namespace

TEST_CASE("every verb is allowed to exactly the roles that the table of permissions names", "[acceptance]")
{
    const Practice practice;
    const QList<std::pair<QString, Roles>> people{{u"Reception"_s, Role::Reception},
                                                  {u"Nurse"_s, Role::Nurse},
                                                  {u"Owner"_s, Role::Owner},
                                                  {u"Doctor"_s, Role::Dermatologist},
                                                  {u"Mix"_s, Role::Nurse | Role::Owner}};
    for (const VerbRow &row : verbTable()) {
        auto order = people; // who may not first: what the others do may take away what it is done to
        const auto mayDo = [&](const auto &person) { return !row.needs || may(person.second, *row.needs); };
        std::stable_partition(order.begin(), order.end(), [&](const auto &person) { return !mayDo(person); });
        for (const auto &person : order) {
            const test::Ended ended = practice.as(person.first, row);
            INFO(row.verb.toStdString() << ' ' << row.arguments.toStdString() << " as " << person.first.toStdString());
            INFO(ended.err.toStdString());
            const bool refused = QString::fromUtf8(ended.err).contains(u" may be done by: "_s);
            CHECK(refused == !mayDo(person));
            CHECK((!refused || ended.exitCode == 4));
            CHECK(ended.exitCode != 2); // the arguments are understood
            CHECK(ended.exitCode >= 0);
            if (refused && row.needs)
                CHECK(QString::fromUtf8(ended.err).contains(permissionName(*row.needs) + u" may be done by: "_s));
        }
    }
}

TEST_CASE("no verb is missing from the matrix of roles", "[acceptance]")
{
    const QTemporaryDir folder;
    QSet<QString> known(verbsTriedElsewhere().begin(), verbsTriedElsewhere().end());
    for (const VerbRow &row : verbTable())
        known << row.verb;
    const QStringList offered = offeredVerbs(folder.path());
    CHECK(offered.size() > 50);
    for (const QString &verb : offered) {
        const bool isGroup = std::any_of(offered.begin(), offered.end(),
                                         [&](const QString &other) { return other.startsWith(verb + u' '); });
        INFO(verb.toStdString());
        CHECK((known.contains(verb) || isGroup));
    }
}
