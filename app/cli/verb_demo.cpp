#include "app/cli/new_lock.h"
#include "app/cli/verbs.h"
#include "core/access/permissions.h"
#include "core/clinic/demo.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    qint64 patients = 200;
    quint64 seed = 1;
    std::string day;
    LockOptions lock;
};

Result<Answer> make(const Command &command, const Options &options)
{
    const NewLock lock = TRY(newLock(options.lock, demoPassword.toString()));
    DemoOptions demo{options.patients, options.seed, command.today(), lock.password, lock.derivation};
    if (!options.day.empty())
        demo.today = TRY(dateOption(options.day, u"--day"_s));
    const DemoReport report = TRY(makeDemoClinic(command.clinicPath(), demo));
    QStringList lines{u"%1 is ready: a clinic of invented people."_s.arg(command.clinicPath())};
    QJsonObject rows;
    for (const auto &[table, count] : report.rows) {
        lines << u"%1  %2"_s.arg(count, 9).arg(table);
        rows.insert(table, count);
    }
    lines << u"Who works there:"_s;
    QJsonArray people;
    for (const Staff &person : report.people) {
        lines << u"  %1 (%2)"_s.arg(person.name, rolesToText(person.roles).replace(u' ', u", "_s));
        people << QJsonObject{{u"name"_s, person.name}, {u"roles"_s, QJsonArray::fromStringList(rolesToText(person.roles).split(u' '))}};
    }
    QJsonObject json{{u"clinic"_s, command.clinicPath()}, {u"people"_s, people}, {u"encrypted"_s, !lock.password.isEmpty()}};
    if (lock.password == demoPassword) {
        lines << u"Everybody's password: %1"_s.arg(lock.password);
        json.insert(u"password"_s, lock.password);
    }
    json.insert(u"rows"_s, rows);
    return Answer{lines.join(u'\n'), json};
}

} // namespace

void addDemoVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("demo", "Make a clinic of invented people");
    auto options = std::make_shared<Options>();
    command.addFileOptions(*verb);
    verb->add_option("--patients", options->patients, "How many")->check(CLI::Range(1, 10000000))->capture_default_str();
    verb->add_option("--seed", options->seed, "The same seed gives the same clinic")->capture_default_str();
    verb->add_option("--day", options->day, "The day it is shown on; today when left out");
    options->lock.addTo(*verb);
    command.onCall(*verb, [&command, options] { return make(command, *options); });
}

} // namespace dermis::cli
