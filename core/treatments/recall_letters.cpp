#include "core/treatments/recall_letters.h"

#include "core/access/permissions.h"
#include "core/access/practice.h"
#include "core/consents/merge.h"
#include "core/consents/sheet_start.h"
#include "core/patients/patient_repository.h"
#include "core/products/product_repository.h"
#include "core/storage/documents.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// What was used, as the patient may read it.
Result<QString> thing(Database &database, const RecallScope &scope)
{
    const Product of = TRY(product(database, scope.product));
    if (scope.lot.isNull())
        return of.title();
    const Lot delivery = TRY(lot(database, scope.lot));
    return u"%1, lot %2"_s.arg(of.title(), delivery.code);
}

QString whenUsed(const ExposedPatient &patient)
{
    if (patient.firstUse == patient.lastUse)
        return u"on %1"_s.arg(sheetDay(patient.firstUse));
    return u"in %1 treatments between %2 and %3"_s.arg(QString::number(patient.sessions), sheetDay(patient.firstUse),
                                                      sheetDay(patient.lastUse));
}

QString bodyOf(const Patient &person, const ExposedPatient &exposed, const QString &used, const QString &words)
{
    const QStringList paragraphs{
        u"# About your treatment"_s,
        u"[[patient]]"_s,
        u"Dear %1"_s.arg(markdownEscaped(person.fullName())),
        u"We used this in your microneedling treatment %1: **%2**."_s.arg(whenUsed(exposed), markdownEscaped(used)),
        markdownEscaped(words),
        u"Please call us, so that we can talk about it."_s,
    };
    return paragraphs.join(u"\n\n"_s);
}

bool isToBeWritten(const RecalledPatient &one)
{
    return one.state != RecallState::Reached && one.state != RecallState::Seen;
}

} // namespace

Result<QList<SheetContent>> recallLetters(Database &database, const Actor &actor, const QDateTime &now, RecallId recall,
                                          const QString &words)
{
    TRY(require(actor, Permission::IssueConsent));
    const Recall of = TRY(dermis::recall(database, actor, recall));
    if (!of.isOpen())
        return fail(ErrorCode::Conflict, u"recall %1 has ended"_s.arg(recall.toString()));
    if (of.isDrill)
        return fail(ErrorCode::InvalidInput, u"this is a drill: nobody is written to"_s);
    const QString said = words.trimmed();
    if (said.isEmpty())
        return fail(ErrorCode::InvalidInput, u"write what the patients are to be told"_s);
    const QString used = TRY(thing(database, of.scope));
    const Practice letterhead = TRY(practice(database));
    QByteArray logo;
    if (!letterhead.logoDigest.isEmpty())
        logo = TRY(document(database, letterhead.logoDigest));
    QList<SheetContent> letters;
    for (const RecalledPatient &one : TRY(recalledPatients(database, actor, recall))) {
        if (!isToBeWritten(one))
            continue;
        const Patient person = TRY(patient(database, one.patient.id));
        SheetContent letter = startSheet(letterhead, logo, person, now);
        letter.kind = SheetKind::Extract;
        letter.title = u"About your treatment"_s;
        letter.patientBlock = identityLines(person, now);
        letter.body = bodyOf(person, one.patient, used, said);
        letters << letter;
    }
    if (letters.isEmpty())
        return fail(ErrorCode::InvalidInput, u"everybody was reached; there is nobody to write to"_s);
    return letters;
}

} // namespace dermis
