#include "ui/questionnaires/suggestions.h"

#include "core/base/text_folding.h"
#include "core/safety/substances.h"

#include <QCoreApplication>

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

QString groupWords(const QString &group)
{
    if (group == u"amide" || group == u"ester")
        return QCoreApplication::translate("Substance", "Numbing medicine");
    if (group == u"metal")
        return QCoreApplication::translate("Substance", "Metal");
    if (group == u"antiseptic")
        return QCoreApplication::translate("Substance", "Antiseptic");
    return group == u"latex" ? QCoreApplication::translate("Substance", "Rubber") : QString();
}

void addSubstance(QList<Suggestion> (&byRank)[2], const Substance &substance, const QString &typed)
{
    if (const auto byName = rank(substance.name, typed)) {
        byRank[*byName] << Suggestion{substance.name, substance.name, groupWords(substance.group)};
        return;
    }
    for (const QString &synonym : substance.synonyms) {
        if (const auto bySynonym = rank(synonym, typed)) {
            const QString title =
                QCoreApplication::translate("Substance", "%1, also called %2").arg(substance.name, synonym);
            byRank[*bySynonym] << Suggestion{substance.name, title, groupWords(substance.group)};
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
        for (const Substance &substance : allSubstances())
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
