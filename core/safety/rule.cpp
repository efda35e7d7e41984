#include "core/safety/rule.h"

#include "core/base/partial_date.h"
#include "core/base/spelling.h"

namespace dermis {

namespace {

constexpr std::array ruleSeverities{
    Spelling<Severity>{Severity::Absolute, u"absolute"},
    Spelling<Severity>{Severity::Relative, u"relative"},
    Spelling<Severity>{Severity::Caution, u"caution"},
    Spelling<Severity>{Severity::Info, u"info"},
};
constexpr std::array settlements{
    Spelling<SettledBy>{SettledBy::Facts, u"facts"},
    Spelling<SettledBy>{SettledBy::Decision, u"decision"},
    Spelling<SettledBy>{SettledBy::Sheet, u"sheet"},
    Spelling<SettledBy>{SettledBy::Day, u"day"},
};
constexpr std::array offLabelUses{
    Spelling<OffLabel>{OffLabel::Never, u""},
    Spelling<OffLabel>{OffLabel::WhenFired, u"when-fired"},
    Spelling<OffLabel>{OffLabel::WhenDecided, u"when-decided"},
};

} // namespace

QString severityName(Severity severity)
{
    return nameIn(ruleSeverities, severity);
}

std::optional<Severity> severityFromName(const QString &name)
{
    return valueIn(ruleSeverities, name);
}

QString settledByName(SettledBy settledBy)
{
    return nameIn(settlements, settledBy);
}

std::optional<SettledBy> settledByFromName(const QString &name)
{
    return valueIn(settlements, name);
}

std::optional<OffLabel> offLabelFromName(const QString &name)
{
    return valueIn(offLabelUses, name);
}

QDate Span::after(const QDate &date) const
{
    switch (unit) {
    case Unit::Months:
        return addMonthsClamped(date, count);
    case Unit::Days:
        return date.addDays(count);
    case Unit::Hours:
        return date.addDays(count / 24 + 1);
    }
    return date;
}

} // namespace dermis
