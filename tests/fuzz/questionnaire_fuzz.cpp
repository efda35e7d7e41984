#include "core/questionnaires/enabled_items.h"
#include "core/questionnaires/form_use.h"
#include "core/questionnaires/response.h"

#include <cstdlib>

using namespace dermis;

namespace {

void mustHold(bool condition)
{
    if (!condition)
        abort();
}

/// A form as it comes is read twice alike, and what is written of an empty response can be read.
void readForm(const QByteArray &input)
{
    const auto form = Questionnaire::fromJson(input);
    if (!form)
        return;
    usedBy(*form);
    mustHold(Questionnaire::fromJson(input)->remarks() == form->remarks());
    const Response empty;
    mustHold(Response::fromDraft(*form, empty.toJson(*form)).has_value());
    sectionProgress(*form, empty);
}

/// Answers to the form: what is read, written and read again stays the same.
void readResponse(const QByteArray &form, const QByteArray &input)
{
    const auto questionnaire = Questionnaire::fromJson(form);
    if (!questionnaire)
        return;
    const auto response = Response::fromDraft(*questionnaire, input);
    if (!response)
        return;
    const QByteArray written = response->toJson(*questionnaire);
    const auto again = Response::fromDraft(*questionnaire, written);
    mustHold(again.has_value());
    mustHold(again->toJson(*questionnaire) == written);
    answerProblems(*questionnaire, *response, QDate(2026, 3, 2));
    enabledItems(*questionnaire, *response);
    mustHold(Response::fromDraft(*questionnaire, response->toFhir(*questionnaire)).has_value());
    carryOver(*questionnaire, *response);
}

} // namespace

/// A form, or a form and answers to it with a zero between them.
extern "C" int LLVMFuzzerTestOneInput(const uchar *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype zero = input.indexOf('\0');
    if (zero < 0)
        readForm(input);
    else
        readResponse(input.left(zero), input.mid(zero + 1));
    return 0;
}
