#pragma once

#include "core/base/id.h"
#include "core/base/result.h"

#include <QList>
#include <QString>

namespace dermis {

class Database;
class Transaction;

/// One version of a consent text: Markdown with mustache fields; never changed once kept.
struct ConsentTemplate
{
    TemplateId id;
    QString name;     ///< for example "microneedling"
    QString language; ///< ISO 639-1, for example "en"
    int version = 0;
    QString text;
    QString digest; ///< SHA-256 of the text in UTF-8, lower-case hex
    bool operator==(const ConsentTemplate &) const = default;
};

/// Whether the newest kept versions are those that the program carries.
Result<bool> hasShippedTemplates(Database &database);
/// Keeps each template the program carries as a new version, unless its newest kept version has the same
/// text.
Result<> ensureShippedTemplates(Transaction &transaction);
/// Every version kept, by name, language and version.
Result<QList<ConsentTemplate>> consentTemplates(Database &database);
/// The newest version of a template; NotFound names what is missing and what there is.
Result<ConsentTemplate> consentTemplate(Database &database, const QString &name, const QString &language);

} // namespace dermis
