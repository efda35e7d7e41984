#include "core/privacy/keep_until.h"

#include "core/base/partial_date.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int dormantYears = 6;
constexpr int minorsBirthday = 21;
constexpr int slowCourseYears = 25;

QDate yearsAfter(const QDate &day, int years)
{
    return addMonthsClamped(day, years * 12);
}

} // namespace

QString keepReasonName(KeepReason reason)
{
    switch (reason) {
    case KeepReason::Dormancy:
        return u"dormancy"_s;
    case KeepReason::Minority:
        return u"minority"_s;
    case KeepReason::SlowAdverseEvent:
        return u"slow-adverse-event"_s;
    case KeepReason::Incapacity:
        return u"incapacity"_s;
    case KeepReason::Hold:
        return u"hold"_s;
    }
    return {};
}

KeepUntil keepUntil(const RetentionFacts &facts)
{
    if (facts.isHeld)
        return {std::nullopt, KeepReason::Hold};
    if (facts.isIncapacitated)
        return {std::nullopt, KeepReason::Incapacity};
    KeepUntil kept{yearsAfter(facts.lastContact, dormantYears), KeepReason::Dormancy};
    const auto atLeast = [&kept](const QDate &day, KeepReason reason) {
        if (day > *kept.day)
            kept = {day, reason};
    };
    atLeast(yearsAfter(facts.birthDate, minorsBirthday), KeepReason::Minority);
    if (facts.hasSlowAdverseEvent)
        atLeast(yearsAfter(facts.lastContact, slowCourseYears), KeepReason::SlowAdverseEvent);
    return kept;
}

} // namespace dermis
