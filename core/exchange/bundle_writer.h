#pragma once

#include "core/exchange/fhir_json.h"
#include "core/exchange/patient_record.h"

#include <QMap>
#include <QSet>

#include <utility>
#include <vector>

namespace dermis {

/// Collects the resources of one patient's bundle; each by its type and id.
class BundleWriter
{
public:
    BundleWriter(const PatientRecord &record, const QDateTime &now)
        : m_record(record), m_now(now), m_patient(QStringLiteral("Patient/") + record.person.id.toString())
    {
    }
    QByteArray write();

private:
    static Json entryOf(const QString &name, Json resource);
    static Json resource(const QString &name);
    /// Adds a resource and, under a title, its reference in the table of contents.
    void add(const QString &name, Json json, const QString &section = {});
    bool hasSection(const QString &title) const;
    /// A member of staff; the practice where the program itself acted.
    Json person(StaffId id);
    /// A resource that we wrote or read ourselves, under our own id.
    static Json withId(const QByteArray &bytes, const QString &id);
    Json subject() const { return fhir::reference(m_patient); }
    Json composition() const;
    /// Words for people, which R4 asks for where a section has no entries.
    static Json narrative(const QString &code);
    QString noAllergiesBecause() const;
    void addPatient();
    static Json namesOf(const Patient &who);
    static Json telecomOf(const Patient &who);
    void addContact(const Contact &contact, qsizetype number);
    void addVisits();
    void addAllergies();
    void addAllergy(const Allergy &allergy);
    /// The frozen documents, each with the form it answers, numbers as they were written.
    void addHistories();
    void addNotes();
    static Json plannedZone(const PlannedZone &zone);
    Json plannedProduct(const PlannedProduct &item);
    void addPlan();
    void addSessions();
    void addReactions();
    void addPrecautions();
    /// A product of the shelf, by its lot where one is known; addShelf() writes those that were named.
    Json ofShelf(ProductId product, LotId lot);
    void addShelf();
    void addAssessments();
    void addDecisions();
    void addDeferrals();
    static QString actionWords(const Choice &choice);
    /// A sheet that was printed is proposed: its signature is on paper and not recorded.
    void addConsents();
    void addSheet(const ConsentSheet &sheet, const QString &id);
    void addPdf(const Consent &consent, const QString &id, const QString &type, const QByteArray &pdf);
    void addAccesses();
    void addPractitioners();

    const PatientRecord &m_record;
    QDateTime m_now;
    QString m_patient;
    std::vector<Json> m_entries;
    std::vector<std::pair<QString, Json>> m_sections; // title and references, in order
    QSet<StaffId> m_people;
    QMap<QString, std::pair<ProductId, LotId>> m_shelf; // by name of the resource
};

} // namespace dermis
