#include "core/products/source_register.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QMap<QString, QString> readRegister()
{
    QFile file(u":/dermis/safety/sources.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened)
    QMap<QString, QString> sources;
    const QJsonArray array = QJsonDocument::fromJson(file.readAll()).object().value(u"sources"_s).toArray();
    for (const QJsonValue &source : array)
        sources.insert(source[u"tag"_s].toString(), source[u"text"_s].toString());
    return sources;
}

} // namespace

const QMap<QString, QString> &sourceRegister()
{
    static const QMap<QString, QString> sources = readRegister();
    return sources;
}

QStringList sourceTags(const QString &text)
{
    static const QRegularExpression bracketed(u"\\[([^\\]]*)\\]"_s);
    static const QRegularExpression between(u"[^A-Za-z0-9?]+"_s);
    QStringList tags;
    for (auto match = bracketed.globalMatch(text); match.hasNext();)
        tags += match.next().captured(1).split(between, Qt::SkipEmptyParts);
    return tags;
}

QStringList unknownSourceTags(const QString &text)
{
    QStringList unknown;
    for (const QString &tag : sourceTags(text)) {
        if (tag != u"P" && tag != u"?" && !sourceRegister().contains(tag))
            unknown << tag;
    }
    return unknown;
}

} // namespace dermis
