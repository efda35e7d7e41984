#include "ui/patients/patient_finder.h"

#include "ui/patients/patient_finder_job.h"
#include "ui/patients/patient_words.h"

using namespace Qt::StringLiterals;

namespace dermis {

PatientFinderJob::PatientFinderJob(QString path) : m_path(std::move(path)) {}

void PatientFinderJob::overtake(quint64 number)
{
    m_newest = number;
    const QMutexLocker lock(&m_guard);
    if (m_database)
        m_database->interrupt();
}

void PatientFinderJob::search(quint64 number, const QString &text, const QDate &today, int limit)
{
    if (number != m_newest)
        return;
    const Result<PatientsFound> answer = run(text, today, limit);
    if (answer)
        Q_EMIT answered(number, *answer);
    else if (answer.error().code != ErrorCode::Cancelled)
        Q_EMIT refused(number, answer.error());
}

Result<> PatientFinderJob::connect()
{
    if (m_database)
        return {};
    auto database = TRY(Database::open(m_path, {false, true}));
    const QMutexLocker lock(&m_guard);
    m_database = std::move(database);
    return {};
}

Result<PatientsFound> PatientFinderJob::run(const QString &text, const QDate &today, int limit)
{
    TRY(connect());
    const qint64 version = TRY(m_database->dataVersion());
    if (version != m_seenVersion) {
        m_people = TRY(patientCount(*m_database));
        m_seenVersion = version;
    }
    const SearchResult result = TRY(searchPatients(*m_database, text, today, limit));
    return PatientsFound{text, result, m_people};
}

PatientFinder::PatientFinder(const QString &path, QObject *parent)
    : QObject(parent), m_job(new PatientFinderJob(path))
{
    m_job->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_job, &QObject::deleteLater);
    connect(m_job, &PatientFinderJob::answered, this, [this](quint64 number, const PatientsFound &answer) {
        if (number == m_newest)
            Q_EMIT found(answer);
    });
    connect(m_job, &PatientFinderJob::refused, this, [this](quint64 number, const Error &error) {
        if (number == m_newest)
            Q_EMIT missed(error);
    });
    m_thread.setObjectName(u"patient search"_s);
    m_thread.start();
}

PatientFinder::~PatientFinder()
{
    cancel();
    m_thread.quit();
    m_thread.wait();
}

void PatientFinder::search(const QString &text, const QDate &today, int limit)
{
    cancel();
    QMetaObject::invokeMethod(
        m_job,
        [job = m_job, number = m_newest, text, today, limit] { job->search(number, text, today, limit); },
        Qt::QueuedConnection);
}

void PatientFinder::cancel()
{
    m_job->overtake(++m_newest);
}

namespace {

QString groupOf(MatchKind kind)
{
    switch (kind) {
    case MatchKind::Exact:
        return PatientFinder::tr("Exact match");
    case MatchKind::Prefix:
        return PatientFinder::tr("Begins so");
    case MatchKind::Similar:
        return PatientFinder::tr("Similar spelling");
    }
    return {};
}

/// Spans in "Family, Given" of the parts that matched; others are named as the reason.
void addMatchedParts(const PatientMatch &match, FindHit &hit)
{
    const int givenStart = static_cast<int>(match.patient.familyName.size()) + 2;
    QStringList reasons;
    for (const MatchedPart &part : match.parts) {
        if (part.field == PatientField::FamilyName)
            hit.matched << TextSpan{part.start, part.length};
        else if (part.field == PatientField::GivenNames)
            hit.matched << TextSpan{givenStart + part.start, part.length};
        else
            reasons << PatientFinder::tr("by %1: %2").arg(fieldWords(part.field), part.text);
    }
    hit.reason = reasons.join(u", "_s);
}

} // namespace

FindAnswer toFindAnswer(const PatientsFound &found, const QDate &today)
{
    FindAnswer answer{found.text, {}, found.people};
    for (const PatientMatch &match : found.result.matches) {
        FindHit hit;
        hit.id = match.patient.id.value();
        hit.group = groupOf(match.kind);
        hit.name = listName(match.patient);
        hit.age = ageWords(match.patient.birthDate, today);
        hit.detail = lineDetail(match.patient);
        hit.isMinor = isMinor(match.patient.birthDate, today);
        if (!match.patient.active)
            hit.note = PatientFinder::tr("retired");
        addMatchedParts(match, hit);
        answer.hits << hit;
    }
    return answer;
}

} // namespace dermis
