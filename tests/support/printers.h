#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <catch2/catch.hpp>

#include <string>

// Makes a failing check say "error: patient 12" and not "{?}".
namespace Catch {

template <>
struct StringMaker<QString> {
    static std::string convert(const QString &text) { return '"' + text.toStdString() + '"'; }
};
template <>
struct StringMaker<QStringList> {
    static std::string convert(const QStringList &list)
    {
        return '[' + list.join(QStringLiteral(" | ")).toStdString() + ']';
    }
};
template <>
struct StringMaker<QByteArray> {
    static std::string convert(const QByteArray &bytes) { return '"' + bytes.toStdString() + '"'; }
};
template <>
struct StringMaker<QDate> {
    static std::string convert(const QDate &date) { return date.toString(Qt::ISODate).toStdString(); }
};
template <>
struct StringMaker<QDateTime> {
    static std::string convert(const QDateTime &moment) { return moment.toString(Qt::ISODateWithMs).toStdString(); }
};
template <>
struct StringMaker<dermis::Error> {
    static std::string convert(const dermis::Error &error)
    {
        return "error " + dermis::errorCodeName(error.code).toStdString() + ": " + error.detail.toStdString();
    }
};
template <typename T>
struct StringMaker<dermis::Result<T>> {
    static std::string convert(const dermis::Result<T> &result)
    {
        return result ? std::string("ok") : StringMaker<dermis::Error>::convert(result.error());
    }
};

} // namespace Catch
