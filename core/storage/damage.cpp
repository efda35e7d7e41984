#include "core/storage/damage.h"

#include "core/base/clock.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString markPath(const QString &clinicPath)
{
    return clinicPath + u"-damaged"_s;
}

} // namespace

std::optional<DamageMark> damageMark(const QString &clinicPath)
{
    QFile file(markPath(clinicPath));
    if (!file.exists())
        return std::nullopt;
    DamageMark mark; // one that cannot be read still counts
    if (file.open(QIODevice::ReadOnly)) {
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        mark.foundAt = fromIsoUtc(json.value(u"foundAt"_s).toString());
        mark.damage = {json.value(u"what"_s).toString(), json.value(u"table"_s).toString(),
                       json.value(u"row"_s).toInteger(), json.value(u"sequence"_s).toInteger(),
                       json.value(u"detail"_s).toString()};
    }
    if (mark.damage.detail.isEmpty())
        mark.damage.detail = u"a check found damage"_s;
    return mark;
}

Result<> markDamaged(const QString &clinicPath, const DamageMark &mark)
{
    if (QFile::exists(markPath(clinicPath)))
        return {};
    QSaveFile file(markPath(clinicPath));
    const QByteArray json = QJsonDocument(QJsonObject{{u"foundAt"_s, toIsoUtc(mark.foundAt)},
                                                      {u"what"_s, mark.damage.what},
                                                      {u"table"_s, mark.damage.table},
                                                      {u"row"_s, mark.damage.row},
                                                      {u"sequence"_s, mark.damage.sequence},
                                                      {u"detail"_s, mark.damage.detail}})
                                .toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1 could not be written: %2"_s.arg(markPath(clinicPath), file.errorString()));
    return {};
}

void removeDamageMark(const QString &clinicPath)
{
    QFile::remove(markPath(clinicPath));
}

QString placeOf(const Damage &damage)
{
    QStringList place;
    if (!damage.table.isEmpty())
        place << u"table %1"_s.arg(damage.table);
    if (damage.row != 0)
        place << u"row %1"_s.arg(damage.row);
    if (damage.sequence != 0)
        place << u"journal entry %1"_s.arg(damage.sequence);
    return place.join(u", "_s);
}

} // namespace dermis
