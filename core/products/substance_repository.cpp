#include "core/products/substance_repository.h"

#include "core/access/permissions.h"
#include "core/base/csv.h"
#include "core/base/text_folding.h"
#include "core/products/ingredient_list.h"
#include "core/products/substance_reader.h"
#include "core/storage/transaction.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString addedByPractice = u"[P] added by the practice"_s;
// domain.md §3.6 needs the names; the list says nothing about allergy.
const QString cosIng = u"[E01]"_s;

QString originName(Substance::Origin origin)
{
    return origin == Substance::Origin::CosIng ? u"cosing"_s : u"clinic"_s;
}

Result<> insertSubstance(Transaction &transaction, const Substance &substance)
{
    const Row row{{u"key"_s, substance.key},
                  {u"origin"_s, originName(substance.origin)},
                  {u"body"_s, QString::fromUtf8(
                                  QJsonDocument(substanceToJson(substance)).toJson(QJsonDocument::Compact))}};
    TRY(transaction.insert(u"clinic_substance"_s, row));
    return {};
}

QString keyFrom(const QString &prefix, const QString &name)
{
    return prefix + folded(name).replace(u' ', u'-');
}

/// The names in one cell: "A / B", "A; B", "A, B" or a line for each; a slash inside "Leaf/Twig Oil" does not
/// separate.
QStringList namesIn(QString cell)
{
    static const QRegularExpression between(u"\\s+/\\s*|\\s*/\\s+|;|\\n|,\\s+(?=[A-Za-z])"_s);
    static const QRegularExpression footnotes(u"\\s*\\((?:\\d+|and|nano)\\)"_s,
                                              QRegularExpression::CaseInsensitiveOption);
    cell.remove(QChar(QChar::SoftHyphen));
    if (cell == cell.toUpper())
        cell.replace(u'/', u" / "_s);
    QStringList names;
    for (QString name : cell.split(between, Qt::SkipEmptyParts)) {
        name = name.remove(footnotes).simplified();
        if (!folded(name).isEmpty())
            names << name;
    }
    return names;
}

} // namespace

Result<SubstanceCatalogue> substances(Database &database)
{
    SubstanceCatalogue catalogue = SubstanceCatalogue::shipped();
    auto select = TRY(database.prepare(u"SELECT body, origin FROM clinic_substance ORDER BY id"_s));
    TRY(select.run());
    while (TRY(select.next())) {
        Substance substance = TRY(substanceFromJson(QJsonDocument::fromJson(select.bytes(0)).object()));
        substance.origin =
            select.text(1) == u"cosing" ? Substance::Origin::CosIng : Substance::Origin::Clinic;
        // A newer program may ship a name that the clinic had added before: the clinic's key stays good under
        // its own name.
        if (auto added = catalogue.add(substance); !added)
            TRY(catalogue.addKeyOnly(substance));
    }
    return catalogue;
}

Result<Substance> addSubstance(Database &database, const Actor &actor, const QDateTime &now,
                               const Substance &substance)
{
    TRY(require(actor, Permission::Products));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    Substance added = substance;
    added.origin = Substance::Origin::Clinic;
    if (added.key.isEmpty())
        added.key = keyFrom(u"clinic-"_s, added.name);
    if (added.family.isEmpty())
        added.family = u"clinic"_s;
    if (added.source.isEmpty())
        added.source = addedByPractice;
    SubstanceCatalogue catalogue = TRY(substances(database));
    TRY(catalogue.add(added));
    TRY(insertSubstance(transaction, added));
    TRY(transaction.commit());
    return added;
}

Result<Substance> nameIngredient(Database &database, const Actor &actor, const QDateTime &now,
                                 const QString &words, const QString &substance)
{
    TRY(require(actor, Permission::Products));
    const SubstanceCatalogue catalogue = TRY(substances(database));
    const Substance *meant = catalogue.find(substance);
    if (meant == nullptr)
        return fail(ErrorCode::InvalidInput, u"there is no substance \"%1\""_s.arg(substance));
    if (labelled(words, catalogue) != nullptr)
        return fail(ErrorCode::InvalidInput, u"\"%1\" is known already"_s.arg(words));
    Substance name;
    name.name = bareName(words);
    name.family = meant->family;
    name.members = {substance};
    name.members += meant->members;
    return addSubstance(database, actor, now, name);
}

Result<ImportedSubstances> importCosIng(Database &database, const Actor &actor, const QDateTime &now,
                                        const QByteArray &csv, const QString &annex)
{
    TRY(require(actor, Permission::Products));
    const QList<CsvRecord> records = TRY(readCsv(csv));
    const QStringList header = records.isEmpty() ? QStringList() : records.first().fields;
    const qsizetype number = header.indexOf(u"reference_number"_s);
    const qsizetype names = header.indexOf(u"common_ingredients"_s);
    const qsizetype cas = header.indexOf(u"cas_number"_s);
    if (number < 0 || names < 0 || cas < 0)
        return fail(ErrorCode::InvalidInput,
                    u"line 1: the columns reference_number, common_ingredients and cas_number are needed"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now));
    SubstanceCatalogue catalogue = TRY(substances(database));
    ImportedSubstances result;
    for (const CsvRecord &record : records.mid(1)) {
        if (record.fields.size() <= std::max({number, names, cas}))
            return fail(ErrorCode::InvalidInput,
                        u"line %1: %2 columns are too few"_s.arg(record.line).arg(record.fields.size()));
        for (const QString &name : namesIn(record.fields.at(names))) {
            Substance substance;
            substance.key = keyFrom(u"cosing-"_s, name);
            substance.name = name;
            substance.family = u"cosing"_s;
            substance.source = cosIng;
            substance.note = u"%1, reference %2"_s.arg(annex, record.fields.at(number));
            substance.origin = Substance::Origin::CosIng;
            if (labelled(name, catalogue) != nullptr) {
                ++result.known;
                continue;
            }
            TRY(catalogue.add(substance));
            TRY(insertSubstance(transaction, substance));
            ++result.added;
        }
    }
    TRY(transaction.commit());
    return result;
}

} // namespace dermis
