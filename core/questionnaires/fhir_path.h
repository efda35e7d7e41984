#pragma once

#include "core/questionnaires/conditions.h"
#include "core/questionnaires/fhir_path_value.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <functional>
#include <memory>

namespace dermis {

struct ParsedPath;

/// What an expression is evaluated on; everything it points to must outlive the values that come out.
struct PathContext
{
    const Json *resource = nullptr; ///< %resource, most often the QuestionnaireResponse
    const Json *item = nullptr;     ///< where paths start, and %context; the resource when null
    QHash<QString, PathValues>
        variables; ///< %name; for %questionnaire, %qitem, launch contexts and the form's own
    QDate today;   ///< without it today() is empty
    QDateTime now; ///< without it now() is empty; its offset is that of times which name none
    /// For ordinal() and weight(): what the form says a chosen option weighs, given the very element of the
    /// resource.
    std::function<std::optional<QString>(const Json &coding)> weight;
};

/// An expression of FHIRPath 2.0; docs/fhirpath.md says which part of the language is understood.
class FhirPath
{
public:
    static constexpr int maximumLength = 16 * 1024;    ///< characters
    static constexpr int maximumDepth = 64;            ///< brackets within brackets
    static constexpr qint64 maximumVisits = 1'000'000; ///< elements and values looked at, about half a second

    /// InvalidInput says at which character it is not FHIRPath. %LAST-VISIT is one name when it is among the
    /// known variables, else %LAST minus VISIT.
    static Result<FhirPath> parse(const QString &expression, const QSet<QString> &knownVariables = {});

    /// The functions it calls that Dermis does not have; such an expression cannot be evaluated.
    const QStringList &unsupported() const;
    /// The %names it reads, without %resource and the others that FHIR defines.
    const QStringList &variables() const;

    /// InvalidInput: several values where one is needed, wrong types, an unknown variable, too much work, or
    /// an unsupported function. The detail holds no data of the resource.
    Result<PathValues> evaluate(const PathContext &context) const;
    /// The result as a condition: empty is unknown, and one value that is no boolean is true.
    Result<Truth> test(const PathContext &context) const;

private:
    explicit FhirPath(std::shared_ptr<const ParsedPath> parsed) : m_parsed(std::move(parsed)) {}

    std::shared_ptr<const ParsedPath> m_parsed;
};

} // namespace dermis
