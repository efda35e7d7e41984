#include "core/questionnaires/questionnaire_repository.h"

#include "core/base/clock.h"
#include "core/storage/transaction.h"

#include <QDir>
#include <QFile>
#include <QMutex>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Parsed forms by their content: a form never changes, so that one is as good for every clinic file.
Result<Questionnaire> parsed(const QByteArray &content)
{
    static QMutex mutex;
    static QHash<QByteArray, Questionnaire> known;
    const QMutexLocker locker(&mutex);
    if (const auto found = known.constFind(content); found != known.constEnd())
        return *found;
    const Questionnaire questionnaire = TRY(Questionnaire::fromJson(content));
    known.insert(content, questionnaire);
    return questionnaire;
}

Result<std::optional<std::pair<QuestionnaireId, QByteArray>>>
findVersion(Database &database, const QString &url, const QString &version)
{
    auto select = TRY(
        database.prepare(u"SELECT id, content FROM questionnaire WHERE url = :url AND version = :version"_s));
    select.bind(u":url"_s, url).bind(u":version"_s, version);
    TRY(select.run());
    if (!TRY(select.next()))
        return std::nullopt;
    return std::pair(QuestionnaireId(select.integer(0)), select.bytes(1));
}

Result<QList<QByteArray>> shippedForms()
{
    const QDir folder(u":/dermis/questionnaires"_s);
    QList<QByteArray> forms;
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, u"the form %1 of the program cannot be read"_s.arg(name));
        forms << file.readAll();
    }
    return forms;
}

/// Whether a form of that url and version is kept, perhaps the practice's own: then that one stays.
Result<bool> isAddressTaken(Database &database, const QByteArray &content)
{
    const Questionnaire form = TRY(parsed(content));
    return TRY(findVersion(database, form.url(), form.version().isNull() ? u""_s : form.version())).has_value();
}

QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace

QString intakeUrl()
{
    return u"https://dermis.example/Questionnaire/microneedling-intake"_s;
}

Result<QuestionnaireId> insertQuestionnaire(Transaction &transaction, const Questionnaire &questionnaire)
{
    if (questionnaire.url().isEmpty())
        return fail(ErrorCode::InvalidInput, u"a form needs a url to be kept"_s);
    const QString version = notNull(questionnaire.version());
    if (const auto there = TRY(findVersion(transaction.database(), questionnaire.url(), version))) {
        if (there->second != questionnaire.json())
            return fail(ErrorCode::Conflict,
                        u"the form %1 is kept already with other content; give yours a new version"_s.arg(
                            questionnaire.canonical()));
        return there->first;
    }
    return QuestionnaireId(
        TRY(transaction.insert(u"questionnaire"_s, {{u"url"_s, questionnaire.url()},
                                                    {u"version"_s, version},
                                                    {u"title"_s, notNull(questionnaire.title())},
                                                    {u"content"_s, QString::fromUtf8(questionnaire.json())},
                                                    {u"added_at"_s, toIsoUtc(transaction.now())}})));
}

Result<Questionnaire> shippedQuestionnaire(const QString &url)
{
    const QList<QByteArray> forms = TRY(shippedForms());
    for (const QByteArray &content : forms) {
        const Questionnaire form = TRY(parsed(content));
        if (form.url() == url)
            return form;
    }
    return fail(ErrorCode::NotFound, u"the program ships no form %1"_s.arg(url));
}

Result<bool> hasShippedQuestionnaires(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT 1 FROM questionnaire WHERE content = ?"_s));
    const QList<QByteArray> forms = TRY(shippedForms());
    for (const QByteArray &content : forms) {
        TRY(select.add(QString::fromUtf8(content)).run());
        if (!TRY(select.next()) && !TRY(isAddressTaken(database, content)))
            return false;
    }
    return true;
}

Result<> ensureShippedQuestionnaires(Transaction &transaction)
{
    const QList<QByteArray> forms = TRY(shippedForms());
    for (const QByteArray &content : forms) {
        const Questionnaire questionnaire = TRY(parsed(content));
        if (!TRY(isAddressTaken(transaction.database(), content)))
            TRY(insertQuestionnaire(transaction, questionnaire));
    }
    return {};
}

Result<QList<QuestionnaireEntry>> questionnaires(Database &database)
{
    auto select =
        TRY(database.prepare(u"SELECT id, url, version, title, added_at FROM questionnaire ORDER BY id"_s));
    TRY(select.run());
    QList<QuestionnaireEntry> entries;
    while (TRY(select.next()))
        entries << QuestionnaireEntry{QuestionnaireId(select.integer(0)), select.text(1), select.text(2),
                                      select.text(3), select.dateTime(4)};
    return entries;
}

Result<Questionnaire> questionnaire(Database &database, QuestionnaireId id)
{
    auto select = TRY(database.prepare(u"SELECT content FROM questionnaire WHERE id = :id"_s));
    select.bind(u":id"_s, id.value());
    TRY(select.run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no form %1"_s.arg(id.toString()));
    return parsed(select.bytes(0));
}

Result<StoredQuestionnaire> currentQuestionnaire(Database &database, const QString &url)
{
    // What somebody here decided stands; else the newest that came with the program.
    auto select = TRY(database.prepare(
        u"SELECT q.id, q.content FROM questionnaire q LEFT JOIN questionnaire_state s ON s.questionnaire_id = q.id "
        "WHERE q.url = :url AND (s.state = 'active' OR (s.state IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM questionnaire_state d WHERE d.url = q.url AND d.state <> 'kept'))) ORDER BY q.id DESC LIMIT 1"_s));
    select.bind(u":url"_s, url);
    TRY(select.run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no form %1"_s.arg(url));
    const QuestionnaireId id(select.integer(0));
    const Questionnaire form = TRY(parsed(select.bytes(1)));
    return StoredQuestionnaire{id, form};
}

} // namespace dermis
