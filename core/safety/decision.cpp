#include "core/safety/decision.h"

#include "core/base/spelling.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array verdicts{
    Spelling<Verdict>{Verdict::Proceed, u"proceed"},
    Spelling<Verdict>{Verdict::Modify, u"modify"},
    Spelling<Verdict>{Verdict::Defer, u"defer"},
    Spelling<Verdict>{Verdict::Refuse, u"refuse"},
    Spelling<Verdict>{Verdict::Acknowledge, u"acknowledge"},
};
constexpr std::array sessionStatuses{
    Spelling<SessionStatus>{SessionStatus::AbsoluteFired, u"absolute-fired"},
    Spelling<SessionStatus>{SessionStatus::AbsoluteUnknown, u"absolute-unknown"},
    Spelling<SessionStatus>{SessionStatus::Refused, u"refused"},
    Spelling<SessionStatus>{SessionStatus::Deferred, u"deferred"},
    Spelling<SessionStatus>{SessionStatus::RelativeUndecided, u"relative-undecided"},
    Spelling<SessionStatus>{SessionStatus::RelativeUnknown, u"relative-unknown"},
    Spelling<SessionStatus>{SessionStatus::CautionOpen, u"caution-open"},
    Spelling<SessionStatus>{SessionStatus::Ready, u"ready"},
};

bool isSettled(const Decision *decision)
{
    return decision &&
           (decision->choice.verdict == Verdict::Proceed || decision->choice.verdict == Verdict::Modify);
}

SessionStatus relativeStatus(const Finding &finding, const Decision *decision)
{
    if (finding.isUnknown())
        return SessionStatus::RelativeUnknown;
    if (!decision || finding.rule->settledBy == SettledBy::Facts)
        return SessionStatus::RelativeUndecided;
    return SessionStatus::Ready;
}

/// What one finding alone leaves of the session.
SessionStatus statusOf(const Finding &finding, const Decision *decision)
{
    if (finding.outcome == Outcome::Clear || finding.concernsProductOnly())
        return SessionStatus::Ready;
    if (finding.severity() == Severity::Absolute)
        return finding.isUnknown() ? SessionStatus::AbsoluteUnknown : SessionStatus::AbsoluteFired;
    if (decision && decision->choice.verdict == Verdict::Refuse)
        return SessionStatus::Refused;
    if (decision && decision->choice.verdict == Verdict::Defer)
        return SessionStatus::Deferred;
    if (finding.severity() == Severity::Relative)
        return relativeStatus(finding, decision);
    if (finding.severity() == Severity::Caution && !decision)
        return SessionStatus::CautionOpen;
    return SessionStatus::Ready;
}

bool stopsSheet(const Finding &finding, const Decision *decision)
{
    if (finding.outcome == Outcome::Clear || finding.concernsProductOnly())
        return false;
    if (finding.severity() == Severity::Absolute)
        return !comesAfterSheet(finding.rule->settledBy);
    return finding.severity() == Severity::Relative &&
           (finding.isUnknown() || finding.rule->settledBy == SettledBy::Facts || !isSettled(decision));
}

bool isOpenAbsolute(const Finding &finding)
{
    return finding.severity() == Severity::Absolute && finding.outcome == Outcome::Fired &&
           stopsSheet(finding, nullptr);
}

Result<QDate> dateMember(const QJsonObject &object, const QString &key)
{
    const QString text = object.value(key).toString();
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (object.contains(key) && !date.isValid())
        return fail(ErrorCode::InvalidInput,
                    u"antiviral: \"%1\" must be a day such as 2026-03-02"_s.arg(key));
    return date;
}

Result<> checkMembers(const QJsonObject &object)
{
    static const QStringList flags{u"prophylaxis"_s, u"renalChecked"_s, u"startedAsPrescribed"_s};
    static const QStringList words{u"drug"_s, u"dose"_s, u"start"_s, u"stop"_s, u"prescriber"_s};
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool fits = flags.contains(it.key()) ? it.value().isBool()
                                                   : words.contains(it.key()) && it.value().isString();
        if (!fits)
            return fail(ErrorCode::InvalidInput,
                        u"antiviral: \"%1\" is not a member or not of its type"_s.arg(it.key()));
    }
    return {};
}

} // namespace

QString verdictName(Verdict verdict)
{
    return nameIn(verdicts, verdict);
}

std::optional<Verdict> verdictFromName(const QString &name)
{
    return valueIn(verdicts, name);
}

QString sessionStatusName(SessionStatus status)
{
    return nameIn(sessionStatuses, status);
}

QJsonObject toJson(const Antiviral &antiviral)
{
    QJsonObject object{{u"prophylaxis"_s, antiviral.prophylaxis},
                       {u"drug"_s, antiviral.drug},
                       {u"dose"_s, antiviral.dose},
                       {u"renalChecked"_s, antiviral.renalChecked},
                       {u"prescriber"_s, antiviral.prescriber},
                       {u"startedAsPrescribed"_s, antiviral.startedAsPrescribed}};
    if (antiviral.start.isValid())
        object.insert(u"start"_s, antiviral.start.toString(Qt::ISODate));
    if (antiviral.stop.isValid())
        object.insert(u"stop"_s, antiviral.stop.toString(Qt::ISODate));
    return object;
}

Result<Antiviral> antiviralFromJson(const QJsonObject &json)
{
    TRY(checkMembers(json));
    Antiviral antiviral;
    antiviral.prophylaxis = json.value(u"prophylaxis"_s).toBool();
    antiviral.drug = json.value(u"drug"_s).toString();
    antiviral.dose = json.value(u"dose"_s).toString();
    antiviral.start = TRY(dateMember(json, u"start"_s));
    antiviral.stop = TRY(dateMember(json, u"stop"_s));
    antiviral.renalChecked = json.value(u"renalChecked"_s).toBool();
    antiviral.prescriber = json.value(u"prescriber"_s).toString();
    antiviral.startedAsPrescribed = json.value(u"startedAsPrescribed"_s).toBool();
    return antiviral;
}

bool Decision::answers(const Finding &finding) const
{
    return finding.outcome == Outcome::Fired && rule == finding.rule->code &&
           ruleVersion == finding.rule->version && zone == finding.zone && factsDigest == finding.factsDigest;
}

const Decision *answerTo(const Finding &finding, const QList<Decision> &decisions)
{
    const auto found = std::find_if(decisions.begin(), decisions.end(),
                                    [&](const Decision &decision) { return decision.answers(finding); });
    return found == decisions.end() ? nullptr : &*found;
}

const Decision *antiviralDecision(const QList<Decision> &decisions)
{
    const auto found = std::find_if(decisions.begin(), decisions.end(), [](const Decision &decision) {
        return decision.rule == u"MN-INF-07" && decision.choice.antiviral;
    });
    return found == decisions.end() ? nullptr : &*found;
}

SessionStatus status(const Assessment &assessment, const QList<Decision> &decisions)
{
    SessionStatus worst = SessionStatus::Ready;
    for (const Finding &finding : assessment.findings)
        worst = std::min(worst, statusOf(finding, answerTo(finding, decisions)));
    return worst;
}

QList<Finding> openFindings(const Assessment &assessment, const QList<Decision> &decisions)
{
    QList<Finding> open;
    for (const Finding &finding : assessment.findings) {
        if (statusOf(finding, answerTo(finding, decisions)) != SessionStatus::Ready)
            open << finding;
    }
    return open;
}

QList<Finding> mayIssueSheet(const Assessment &assessment, const QList<Decision> &decisions)
{
    QList<Finding> open;
    for (const Finding &finding : assessment.findings) {
        if (stopsSheet(finding, answerTo(finding, decisions)))
            open << finding;
    }
    return open;
}

QList<Verdict> possibleVerdicts(const Assessment &assessment, const Finding &finding)
{
    if (finding.outcome != Outcome::Fired || finding.severity() == Severity::Info ||
        comesAfterSheet(finding.rule->settledBy))
        return {};
    if (finding.severity() == Severity::Caution)
        return {Verdict::Acknowledge};
    const bool closed = std::any_of(assessment.findings.begin(), assessment.findings.end(), isOpenAbsolute);
    if (finding.severity() == Severity::Relative && finding.rule->settledBy == SettledBy::Decision && !closed)
        return {Verdict::Proceed, Verdict::Modify, Verdict::Defer, Verdict::Refuse};
    return {Verdict::Defer, Verdict::Refuse};
}

} // namespace dermis
