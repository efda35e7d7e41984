#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace dermis {

/// Something a person can react to, from resources/safety/substances.json.
struct Substance
{
    QString key; ///< "lidocaine"
    QString name;
    QString group;        ///< amide, ester, metal, latex, antiseptic
    QStringList synonyms; ///< as people say it
};

/// The shipped list, in file order.
const QList<Substance> &allSubstances();
const Substance *findSubstance(const QString &key);
/// The substance whose name or synonym is exactly this text (case, marks and signs ignored); null otherwise.
const Substance *matchSubstance(const QString &text);

} // namespace dermis
