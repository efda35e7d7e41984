#pragma once

#include "core/questionnaires/response.h"
#include "tests/support/must.h"

#include <QFile>

#include <stdexcept>

namespace dermis::test {

inline QByteArray fileContent(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("cannot read " + path.toStdString());
    return file.readAll();
}

inline QByteArray sample(const char *name)
{
    return fileContent(QStringLiteral(DERMIS_TEST_DATA "/questionnaires/") + QString::fromLatin1(name));
}

/// A form with these items, given as JSON.
inline QByteArray formJson(const QByteArray &items)
{
    return R"({"resourceType":"Questionnaire","url":"http://test/form","version":"1","title":"Test","item":[)" +
           items + "]}";
}
inline Questionnaire form(const QByteArray &items)
{
    return must(Questionnaire::fromJson(formJson(items)));
}

/// Answers with these items, given as JSON.
inline QByteArray responseJson(const QByteArray &items)
{
    return R"({"resourceType":"QuestionnaireResponse","questionnaire":"http://test/form|1","item":[)" +
           items + "]}";
}

inline Questionnaire intake()
{
    return must(Questionnaire::fromJson(
        fileContent(QStringLiteral(":/dermis/questionnaires/microneedling-intake.json"))));
}

inline AnswerValue code(const QString &value)
{
    return Coding{{}, value, {}};
}
inline AnswerValue date(const QString &text)
{
    return *PartialDate::fromString(text);
}
inline AnswerValue decimal(const QString &text)
{
    return *Decimal::fromString(text);
}

} // namespace dermis::test
