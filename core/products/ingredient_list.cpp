#include "core/products/ingredient_list.h"

#include "core/base/text_folding.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// What follows a drug's name when it is a salt or an ester of it.
const QStringList &saltWords()
{
    static const QStringList words{
        u"hydrochloride"_s, u"dihydrochloride"_s, u"hcl"_s,       u"gluconate"_s, u"digluconate"_s,
        u"acetate"_s,       u"diacetate"_s,       u"acetonide"_s, u"nitrate"_s,   u"sulfate"_s,
        u"sulphate"_s,      u"valerate"_s,        u"furoate"_s,   u"citrate"_s,   u"phosphate"_s,
        u"propionate"_s,    u"dipropionate"_s,    u"base"_s};
    return words;
}

bool isOpening(QChar c)
{
    return c == u'(' || c == u'[' || c == u'{';
}

bool isClosing(QChar c)
{
    return c == u')' || c == u']' || c == u'}';
}

/// A comma between two digits belongs to a chemical name: 1,2-hexanediol.
bool isSeparator(const QString &text, qsizetype at)
{
    const QChar c = text.at(at);
    if (c == u',')
        return !(at > 0 && at + 1 < text.size() && text.at(at - 1).isDigit() && text.at(at + 1).isDigit());
    return c == u';' || c == u'\n' || c == u'\r' || c == u'\u2022' || c == u'\u00b7' || c == u'|';
}

QStringList parts(const QString &label)
{
    QStringList list;
    QString part;
    int depth = 0;
    for (qsizetype at = 0; at < label.size(); ++at) {
        const QChar c = label.at(at);
        if (isOpening(c))
            ++depth;
        else if (isClosing(c))
            depth = std::max(0, depth - 1);
        if (depth == 0 && isSeparator(label, at)) {
            list << part;
            part.clear();
        } else {
            part += c;
        }
    }
    list << part;
    return list;
}

const Substance *exactly(const QString &words, const SubstanceCatalogue &catalogue)
{
    for (const SubstanceCatalogue::Use &use : catalogue.uses(words)) {
        const Substance &substance = catalogue.substances().at(use.substance);
        if (use.naming == SubstanceCatalogue::Naming::Name && !substance.isProduct)
            return &substance;
    }
    return nullptr;
}

const Substance *withoutSalt(const QString &words, const SubstanceCatalogue &catalogue)
{
    const qsizetype last = words.lastIndexOf(u' ');
    return last > 0 && saltWords().contains(words.mid(last + 1)) ? exactly(words.left(last), catalogue)
                                                                 : nullptr;
}

/// The longest beginning wins: "citrus" must not hide a plant that is known by both its names.
const Substance *byBeginning(const QString &words, const SubstanceCatalogue &catalogue)
{
    const Substance *found = nullptr;
    qsizetype longest = 0;
    for (const Substance &substance : catalogue.substances()) {
        for (const QString &begins : substance.begins) {
            if (begins.size() > longest && (words == begins || words.startsWith(begins + u' '))) {
                found = &substance;
                longest = begins.size();
            }
        }
    }
    return found;
}

QString cleaned(QString name)
{
    static const QRegularExpression amounts(u"\\d+([.,]\\d+)?\\s*%|[(\\[]nano[)\\]]"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return name.replace(amounts, u" "_s);
}

/// What the words may stand for on a label: all of them, without brackets, each side of a slash, what is in
/// the brackets.
QStringList readings(const QString &name)
{
    static const QRegularExpression brackets(u"[(\\[]([^)\\]]*)[)\\]]"_s);
    const QString clean = cleaned(name);
    QString bare = clean;
    bare.replace(brackets, u" "_s);
    QStringList list{clean, bare};
    if (bare.contains(u'/'))
        list += bare.split(u'/', Qt::SkipEmptyParts);
    for (auto match = brackets.globalMatch(clean); match.hasNext();)
        list << match.next().captured(1);
    for (QString &reading : list)
        reading = folded(reading);
    list.removeAll(QString());
    list.removeAll(u""_s);
    return list;
}

} // namespace

QString bareName(const QString &name)
{
    return cleaned(name).simplified();
}

const Substance *labelled(const QString &name, const SubstanceCatalogue &catalogue)
{
    const QStringList words = readings(name);
    for (const auto &way : {exactly, withoutSalt, byBeginning}) {
        for (const QString &reading : words) {
            if (const Substance *found = way(reading, catalogue))
                return found;
        }
    }
    return nullptr;
}

QList<Ingredient> readIngredients(const QString &label, const SubstanceCatalogue &catalogue)
{
    static const QRegularExpression heading(u"^\\s*(?:ingredients|inci|bestanddele)\\s*:"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression mayContain(
        u"^[\\s\\[(]*(?:may contain|peut contenir|mag bevat|\\+\\s*/\\s*-|\u00b1)[\\s:()\\[+/\u00b1-]*"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString text = label;
    text.remove(heading);
    QList<Ingredient> ingredients;
    bool isMaybe = false;
    // A may-contain block in brackets is opened, so that its commas separate.
    static const QRegularExpression block(
        u"[\\[(]\\s*((?:may contain|peut contenir|mag bevat|\\+\\s*/\\s*-|\u00b1)[^\\])]*(?:\\(\\+/-\\)[^\\])]*)?)[\\])]"_s,
        QRegularExpression::CaseInsensitiveOption);
    text.replace(block, u"; \\1"_s);
    for (QString part : parts(text)) {
        if (const auto match = mayContain.match(part); match.hasMatch()) {
            isMaybe = true;
            part.remove(0, match.capturedLength());
        }
        part = part.simplified();
        while (part.endsWith(u'.') || part.endsWith(u'*'))
            part.chop(1);
        if (folded(part).isEmpty())
            continue;
        const Substance *substance = labelled(part, catalogue);
        ingredients << Ingredient{part, substance != nullptr ? substance->key : QString(), isMaybe};
    }
    return ingredients;
}

QStringList unknownIngredients(const QList<Ingredient> &ingredients)
{
    QStringList unknown;
    for (const Ingredient &ingredient : ingredients) {
        if (ingredient.substance.isEmpty())
            unknown << ingredient.words;
    }
    return unknown;
}

} // namespace dermis
