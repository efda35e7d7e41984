#include "ui/patients/record_view.h"

#include "core/access/permissions.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/safety/zones.h"
#include "core/storage/documents.h"
#include "core/visits/visit_repository.h"
#include "ui/context/words.h"
#include "ui/patients/record_words.h"


using namespace Qt::StringLiterals;

namespace dermis {

namespace {

SeverityMark markOf(const Finding &finding)
{
    if (finding.isUnknown())
        return SeverityMark::NotAsked;
    if (finding.outcome == Outcome::Clear)
        return SeverityMark::Clear;
    switch (finding.severity()) {
    case Severity::Absolute:
        return SeverityMark::Absolute;
    case Severity::Relative:
        return SeverityMark::Relative;
    case Severity::Caution:
        return SeverityMark::Caution;
    case Severity::Info:
        return SeverityMark::Note;
    }
    return SeverityMark::Note;
}

QString answerWords(const Evidence &evidence)
{
    if (evidence.known)
        return capitalised(evidence.answer);
    if (evidence.outOfDate)
        return evidence.answer.isEmpty()
                   ? Record::tr("Too old, ask again")
                   : Record::tr("Was “%1”, ask again").arg(capitalised(evidence.answer));
    return evidence.unsure ? Record::tr("Unsure") : Record::tr("Not asked");
}

/// Unknown first, then by severity, then what is clear.
int rank(SeverityMark mark)
{
    return mark == SeverityMark::NotAsked ? -1 : static_cast<int>(mark);
}

/// Worked out by the program, not answered by a person.
bool isDerived(const QString &operand)
{
    static const auto derived = derivedOperands();
    return std::any_of(derived.begin(), derived.end(),
                       [&](const DerivedOperand &known) { return known.name == operand; });
}

QList<FactLine> factLines(const Assessment &assessment)
{
    QList<FactLine> lines;
    QSet<QString> seen; // findings come worst first, so the first mention of an operand counts
    for (const Finding &finding : assessment.findings) {
        for (const Evidence &evidence : finding.evidence) {
            const bool missing = !evidence.known;
            if (isDerived(evidence.operand) || evidence.question.isEmpty() || missing != finding.isUnknown())
                continue;
            const QString place = evidence.operand + QLatin1Char('|') + evidence.zone;
            if (seen.contains(place))
                continue;
            seen.insert(place);
            lines << FactLine{evidence.question,
                              evidence.zone.isEmpty() ? QString() : zoneName(evidence.zone),
                              answerWords(evidence), evidence.askedOn, markOf(finding)};
        }
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const FactLine &a, const FactLine &b) { return rank(a.mark) < rank(b.mark); });
    return lines;
}

Result<> readClinical(Database &database, PatientId id, const QDate &today, RecordView &view)
{
    const SafetyCheck check = TRY(checkSafety(database, id, today));
    view.patient = check.person;
    view.allergyState = check.allergyState;
    view.allergies = check.allergies;
    view.plan = check.plan;
    view.notes = TRY(notesOf(database, id));
    view.consents = TRY(consents(database, id));
    view.responses = TRY(responses(database, id));
    view.readiness = readiness(check, view.consents, today);
    view.hasAnswers = std::any_of(view.responses.begin(), view.responses.end(),
                                  [](const ResponseEntry &entry) { return entry.url == intakeUrl(); });
    view.allergiesTooOld = check.facts.patient.value(u"Q-ALG"_s).outOfDate;
    view.facts = factLines(check.assessment);
    return {};
}

} // namespace

Result<RecordView> loadRecord(Database &database, const Actor &actor, PatientId id, const QDate &today)
{
    RecordView view;
    view.mayRead = may(actor.roles, Permission::ReadRecords);
    if (view.mayRead)
        TRY(readClinical(database, id, today, view));
    else
        view.patient = TRY(patient(database, id));
    view.visits = TRY(visitsOf(database, id));
    if (!view.patient.photoDigest.isEmpty())
        view.photo = document(database, view.patient.photoDigest).value_or(QByteArray());
    return view;
}

} // namespace dermis
