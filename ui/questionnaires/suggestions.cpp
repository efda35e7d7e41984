#include "ui/questionnaires/suggestions.h"

#include "core/base/text_folding.h"
#include "core/products/substance_catalogue.h"

#include <QCoreApplication>
#include <QMap>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

// The intake's question for what a patient reacts to (resources/questionnaires/microneedling-intake.json).
const QString substanceQuestion = u"Q-ALG.what"_s;

/// 0: begins with the typed words; 1: a later word does; nothing: no match.
std::optional<int> rank(const QString &name, const QString &typed)
{
    const QString whole = folded(name);
    if (whole.startsWith(typed))
        return 0;
    return whole.contains(u' ' + typed) ? std::optional(1) : std::nullopt;
}

/// One line below a substance's name; families that need no word have none.
QString familyWords(const QString &family)
{
    static const QMap<QString, const char *> words{
        {u"amide"_s, QT_TRANSLATE_NOOP("Substance", "Numbing medicine")},
        {u"ester"_s, QT_TRANSLATE_NOOP("Substance", "Numbing medicine")},
        {u"anaesthetic"_s, QT_TRANSLATE_NOOP("Substance", "Numbing medicine")},
        {u"metal"_s, QT_TRANSLATE_NOOP("Substance", "Metal")},
        {u"antiseptic"_s, QT_TRANSLATE_NOOP("Substance", "Antiseptic")},
        {u"rubber"_s, QT_TRANSLATE_NOOP("Substance", "Rubber")},
        {u"fragrance"_s, QT_TRANSLATE_NOOP("Substance", "Fragrance")},
        {u"preservative"_s, QT_TRANSLATE_NOOP("Substance", "Preservative")},
        {u"antibiotic"_s, QT_TRANSLATE_NOOP("Substance", "Antibiotic")},
        {u"steroid"_s, QT_TRANSLATE_NOOP("Substance", "Cortisone")},
        {u"dye"_s, QT_TRANSLATE_NOOP("Substance", "Hair dye")},
        {u"plant"_s, QT_TRANSLATE_NOOP("Substance", "Plant")},
        {u"food"_s, QT_TRANSLATE_NOOP("Substance", "Food")},
        {u"sunscreen"_s, QT_TRANSLATE_NOOP("Substance", "Sunscreen")},
        {u"active"_s, QT_TRANSLATE_NOOP("Substance", "Active of creams")},
        {u"base"_s, QT_TRANSLATE_NOOP("Substance", "Base of creams")},
        {u"medicine"_s, QT_TRANSLATE_NOOP("Substance", "Medicine")}};
    const char *text = words.value(family, nullptr);
    return text != nullptr ? QCoreApplication::translate("Substance", text) : QString();
}

void addSubstance(QList<Suggestion> (&byRank)[2], const Substance &substance, const QString &typed)
{
    if (const auto byName = rank(substance.name, typed)) {
        byRank[*byName] << Suggestion{substance.name, substance.name, familyWords(substance.family)};
        return;
    }
    for (const QString &synonym : substance.synonyms) {
        if (const auto bySynonym = rank(synonym, typed)) {
            const QString title =
                QCoreApplication::translate("Substance", "%1, also called %2").arg(substance.name, synonym);
            byRank[*bySynonym] << Suggestion{substance.name, title, familyWords(substance.family)};
            return;
        }
    }
}

} // namespace

QList<Suggestion> suggestionsFor(const Item &item, const QString &typed)
{
    const QString words = folded(typed);
    QList<Suggestion> byRank[2];
    if (words.isEmpty())
        return {};
    if (item.linkId == substanceQuestion) {
        for (const Substance &substance : SubstanceCatalogue::shipped().substances())
            addSubstance(byRank, substance, words);
    }
    for (const Option &option : item.options) {
        if (const auto found = rank(option.label(), words))
            byRank[*found] << Suggestion{option.value, option.label(), QString()};
    }
    return byRank[0] + byRank[1];
}

QString keptWordsDetail(const Item &item)
{
    if (item.linkId != substanceQuestion)
        return {};
    return QCoreApplication::translate("Substance", "Treatment stops until a person matches it");
}

} // namespace dermis
