#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/storage/actor.h"
#include "core/storage/database.h"

#include <CLI/CLI.hpp>

#include <QJsonObject>
#include <QString>

#include <functional>
#include <memory>
#include <set>
#include <string>

namespace dermis::cli {

/// How the program ends (docs/cli.md).
enum class Exit { Done = 0, No = 1, Usage = 2, BadInput = 3, NotAllowed = 4, File = 5 };

/// The exit code that an error of core stands for.
Exit exitFor(ErrorCode code);

/// What a verb says: text for people, an object for programs.
struct Answer {
    QString text;
    QJsonObject json;
    Exit exit = Exit::Done;
    QByteArray document = {}; ///< JSON to be printed byte by byte instead: numbers stay as they were written
};

/// The options every verb shares, and the action the command line chose.
class Command
{
public:
    /// Adds --clinic, --json, and who acts: --user and --password-file.
    void addOptions(CLI::App &verb);
    /// Adds --user and --password-file alone, and --json, to a verb on a file that is no clinic.
    void addPersonOptions(CLI::App &verb);
    /// Adds all of them to a verb that can do without a clinic.
    void addOptionsWithoutClinic(CLI::App &verb);
    /// Adds --clinic and --json to a verb that makes a file.
    void addFileOptions(CLI::App &verb);
    /// Adds --clinic alone, to a verb that does not always need it.
    void addClinicOption(CLI::App &verb);
    /// Adds --json alone, for what needs no clinic.
    void addJson(CLI::App &verb);
    /// Runs `action` when the verb is the one called, and none of its own verbs.
    void onCall(CLI::App &verb, std::function<Result<Answer>()> action);
    /// Does what was asked for; prints and gives the exit code.
    int run() const;

    QString clinicPath() const;
    bool isJson() const { return m_json; }
    /// Opens the clinic named by --clinic (or DERMIS_CLINIC); an encrypted one with --user and --password-file (or DERMIS_USER
    /// and DERMIS_PASSWORD_FILE).
    Result<std::unique_ptr<Database>> openClinic(bool readOnly = false) const;
    /// Whoever signed in; in a plain clinic --user, else DERMIS_USER, else the only dermatologist, else the first owner.
    Result<Actor> actor(Database &database) const;
    /// The password that opened the clinic, for an act that asks for it again; empty in a plain clinic.
    const QString &password() const { return m_password; }
    /// actor(), who must be allowed to read records.
    Result<Actor> reader(Database &database) const;
    /// --user, else DERMIS_USER, else the only dermatologist.
    Result<Actor> doctor(Database &database) const;
    /// --user, else DERMIS_USER; may be empty.
    QString user() const;
    /// What stands in --password-file, else DERMIS_PASSWORD_FILE, for opening that file; Locked when nobody is named.
    Result<QString> askedPassword(const QString &file) const;
    const Clock &clock() const { return m_clock; }
    QDateTime now() const { return m_clock.now(); }
    QDate today() const { return m_clock.today(); }

private:
    void addPerson(CLI::App &verb);
    int tell(const Error &error) const;
    Result<std::unique_ptr<Database>> signIn(const QString &password, bool readOnly) const;

    SystemClock m_clock;
    std::string m_clinic;
    std::string m_user;
    std::string m_passwordFile;
    std::set<const CLI::App *> m_onClinic; // verbs that need the file
    mutable QString m_password;
    mutable StaffId m_signedIn; // whose password opened the clinic
    bool m_json = false;
    bool m_needsClinic = false;
    std::function<Result<Answer>()> m_action;
};

/// What an option was given, else the environment's; CLI11's own way lets the environment of one verb overwrite another's
/// option.
QString optionOr(const std::string &given, const char *environmentVariable);
/// CLI11 hands over UTF-8.
QString text(const std::string &utf8);
/// A date written 2026-03-02; InvalidInput names the option.
Result<QDate> dateOption(const std::string &value, const QString &option);
/// A file's bytes; "-" is standard input.
Result<QByteArray> readFile(const std::string &path);
/// A file's JSON object; InvalidInput names the file and the place.
Result<QJsonObject> readJsonObject(const std::string &path);
/// A password from a file's first line, or with "-" from standard input's.
Result<QString> readPassword(const std::string &path);
/// Writes bytes whole or not at all.
Result<> writeFile(const QString &path, const QByteArray &bytes);
/// The same to a file, or with "-" to standard output, for a pipe to the printer.
Result<> writeSheet(const std::string &path, const QByteArray &pdf);

} // namespace dermis::cli
