#include "app/cli/command.h"

#include "app/cli/terminal.h"
#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/clinic/clinic.h"
#include "core/clinic/sign_in.h"
#include "core/vault/vault.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

void print(std::FILE *stream, const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stream);
    std::fputc('\n', stream);
}

/// What to do when the file itself stands in the way; nothing where the detail says it.
QString advice(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Busy:
        return u"Another program is writing to the clinic; try again in a moment."_s;
    case ErrorCode::DiskFull:
        return u"Free some space and try again; nothing was changed."_s;
    case ErrorCode::Storage:
        return u"The disk may be full or failing; nothing was changed."_s;
    case ErrorCode::Damaged:
        return u"Keep the file as it is. dermis-cli salvage brings what can be read into a new file, with --backup what a backup "
               "has as well; dermis-cli verify checks it again."_s;
    default:
        return {};
    }
}

/// Before the answer, so that nobody takes it for the whole record.
void tellDamage(const QString &path, const Damage &damage)
{
    const QString place = placeOf(damage);
    print(stderr, u"dermis-cli: %1 is damaged: %2%3.\nIt is only read, and what can be read is shown; nothing is written to it.\n%4"_s
                      .arg(path, place.isEmpty() ? QString() : place + u": "_s, damage.detail, advice(ErrorCode::Damaged))
                      .toUtf8());
}

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented).trimmed();
}

} // namespace

Exit exitFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotReady:
        return Exit::No;
    case ErrorCode::NotFound:
    case ErrorCode::InvalidInput:
    case ErrorCode::Conflict:
    case ErrorCode::Io:
        return Exit::BadInput;
    case ErrorCode::NotAllowed:
    case ErrorCode::Locked:
        return Exit::NotAllowed;
    case ErrorCode::Storage:
    case ErrorCode::DiskFull:
    case ErrorCode::ReadOnly:
    case ErrorCode::Busy:
    case ErrorCode::Damaged:
    case ErrorCode::NewerVersion:
    case ErrorCode::Crypto:
    case ErrorCode::Cancelled:
        return Exit::File;
    }
    return Exit::File;
}

void Command::addOptions(CLI::App &verb)
{
    addFileOptions(verb);
    addPerson(verb);
}

void Command::addPersonOptions(CLI::App &verb)
{
    addJson(verb);
    addPerson(verb);
}

void Command::addOptionsWithoutClinic(CLI::App &verb)
{
    addOptions(verb);
    m_onClinic.erase(&verb);
}

void Command::addPerson(CLI::App &verb)
{
    verb.add_option("--user", m_user, "Who acts: a name or staff number; DERMIS_USER stands in for it");
    verb.add_option("--password-file", m_passwordFile,
                    "The file with that person's password, - for standard input; DERMIS_PASSWORD_FILE stands in for it");
}

void Command::addClinicOption(CLI::App &verb)
{
    verb.add_option("--clinic", m_clinic, "The clinic file; DERMIS_CLINIC stands in for it");
}

void Command::addFileOptions(CLI::App &verb)
{
    addClinicOption(verb);
    m_onClinic.insert(&verb);
    addJson(verb);
}

void Command::addJson(CLI::App &verb)
{
    verb.add_flag("--json", m_json, "Answer as JSON");
}

void Command::onCall(CLI::App &verb, std::function<Result<Answer>()> action)
{
    verb.callback([this, &verb, action = std::move(action)] {
        if (!verb.get_subcommands().empty())
            return;
        m_needsClinic = m_onClinic.contains(&verb);
        m_action = action;
    });
}

int Command::run() const
{
    if (m_needsClinic && clinicPath().isEmpty()) {
        print(stderr, "dermis-cli: say which clinic with --clinic FILE, or set DERMIS_CLINIC");
        return static_cast<int>(Exit::Usage);
    }
    const auto answer = m_action();
    if (!answer)
        return tell(answer.error());
    if (m_json && !answer->document.isEmpty())
        print(stdout, answer->document);
    else if (m_json && !answer->json.isEmpty())
        print(stdout, toJson(answer->json));
    else if (!answer->text.isEmpty())
        print(stdout, answer->text.toUtf8());
    if (std::fflush(stdout) != 0) {
        print(stderr, "dermis-cli: the answer could not be written");
        return static_cast<int>(Exit::BadInput);
    }
    return static_cast<int>(answer->exit);
}

int Command::tell(const Error &error) const
{
    QString detail = error.detail;
    if (const QString toDo = advice(error.code); m_needsClinic && !toDo.isEmpty())
        detail = u"%1: %2. %3"_s.arg(clinicPath(), detail, toDo);
    if (m_json)
        print(stdout, toJson({{u"error"_s, QJsonObject{{u"code"_s, errorCodeName(error.code)}, {u"detail"_s, detail}}}}));
    print(stderr, "dermis-cli: " + detail.toUtf8());
    return static_cast<int>(exitFor(error.code));
}

QString Command::clinicPath() const
{
    return optionOr(m_clinic, "DERMIS_CLINIC");
}

QString Command::user() const
{
    return optionOr(m_user, "DERMIS_USER");
}

Result<std::unique_ptr<Database>> Command::openClinic(bool readOnly) const
{
    const ClinicForm form = clinicForm(clinicPath());
    const bool isEncrypted =
        form == ClinicForm::Vault || (form == ClinicForm::Unreadable && !user().isEmpty());
    const QString password = isEncrypted ? TRY(askedPassword(clinicPath())) : QString();
    auto opened = isEncrypted ? signIn(password, readOnly)
                              : dermis::openClinic(clinicPath(), now(), {.create = false, .readOnly = readOnly});
    if (!opened && opened.error().code == ErrorCode::Io)
        return fail(ErrorCode::Damaged, opened.error().detail);
    if (opened && (*opened)->damage())
        tellDamage(clinicPath(), *(*opened)->damage());
    return opened;
}

Result<QString> Command::askedPassword(const QString &file) const
{
    const QString passwordFile = optionOr(m_passwordFile, "DERMIS_PASSWORD_FILE");
    if (user().isEmpty() || passwordFile.isEmpty())
        return fail(ErrorCode::Locked, u"%1 is encrypted; say who you are with --user and --password-file"_s.arg(file));
    return readPassword(passwordFile.toStdString());
}

Result<std::unique_ptr<Database>> Command::signIn(const QString &password, bool readOnly) const
{
    SignedIn signedIn = TRY(dermis::signIn(clinicPath(), user(), password, now(), {.create = false, .readOnly = readOnly}));
    m_signedIn = signedIn.person.id;
    m_password = password;
    return std::move(signedIn.database);
}

Result<Actor> Command::actor(Database &database) const
{
    if (!m_signedIn.isNull())
        return TRY(staffMember(database, m_signedIn)).actor();
    if (!user().isEmpty())
        return TRY(staffNamed(database, user())).actor();
    if (const auto doctor = onlyDermatologist(database))
        return doctor->actor();
    for (const Staff &staff : TRY(allStaff(database))) {
        if (staff.active && staff.roles.testFlag(Role::Owner))
            return staff.actor();
    }
    return fail(ErrorCode::InvalidInput, u"say who acts with --user"_s);
}

Result<Actor> Command::reader(Database &database) const
{
    Actor reading = TRY(actor(database));
    TRY(require(reading, Permission::ReadRecords));
    return reading;
}

Result<Actor> Command::doctor(Database &database) const
{
    if (!m_signedIn.isNull() || !user().isEmpty())
        return actor(database);
    return TRY(onlyDermatologist(database)).actor();
}

QString optionOr(const std::string &given, const char *environmentVariable)
{
    return given.empty() ? qEnvironmentVariable(environmentVariable) : text(given);
}

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

Result<QDate> dateOption(const std::string &value, const QString &option)
{
    const QDate date = QDate::fromString(text(value), Qt::ISODate);
    if (!date.isValid() || value.size() != 10)
        return fail(ErrorCode::InvalidInput,
                    u"%1: \"%2\" is not a date; write it like 2026-03-02"_s.arg(option, text(value)));
    return date;
}

Result<QByteArray> readFile(const std::string &path)
{
    QFile file(text(path));
    const bool opened = path == "-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return fail(ErrorCode::Io, u"%1 could not be read: %2"_s.arg(text(path), file.errorString()));
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, u"%1 could not be read: %2"_s.arg(text(path), file.errorString()));
    return bytes;
}

Result<QJsonObject> readJsonObject(const std::string &path)
{
    const QByteArray bytes = TRY(readFile(path));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError)
        return fail(ErrorCode::InvalidInput,
                    u"%1 is not JSON: %2 at byte %3"_s.arg(text(path), problem.errorString()).arg(problem.offset));
    if (!document.isObject())
        return fail(ErrorCode::InvalidInput, u"%1: a JSON object is expected, like {...}"_s.arg(text(path)));
    return document.object();
}

Result<QString> readPassword(const std::string &path)
{
    if (path == "-" && isTerminal())
        return askSecret(u"Password: "_s);
    const QByteArray bytes = TRY(readFile(path));
    const QString password = QString::fromUtf8(bytes.left(bytes.indexOf('\n'))).remove(u'\r');
    if (password.isEmpty())
        return fail(ErrorCode::InvalidInput, u"%1 has no password in its first line"_s.arg(text(path)));
    return password;
}

Result<> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1 could not be written: %2"_s.arg(path, file.errorString()));
    return {};
}

Result<> writeSheet(const std::string &path, const QByteArray &pdf)
{
    if (path != "-")
        return writeFile(text(path), pdf);
    const auto size = static_cast<size_t>(pdf.size());
    if (std::fwrite(pdf.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0)
        return fail(ErrorCode::Io, u"the sheet could not be written to standard output"_s);
    return {};
}

} // namespace dermis::cli
