#include "core/questionnaires/fhir_path.h"

#include "core/questionnaires/fhir_path_evaluation.h"

using namespace Qt::StringLiterals;

namespace dermis {

Result<FhirPath> FhirPath::parse(const QString &expression, const QSet<QString> &knownVariables)
{
    auto parsed = TRY(parseFhirPath(expression, knownVariables));
    return FhirPath(std::make_shared<const ParsedPath>(std::move(parsed)));
}

const QStringList &FhirPath::unsupported() const
{
    return m_parsed->unsupported;
}

const QStringList &FhirPath::variables() const
{
    return m_parsed->variables;
}

Result<PathValues> FhirPath::evaluate(const PathContext &context) const
{
    if (!unsupported().isEmpty())
        return invalidInput(u"FHIRPath: %1() is not supported"_s.arg(unsupported().join("(), "_L1)));
    return PathEvaluation(context).evaluate(m_parsed->root);
}

Result<Truth> FhirPath::test(const PathContext &context) const
{
    const PathValues values = TRY(evaluate(context));
    return oneTruth(values);
}

} // namespace dermis
