#include "core/treatments/readiness_watch.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/safety/in_batches.h"
#include "core/safety/zones.h"
#include "core/storage/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype batchSize = 200;
constexpr qsizetype keptTogether = 5000; // patients in one transaction

using Gaps = QList<ReadinessGap>;

/// What belongs to no patient and may change the readiness of any.
constexpr auto clinicTables = "'clinic_substance', 'rule_set', 'questionnaire'";
/// What belongs to a product, and concerns those whose plan names it.
constexpr auto productTables = "'product', 'product_review', 'lot'";

struct PatientTable
{
    QLatin1StringView name;
    QLatin1StringView patient; ///< the column that says whose
};
constexpr std::array patientTables{
    PatientTable{"patient"_L1, "id"_L1},          PatientTable{"visit"_L1, "patient_id"_L1},
    PatientTable{"plan"_L1, "patient_id"_L1},     PatientTable{"response"_L1, "patient_id"_L1},
    PatientTable{"allergy"_L1, "patient_id"_L1},  PatientTable{"allergy_state"_L1, "patient_id"_L1},
    PatientTable{"decision"_L1, "patient_id"_L1}, PatientTable{"consent"_L1, "patient_id"_L1},
    PatientTable{"session"_L1, "patient_id"_L1},  PatientTable{"adverse_event"_L1, "patient_id"_L1},
};

/// Whose treatment is planned; binds the day twice.
constexpr auto plannedWhere =
    "p.active = 1 AND (EXISTS (SELECT 1 FROM plan WHERE plan.patient_id = p.id "
    "AND coalesce(body ->> '$.date', '9999') >= ?) "
    "OR EXISTS (SELECT 1 FROM visit v WHERE v.patient_id = p.id AND v.state NOT IN ('done', 'did-not-come') "
    "AND CASE v.state WHEN 'deferred' THEN v.deferred_until ELSE v.planned_on END >= ?))";

bool isPart(const QString &code)
{
    static const QStringList parts{topicName(ReadinessPart::Topic::Allergies), topicName(ReadinessPart::Topic::Checklist),
                                   topicName(ReadinessPart::Topic::Products), topicName(ReadinessPart::Topic::Consent),
                                   topicName(ReadinessPart::Topic::RuleSet)};
    return parts.contains(code);
}

QString text(const Gaps &gaps)
{
    QJsonArray list;
    for (const ReadinessGap &gap : gaps)
        list << QJsonArray{gap.code, gap.title};
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

Gaps gapsFrom(const QByteArray &text)
{
    Gaps gaps;
    for (const QJsonValue &each : QJsonDocument::fromJson(text).array())
        gaps << ReadinessGap{each[0].toString(), each[1].toString()};
    return gaps;
}

Gaps without(const Gaps &all, const Gaps &taken)
{
    Gaps rest = all;
    rest.removeIf([&](const ReadinessGap &gap) { return taken.contains(gap); });
    return rest;
}

bool isSame(const Gaps &left, const Gaps &right)
{
    return without(left, right).isEmpty() && without(right, left).isEmpty();
}

/// What is said of products; when it changes, it is told, though only a day has passed.
Gaps withoutProducts(const Gaps &gaps)
{
    Gaps rest = gaps;
    rest.removeIf([](const ReadinessGap &gap) { return gap.code == u"products" || isOfGate(gap.code); });
    return rest;
}

/// What somebody saw on one day, as it would be on another on which nothing changed but the day.
Gaps carried(const Gaps &seen, const Gaps &thatDay, const Gaps &thisDay)
{
    const Gaps went = withoutProducts(without(thatDay, thisDay));
    return without(seen, went) + without(withoutProducts(without(thisDay, thatDay)), seen);
}

/// Where a patient stood when last looked at.
struct Known
{
    bool isNew = true;
    Gaps gaps;
    QDate asOf;
    std::optional<Gaps> before;
    QString since;
};

struct ToJudge
{
    PatientId patient;
    StoredRecord stored;
    QList<Consent> consents;
    Known known;
};

struct Judged
{
    PatientId patient;
    Gaps gaps;
    std::optional<Gaps> before;
    QString since;
};

Result<Judged> judge(const SafetyBasis &basis, const ToJudge &one, const QDate &today, const QString &now)
{
    const SafetyRecord record = TRY(opened(one.stored));
    const AnswerSet answers(record.form, record.answers);
    const auto checkOn = [&](const QDate &day) { return checkStanding(basis, record, answers, record.plan.value_or(Plan{}), day); };
    const auto gapsIn = [&](const SafetyCheck &check, const QDate &day) { return gapsOf(check, readiness(check, one.consents, day)); };
    const SafetyCheck check = checkOn(today);
    Judged judged{one.patient, gapsIn(check, today), {}, {}};
    if (one.known.isNew)
        return judged;
    Gaps seen = one.known.before.value_or(one.known.gaps);
    if (one.known.asOf != today && !check.facts.holdOn(one.known.asOf))
        seen = carried(seen, gapsIn(checkOn(one.known.asOf), one.known.asOf), judged.gaps);
    if (isSame(seen, judged.gaps))
        return judged;
    judged.before = seen;
    judged.since = one.known.since.isEmpty() ? now : one.known.since;
    return judged;
}

/// How far the last whole look came.
struct Watch
{
    qint64 head = 0;
    QDate day;
    QString shipped;
};

Result<Watch> lastWatch(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT head, day, shipped FROM readiness_watch"_s));
    TRY(select.run());
    if (!TRY(select.next()))
        return Watch{};
    return Watch{select.integer(0), select.date(1), select.text(2)};
}

QString patientTableNames()
{
    QStringList names;
    for (const PatientTable &table : patientTables)
        names << u'\'' + QString(table.name) + u'\'';
    return names.join(u", ");
}

Result<qint64> newestEntry(Database &database, const QString &tables, qint64 after)
{
    auto select = TRY(database.prepare(
        u"SELECT coalesce(max(sequence), 0) FROM journal WHERE sequence > ? AND +table_name IN (%1)"_s.arg(tables)));
    select.add(after);
    TRY(select.run());
    TRY(select.next());
    return select.integer(0);
}

/// One look, from the journal as it is now.
class Looking
{
public:
    Looking(Database &database, const Actor &actor, const QDateTime &now, const WatchProgress &progress)
        : m_database(database), m_actor(actor), m_now(now), m_today(clinicTime(now).date()), m_progress(progress)
    {
    }

    Result<qint64> run();

private:
    Result<> begin();
    Result<> findTouched();
    Result<> findTouchedByProducts();
    Result<> addTouched(Statement &select);
    Result<QList<PatientId>> toLookAt();
    Result<Known> known(PatientId patient);
    Result<ToJudge> read(PatientId patient);
    Result<> judgeAll(const QList<PatientId> &patients);
    Result<> keep();
    Result<> end();

    Database &m_database;
    Actor m_actor;
    QDateTime m_now;
    QDate m_today;
    WatchProgress m_progress;
    SafetyBasis m_basis;
    Watch m_last;
    qint64 m_head = 0;
    qint64 m_everybody = 0;            // the newest entry that may concern everybody
    QHash<PatientId, qint64> m_touched; // the newest entry about each
    QList<Judged> m_judged;            // not yet kept
};

/// With other rules shipped, what is remembered was judged by none that hold.
Result<> Looking::begin()
{
    m_last = TRY(lastWatch(m_database));
    m_head = TRY(journalHead(m_database)).sequence;
    m_everybody = TRY(newestEntry(m_database, QString::fromLatin1(clinicTables), m_last.head));
    const QString shipped = RuleSet::shipped()->digest();
    if (m_last.shipped == shipped)
        return {};
    auto transaction = TRY(Transaction::begin(m_database, m_actor, m_now));
    TRY(m_database.run(u"UPDATE readiness_known SET checked = -1"_s));
    auto insert = TRY(transaction.prepare(u"INSERT OR REPLACE INTO readiness_watch (id, head, day, shipped) VALUES (1, ?, '', ?)"_s));
    insert.add(m_last.head).add(shipped);
    TRY(insert.run());
    return transaction.commit();
}

Result<> Looking::findTouched()
{
    for (const PatientTable &table : patientTables) {
        auto select = TRY(m_database.prepare(
            u"SELECT t.%1, max(j.sequence) FROM journal j JOIN %2 t ON t.id = j.row_id "
            "WHERE j.sequence > ? AND +j.table_name = '%2' GROUP BY 1"_s.arg(table.patient, table.name)));
        select.add(m_last.head);
        TRY(addTouched(select));
    }
    return findTouchedByProducts();
}

Result<> Looking::findTouchedByProducts()
{
    const QString tables = QString::fromLatin1(productTables);
    if (TRY(newestEntry(m_database, tables, m_last.head)) == 0)
        return {};
    auto select = TRY(m_database.prepare(
        u"WITH changed AS MATERIALIZED (SELECT max(j.sequence) AS newest, CASE j.table_name "
        "WHEN 'lot' THEN (SELECT product_id FROM lot WHERE id = j.row_id) "
        "WHEN 'product_review' THEN (SELECT product_id FROM product_review WHERE id = j.row_id) ELSE j.row_id END AS product "
        "FROM journal j WHERE j.sequence > ? AND +j.table_name IN (%1) GROUP BY product) "
        "SELECT p.patient_id, max(c.newest) FROM plan p CROSS JOIN json_tree(p.body) t CROSS JOIN changed c " // each plan is read once
        "WHERE t.key IN ('product', 'deviceProduct') AND c.product = t.value GROUP BY 1"_s.arg(tables)));
    select.add(m_last.head);
    return addTouched(select);
}

Result<> Looking::addTouched(Statement &select)
{
    TRY(select.run());
    while (TRY(select.next())) {
        qint64 &newest = m_touched[PatientId(select.integer(0))];
        newest = std::max(newest, select.integer(1));
    }
    return {};
}

Result<QList<PatientId>> Looking::toLookAt()
{
    auto select = TRY(m_database.prepare(
        u"SELECT p.id, k.checked, k.as_of FROM patient p LEFT JOIN readiness_known k ON k.patient_id = p.id WHERE %1 ORDER BY p.id"_s
            .arg(QString::fromLatin1(plannedWhere))));
    const QString today = m_today.toString(Qt::ISODate);
    select.add(today).add(today);
    TRY(select.run());
    QList<PatientId> patients;
    while (TRY(select.next())) {
        const PatientId patient(select.integer(0));
        const qint64 concerns = std::max(m_everybody, m_touched.value(patient));
        if (select.isNull(1) || select.integer(1) < concerns || select.integer(1) < 0 || select.text(2) != today)
            patients << patient;
    }
    return patients;
}

Result<Known> Looking::known(PatientId patient)
{
    auto select = TRY(m_database.prepare(u"SELECT gaps, as_of, before, since FROM readiness_known WHERE patient_id = ?"_s));
    select.add(patient.value());
    TRY(select.run());
    Known known;
    known.isNew = !TRY(select.next());
    if (known.isNew)
        return known;
    known.gaps = gapsFrom(select.bytes(0));
    known.asOf = select.date(1);
    if (!select.isNull(2))
        known.before = gapsFrom(select.bytes(2));
    known.since = select.text(3);
    return known;
}

Result<ToJudge> Looking::read(PatientId patient)
{
    StoredRecord stored = TRY(storedRecord(m_database, m_basis, patient));
    QList<Consent> sheets = TRY(consents(m_database, patient));
    Known before = TRY(known(patient));
    return ToJudge{patient, std::move(stored), std::move(sheets), std::move(before)};
}

/// A look that began earlier and ends later does not overwrite what a newer one found.
Result<> Looking::keep()
{
    auto transaction = TRY(Transaction::begin(m_database, m_actor, m_now));
    auto upsert = TRY(transaction.prepare(
        u"INSERT INTO readiness_known (patient_id, gaps, as_of, checked, before, since) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (patient_id) DO UPDATE SET gaps = excluded.gaps, as_of = excluded.as_of, checked = excluded.checked, "
        "before = excluded.before, since = excluded.since WHERE excluded.checked >= readiness_known.checked"_s));
    for (const Judged &one : std::exchange(m_judged, {})) {
        upsert.add(one.patient.value()).add(text(one.gaps)).add(m_today.toString(Qt::ISODate)).add(m_head);
        upsert.add(one.before ? QVariant(text(*one.before)) : QVariant());
        upsert.add(one.before ? QVariant(one.since) : QVariant());
        TRY(upsert.run());
    }
    return transaction.commit();
}

Result<> Looking::judgeAll(const QList<PatientId> &patients)
{
    qint64 done = 0;
    const auto take = [&](const QList<Judged> &batch) -> Result<> {
        m_judged << batch;
        done += batch.size();
        const bool goesOn = !m_progress || m_progress(done, patients.size());
        if (!goesOn || m_judged.size() >= keptTogether || done == patients.size())
            TRY(keep());
        return goesOn ? Result<>() : fail(ErrorCode::Cancelled, u"stopped after %1 of %2 patients"_s.arg(done).arg(patients.size()));
    };
    const QString now = toIsoUtc(m_now);
    return inBatches(
        m_database, patients, batchSize, [this](PatientId patient) { return read(patient); },
        [this, now](const ToJudge &one) { return judge(m_basis, one, m_today, now); }, take);
}

/// Who is no longer planned is forgotten.
Result<> Looking::end()
{
    auto transaction = TRY(Transaction::begin(m_database, m_actor, m_now));
    auto forget = TRY(transaction.prepare(
        u"DELETE FROM readiness_known WHERE patient_id NOT IN (SELECT p.id FROM patient p WHERE %1)"_s.arg(QString::fromLatin1(plannedWhere))));
    const QString today = m_today.toString(Qt::ISODate);
    forget.add(today).add(today);
    TRY(forget.run());
    auto update = TRY(transaction.prepare(u"UPDATE readiness_watch SET head = max(head, ?), day = ?"_s));
    update.add(m_head).add(today);
    TRY(update.run());
    return transaction.commit();
}

Result<qint64> Looking::run()
{
    TRY(begin());
    TRY(findTouched());
    const QList<PatientId> patients = TRY(toLookAt());
    if (!patients.isEmpty())
        m_basis = TRY(safetyBasis(m_database));
    TRY(judgeAll(patients));
    TRY(end());
    return patients.size();
}

/// A part of readiness that says something else now is not gone.
Gaps goneFrom(const Gaps &before, const Gaps &now)
{
    Gaps gone = without(before, now);
    gone.removeIf([&](const ReadinessGap &gap) {
        return isPart(gap.code) && std::any_of(now.begin(), now.end(), [&](const ReadinessGap &other) { return other.code == gap.code; });
    });
    return gone;
}

ReadinessChange changeFromRow(const Statement &row)
{
    const Gaps now = gapsFrom(row.bytes(4));
    const Gaps before = gapsFrom(row.bytes(5));
    return {PatientId(row.integer(0)), row.text(1),   row.text(2),          row.dateTime(3),
            before.isEmpty(),          now.isEmpty(), without(now, before), goneFrom(before, now)};
}

/// A statement of its own: one that still reads would keep a write from waiting for its turn.
Result<bool> isToldOf(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT 1 FROM readiness_known WHERE patient_id = ? AND since IS NOT NULL"_s));
    select.add(patient.value());
    TRY(select.run());
    return select.next();
}

} // namespace

QList<ReadinessGap> gapsOf(const SafetyCheck &check, const Readiness &readiness)
{
    Gaps gaps;
    for (const ReadinessPart &part : readiness.parts) {
        const bool isFinding = part.topic == ReadinessPart::Topic::Finding || part.topic == ReadinessPart::Topic::Decisions ||
                               part.topic == ReadinessPart::Topic::Cautions;
        if (part.level != ReadinessPart::Level::Clear && !isFinding)
            gaps << ReadinessGap{topicName(part.topic), part.topic == ReadinessPart::Topic::Products ? part.title
                                                        : part.count > 0 ? QString::number(part.count)
                                                                         : QString()};
    }
    for (const Finding &finding : check.open()) {
        if (finding.outcome != Outcome::Fired || comesAfterSheet(finding.rule->settledBy))
            continue;
        const ReadinessGap gap{finding.rule->code, finding.zone.isEmpty() ? finding.rule->title
                                                       : u"%1: %2"_s.arg(zoneName(finding.zone), finding.rule->title)};
        if (!gaps.contains(gap))
            gaps << gap;
    }
    return gaps;
}

Result<bool> isLookDue(Database &database, const QDate &today)
{
    const Watch last = TRY(lastWatch(database));
    if (last.day != today || last.shipped != RuleSet::shipped()->digest())
        return true;
    const QString tables = QStringList{QString::fromLatin1(clinicTables), QString::fromLatin1(productTables), patientTableNames()}.join(u", "_s);
    return TRY(newestEntry(database, tables, last.head)) > last.head;
}

Result<qint64> lookForChanges(Database &database, const Actor &actor, const QDateTime &now, const WatchProgress &progress)
{
    TRY(require(actor, Permission::ReadRecords));
    TRY(database.checkWritable());
    return Looking(database, actor, now, progress).run();
}

Result<QList<ReadinessChange>> readinessChanges(Database &database, const Actor &actor, int limit)
{
    TRY(require(actor, Permission::ReadRecords));
    auto select = TRY(database.prepare(
        u"SELECT p.id, p.file_number, p.given_names || ' ' || p.family_name, k.since, k.gaps, k.before FROM readiness_known k "
        "JOIN patient p ON p.id = k.patient_id WHERE k.since IS NOT NULL ORDER BY k.since DESC, p.id LIMIT ?"_s));
    select.add(limit);
    TRY(select.run());
    QList<ReadinessChange> changes;
    while (TRY(select.next()))
        changes << changeFromRow(select);
    return changes;
}

Result<qint64> readinessChangeCount(Database &database)
{
    return database.integer(u"SELECT count(*) FROM readiness_known WHERE since IS NOT NULL"_s);
}

Result<> markReadinessSeen(Database &database, const Actor &actor, const QDateTime &now, PatientId patient)
{
    TRY(require(actor, Permission::ReadRecords));
    if (!TRY(isToldOf(database, patient)))
        return {};
    auto transaction = TRY(Transaction::begin(database, actor, now));
    auto update = TRY(transaction.prepare(
        u"UPDATE readiness_known SET before = NULL, since = NULL, seen_by = ?, seen_at = ? WHERE patient_id = ?"_s));
    update.add(actor.id.value()).add(toIsoUtc(now)).add(patient.value());
    TRY(update.run());
    return transaction.commit();
}

} // namespace dermis
