#include "core/safety/authorised_uses.h"

#include "core/safety/zones.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString wholeFace = u"face"_s;

QStringList phototypesFrom(const QString &word)
{
    static const QStringList all{u"I"_s, u"II"_s, u"III"_s, u"IV"_s, u"V"_s, u"VI"_s};
    const qsizetype first = all.indexOf(word.section(u'-', 0, 0).toUpper());
    const qsizetype last = all.indexOf(word.section(u'-', -1).toUpper());
    return word.count(u'-') < 2 && first >= 0 && last >= first ? all.mid(first, last - first + 1) : QStringList();
}

bool isPlace(const QString &word)
{
    return word == wholeFace || findZone(word) != nullptr;
}

QString targetNames()
{
    QStringList names;
    for (const Target target : allTargets())
        names << targetName(target);
    return names.join(u", "_s);
}

tl::unexpected<Error> notKnown(const QString &word)
{
    return fail(ErrorCode::InvalidInput,
                u"authorised uses: \"%1\" is not known. A use starts with one of %2; then a zone like neck, or face; then skin types like II-IV"_s
                    .arg(word, targetNames()));
}

AuthorisedUse useFromText(const QString &text)
{
    static const QRegularExpression between(u"[\\s,]+"_s);
    const QStringList words = text.split(between, Qt::SkipEmptyParts);
    AuthorisedUse use{words.value(0).toLower(), {}, {}};
    for (const QString &word : words.sliced(1)) {
        if (const QStringList phototypes = phototypesFrom(word); !phototypes.isEmpty())
            use.phototypes << phototypes;
        else
            use.zones << word.toLower();
    }
    return use;
}

} // namespace

QString authorisedUsesText(const QList<AuthorisedUse> &uses)
{
    QStringList texts;
    for (const AuthorisedUse &use : uses)
        texts << (QStringList{use.target} + use.zones + use.phototypes).join(u' ');
    return texts.join(u"; "_s);
}

Result<QList<AuthorisedUse>> authorisedUsesFromText(const QString &text)
{
    QList<AuthorisedUse> uses;
    for (const QString &part : text.split(u';')) {
        if (!part.trimmed().isEmpty())
            uses << useFromText(part);
    }
    TRY(checkAuthorisedUses(uses));
    return uses;
}

Result<> checkAuthorisedUses(const QList<AuthorisedUse> &uses)
{
    for (const AuthorisedUse &use : uses) {
        if (!targetFromName(use.target))
            return notKnown(use.target);
        for (const QString &zone : use.zones) {
            if (!isPlace(zone))
                return notKnown(zone);
        }
    }
    return {};
}

bool covers(const AuthorisedUse &use, const PlannedZone &planned)
{
    const Zone *zone = findZone(planned.zone);
    const bool isThere = use.zones.isEmpty() || use.zones.contains(planned.zone) ||
                         (zone != nullptr && zone->onFace && use.zones.contains(wholeFace));
    return isThere && planned.target && use.target == targetName(*planned.target);
}

} // namespace dermis
