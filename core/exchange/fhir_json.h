#pragma once

#include "core/questionnaires/json.h"

#include <QDateTime>

// Pieces of FHIR R4 resources.
namespace dermis::fhir {

/// Before our own systems and structures, as in docs/questionnaire-extensions.md.
extern const QString base;
/// Before HL7's.
extern const QString terminology;

Json text(const QString &words);
Json list(Json element);
Json reference(const QString &to);
Json moment(const QDateTime &at);
Json day(const QDate &date);
Json coding(const QString &system, const QString &code);
/// A concept in words, with a code where there is one.
Json codeable(const QString &words, const QString &system = {}, const QString &code = {});
Json identifier(const QString &system, const QString &value);
Json base64(const QByteArray &bytes);

} // namespace dermis::fhir
