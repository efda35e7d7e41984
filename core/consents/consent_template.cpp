#include "core/consents/consent_template.h"

#include "core/storage/documents.h"
#include "core/storage/transaction.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString folder = u":/dermis/consents"_s;

ConsentTemplate templateFromRow(const Statement &row)
{
    return {TemplateId(row.integer(0)),       row.text(1), row.text(2),
            static_cast<int>(row.integer(3)), row.text(4), row.text(5)};
}

Result<QList<ConsentTemplate>> templatesWhere(Database &database, const QString &condition,
                                              const QStringList &values)
{
    auto select = TRY(database.prepare(
        u"SELECT id, name, language, version, text, digest FROM consent_template "_s + condition));
    for (const QString &value : values)
        select.add(value);
    TRY(select.run());
    QList<ConsentTemplate> templates;
    while (TRY(select.next()))
        templates << templateFromRow(select);
    return templates;
}

Result<std::optional<ConsentTemplate>> newest(Database &database, const QString &name,
                                              const QString &language)
{
    const auto templates = TRY(templatesWhere(
        database, u"WHERE name = ? AND language = ? ORDER BY version DESC LIMIT 1"_s, {name, language}));
    return templates.isEmpty() ? std::nullopt : std::optional(templates.first());
}

/// What the program ships; file names are `name.language.md`.
Result<QList<ConsentTemplate>> shippedTemplates()
{
    QList<ConsentTemplate> templates;
    for (const QString &fileName : QDir(folder).entryList({u"*.md"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder + u'/' + fileName);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io,
                        u"the consent text %1 cannot be read; install Dermis again"_s.arg(fileName));
        const QByteArray text = file.readAll();
        templates << ConsentTemplate{{},
                                     fileName.section(u'.', 0, 0),
                                     fileName.section(u'.', 1, 1),
                                     1,
                                     QString::fromUtf8(text),
                                     documentDigest(text)};
    }
    return templates;
}

Result<> ensureTemplate(Transaction &transaction, const ConsentTemplate &shipped)
{
    const auto kept = TRY(newest(transaction.database(), shipped.name, shipped.language));
    if (kept && kept->digest == shipped.digest)
        return {};
    TRY(transaction.insert(u"consent_template"_s, {{u"name"_s, shipped.name},
                                                   {u"language"_s, shipped.language},
                                                   {u"version"_s, kept ? kept->version + 1 : shipped.version},
                                                   {u"text"_s, shipped.text},
                                                   {u"digest"_s, shipped.digest}}));
    return {};
}

} // namespace

Result<bool> hasShippedTemplates(Database &database)
{
    for (const ConsentTemplate &shipped : TRY(shippedTemplates())) {
        const auto kept = TRY(newest(database, shipped.name, shipped.language));
        if (!kept || kept->digest != shipped.digest)
            return false;
    }
    return true;
}

Result<> ensureShippedTemplates(Transaction &transaction)
{
    for (const ConsentTemplate &shipped : TRY(shippedTemplates()))
        TRY(ensureTemplate(transaction, shipped));
    return {};
}

Result<QList<ConsentTemplate>> consentTemplates(Database &database)
{
    return templatesWhere(database, u"ORDER BY name, language, version"_s, {});
}

Result<ConsentTemplate> consentTemplate(Database &database, const QString &name, const QString &language)
{
    const auto found = TRY(newest(database, name, language));
    if (found)
        return *found;
    QStringList known;
    for (const ConsentTemplate &form : TRY(consentTemplates(database)))
        known << form.name + u'.' + form.language;
    known.removeDuplicates();
    return fail(ErrorCode::NotFound,
                u"there is no consent template \"%1\" in language \"%2\"; there are: %3"_s.arg(
                    name, language, known.join(u", "_s)));
}

} // namespace dermis
